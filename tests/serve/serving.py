"""A preview in a process of its own, and a page that listens to it."""

import asyncio
import json
import os
import subprocess
import sys
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from queue import SimpleQueue
from threading import Thread

from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

CLOCK = "2026-06-01"
LONG = 30
"""Seconds that nothing takes; what takes longer has failed."""

CONFIG = """\
base_url = "https://example.org{path}"
default_language = "fr"
[languages.fr]
title = "Passerelle"
label = "Français"
locale = "fr-FR"
[languages.en]
title = "Passerelle"
label = "English"
locale = "en-GB"
[categories.news]
fr = {{ title = "Actualités", slug = "actualites" }}
en = {{ title = "News", slug = "news" }}
"""
STORY = "---\ntitle: {title}\ndate: {date}\n{more}---\n\n{text}\n"


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def story(title, text="Du texte.", date="2026-01-05", more=""):
    return STORY.format(title=title, text=text, date=date, more=more)


def make_site(folder, path="/"):
    """Write a small magazine: a story in two languages, a draft, and one that is to come."""
    write(folder / "config.toml", CONFIG.format(path=path))
    news = folder / "content/news"
    write(news / "pont.fr.md", story("Un pont"))
    write(news / "pont.en.md", story("A bridge", "Some text."))
    write(news / "brouillon.fr.md", story("Un essai", more="draft: true\n"))
    write(news / "avenir.en.md", story("To come", date="2027-03-01 08:30"))
    return folder


def tree(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


class Preview:
    """A preview that runs; `told` are the lines that it says."""

    def __init__(self, site, process):
        self.site = site
        self.process = process
        self.told = SimpleQueue()
        self.faults = SimpleQueue()
        for stream, lines in ((process.stdout, self.told), (process.stderr, self.faults)):
            Thread(target=self._read, args=(stream, lines), daemon=True).start()
        self.url = self.next().partition(": ")[2]
        self.port = int(self.url.split(":")[2].partition("/")[0])
        self.watched = self.next()

    @staticmethod
    def _read(stream, lines):
        for line in stream:
            lines.put(line.rstrip("\n"))

    def next(self):
        return self.told.get(timeout=LONG)

    def get(self, path="/", method="GET", **headers):
        """Return the status, the headers and the body of an answer."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=LONG)) as connection:
            skipped = "Host" in headers
            connection.putrequest(method, path, skip_host=skipped, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode()

    def marks(self, path):
        return json.loads(self.get(f"/__diptych/page?path={path}")[2])

    def page(self, **options):
        return Page(self.port, **options)

    def save(self, path, text):
        write(self.site / path, text)


class Page:
    """A page that listens as the script of the preview does."""

    def __init__(self, port, edition=None, **headers):
        self._loop = asyncio.new_event_loop()
        request = HTTPRequest(f"ws://127.0.0.1:{port}/livereload", headers=headers)
        try:
            self._socket = self._wait(lambda: websocket_connect(request))
        except BaseException:
            self._loop.close()
            raise
        self._say(command="hello", protocols=["http://livereload.com/protocols/official-7"])
        assert self.next()["command"] == "hello"
        known = {} if edition is None else {"edition": edition}
        self._say(command="info", url="/", **known)

    def _say(self, **message):
        self._wait(lambda: self._socket.write_message(json.dumps(message)))

    def _wait(self, begin):
        async def waiting():
            return await asyncio.wait_for(begin(), LONG)

        return self._loop.run_until_complete(waiting())

    def next(self):
        return json.loads(self._wait(self._socket.read_message))

    def close(self):
        self._socket.close()
        while self._wait(self._socket.read_message) is not None:
            pass
        self._loop.close()


@contextmanager
def previewing(site, *options, reads=True, **environ):
    """Run a preview; give its process alone unless what it says is to be read."""
    command = [sys.executable, "-m", "diptych", "serve", "-p", "0", "--clock", CLOCK, *options]
    with subprocess.Popen(
        command,
        cwd=site,
        env={**os.environ, "LC_ALL": "C", **environ},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        try:
            yield Preview(site, process) if reads else process
        finally:
            process.kill()
