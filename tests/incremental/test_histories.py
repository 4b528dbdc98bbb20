"""The law of incremental builds, over histories of edits, crashes and tampering.

After any of them, the planned files of an incremental build are byte for byte those of a clean
one. `DIPTYCH_HISTORIES` says how many histories are tried.
"""

import os
import shutil
import sys
import time
from functools import wraps
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.incremental.building import (
    CLOCK,
    FOREIGN,
    attempted,
    built_copy_of,
    errors,
    finish,
    published,
    request,
    restore,
    snapshot,
    told,
    without_memory,
)
from tests.incremental.choices import (
    AUTHORS,
    BODIES,
    FLAGS,
    LOCALES,
    MARKS,
    MESSAGES,
    MOMENTS,
    OUTPUT_FILES,
    PANELS,
    SETTINGS,
    TAGS,
    TEMPLATES,
    TITLES,
)
from tests.incremental.crash import changes_of, kill_at, rehearsal
from tests.incremental.sources import Sources, picture

SITE = "newsroom"
A_MOMENT = 0.06
"""Seconds after which the time of a file tells whether it was changed since."""


THEN = st.sampled_from(["wait", "wait", "wait", "wait", "build", "check"])
"""What follows an edit. Several may lie between two builds; a check is dear."""


def edit(**drawn):
    """Make a method a rule: an edit, and what follows."""

    def made(method):
        @wraps(method)
        def step(self, *, then, **arguments):
            method(self, **arguments)
            if then == "build":
                self.build()
            elif then == "check":
                self.check()

        return rule(**drawn, then=THEN)(step)

    return made


class Newsroom(RuleBasedStateMachine):
    """A magazine, its outputs, and everything that may happen to them between two builds.

    The law is checked now and then, and when a history ends.
    """

    @initialize()
    def open(self):
        self.folder = Path(mkdtemp())
        self.source = built_copy_of(SITE, self.folder)
        self.sources = Sources(self.source)
        self.asked = {"clock": CLOCK, "executor": "serial", "jobs": 2}
        self.outputs = ("output", "elsewhere")
        self.past = [snapshot(self.source)]
        self.memory = b""

    # What authors edit.

    @edit(panel=PANELS, text=BODIES, quietly=st.booleans())
    def edit_body(self, panel, text, quietly):
        file = self.sources.panel(panel)
        modified = file.stat().st_mtime_ns
        self.sources.body(file, text)
        if quietly:
            os.utime(file, ns=(modified, modified))

    @edit(panel=PANELS, title=TITLES)
    def edit_title(self, panel, title):
        self.sources.front(self.sources.panel(panel), "title", f'"{title}"')

    @edit(panel=PANELS, tags=st.lists(TAGS, max_size=2, unique=True))
    def edit_tags(self, panel, tags):
        self.sources.assign(self.sources.panel(panel), "tags", tags)

    @edit(panel=PANELS, authors=st.lists(AUTHORS, max_size=2, unique=True))
    def edit_authors(self, panel, authors):
        self.sources.assign(self.sources.panel(panel), "authors", authors)

    @edit(panel=PANELS, word=st.sampled_from(["old", "new", None]))
    def edit_slug(self, panel, word):
        slug = word and f"{panel[:-3]}-{word}"
        self.sources.front(self.sources.panel(panel), "slug", slug)

    @edit(
        panel=PANELS,
        date=st.sampled_from(["2025-12-31", "2026-04-20", "2026-05-09", "2026-06-01 12:30"]),
        updated=st.sampled_from([None, "2026-06-01 12:45"]),
    )
    def edit_date(self, panel, date, updated):
        file = self.sources.panel(panel)
        self.sources.front(file, "date", date)
        self.sources.front(file, "updated", updated)

    @edit(panel=PANELS, category=st.sampled_from(["startups", "culture"]))
    def edit_category(self, panel, category):
        self.sources.front(self.sources.panel(panel), "category", category)

    @edit(panel=PANELS, flag=FLAGS)
    def edit_flag(self, panel, flag):
        self.sources.front(self.sources.panel(panel), *flag)

    @edit(panel=PANELS)
    def delete_panel(self, panel):
        self.sources.panel(panel).unlink()

    @edit(panel=PANELS)
    def rename_panel(self, panel):
        self.sources.rename(panel)

    @edit(tag=TAGS, label=TITLES, slug=st.sampled_from(["", "-new"]))
    def rename_tag(self, tag, label, slug):
        self.sources.register("tags", tag, label={"fr": label, "en": tag}, slug=tag + slug)

    @edit(author=AUTHORS, name=TITLES, bio=TITLES, collective=st.booleans())
    def rename_author(self, author, name, bio, collective):
        self.sources.register("authors", author, name=name, bio=bio, collective=collective)

    @edit(kind_and_term=st.tuples(st.just("tags"), TAGS) | st.tuples(st.just("authors"), AUTHORS))
    def delete_term(self, kind_and_term):
        self.sources.strike(*kind_and_term)

    @edit(
        name=st.sampled_from(["lea.fr", "sam.en", "nour.fr"]),
        approved=st.booleans(),
        body=BODIES,
        reply_to=st.sampled_from([None, "lea"]),
    )
    def comment(self, name, approved, body, reply_to):
        file = self.sources.comments()[0] / f"{name}.md"
        file.write_text(f"---\nauthor: {name}\n---\n{body}\n", encoding="utf-8")
        self.sources.front(file, "date", "2026-05-20")
        self.sources.front(file, "approved", str(approved).lower())
        if name != "lea.fr":
            self.sources.front(file, "reply_to", reply_to)

    @edit(new_name=st.sampled_from([None, "ines.fr.md"]))
    def rename_or_delete_a_comment(self, new_name):
        folder, files = self.sources.comments()
        if files:
            files[-1].rename(folder / new_name) if new_name else files[-1].unlink()

    @edit(name=st.sampled_from(["bridge.png", "plan.png"]), width=st.integers(4, 9))
    def replace_a_picture(self, name, width):
        (self.sources.panel("bridge.fr").parent / name).write_bytes(picture(width, 5))

    @edit(locale=LOCALES, name=st.sampled_from(["second.png", "third.png"]))
    def add_a_picture(self, locale, name):
        panel = self.sources.panel(f"bridge.{locale}")
        (panel.parent / name).write_bytes(picture(7, 7))
        self.sources.front(panel, "image", name)

    @edit(new_name=st.sampled_from([None, "fourth.png"]))
    def rename_or_delete_a_picture(self, new_name):
        """Those who show it follow: a head picture that is missing would be an error."""
        old = next(iter(self.sources.pictures()), None)
        if old:
            for locale in ("fr", "en"):
                self.sources.front(self.sources.panel(f"bridge.{locale}"), "image", new_name)
            old.rename(old.with_name(new_name)) if new_name else old.unlink()

    # What those edit who look after the magazine.

    @edit(name=TEMPLATES, mark=MARKS)
    def edit_template(self, name, mark):
        self._mark(self.sources.theme / f"templates/{name}.html", mark)

    @edit(mark=MARKS)
    def edit_macro(self, mark):
        self._mark(self.sources.theme / "templates/cards.html", mark)

    @edit(name=TEMPLATES)
    def return_to_the_packaged_template(self, name):
        (self.sources.theme / f"templates/{name}.html").unlink(missing_ok=True)

    @edit(text=st.sampled_from([None, "<p>Imprint</p>", "{{ view.site('en').title }}"]))
    def edit_the_template_that_may_be_missing(self, text):
        file = self.sources.theme / "templates/imprint.html"
        file.unlink(missing_ok=True)
        if text:
            file.write_text(text, encoding="utf-8")

    @edit(locale=LOCALES, message=MESSAGES, said=TITLES)
    def edit_catalogue(self, locale, message, said):
        head = '"Content-Type: text/plain; charset=utf-8\\n"\n'
        forms = f'"Language: {locale}\\n"\n"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n'
        entry = f'msgid "{message}"\nmsgstr "{said}"\n'
        (self.sources.theme / f"locale/{locale}.po").write_text(
            f'msgid ""\nmsgstr ""\n{head}{forms}\n{entry}', encoding="utf-8"
        )

    @edit(locale=LOCALES)
    def delete_catalogue(self, locale):
        (self.sources.theme / f"locale/{locale}.po").unlink(missing_ok=True)

    @edit(colour=st.sampled_from(["teal", "pink", "navy"]))
    def edit_stylesheet(self, colour):
        (self.sources.theme / "static/mark.css").write_text(f".mark {{ color: {colour} }}\n")

    @edit(setting=SETTINGS)
    def configure(self, setting):
        self.sources.setting(*setting)

    @edit(back=st.integers(0, 3), keeping_times=st.booleans())
    def revert(self, back, keeping_times):
        """Go back to the sources of an earlier build, 0 being the last."""
        past = self.past[max(0, len(self.past) - 1 - back)]
        restore(self.source, past, keeping_times=keeping_times)

    # How builds are asked for.

    @edit(moment=MOMENTS)
    def move_the_clock(self, moment):
        self.asked["clock"] = moment

    @edit(drafts=st.booleans(), future=st.booleans(), expired=st.booleans(), noindex=st.booleans())
    def preview(self, **flags):
        self.asked |= flags

    @edit(who=st.sampled_from(["serial", "pool"]))
    def switch_the_executor(self, who):
        self.asked["executor"] = who

    @edit()
    def turn_to_the_other_output(self):
        self.turn()

    # What happens to builds, their output and their memory.

    @rule()
    def let_time_pass(self):
        """Without arguments, it is what Hypothesis falls back on: it must undo nothing."""
        time.sleep(A_MOMENT)

    @rule(percent=st.integers(0, 99))
    def crash(self, percent):
        asked = {**self._asked(), "executor": "serial"}
        with rehearsal(self.source, self.folder) as copy:
            changes = changes_of(request(copy, **{**asked, "output": copy / self.outputs[0]}))
        kill_at(request(self.source, **asked), 1 + changes * percent // 100)

    @edit(
        name=OUTPUT_FILES,
        how=st.sampled_from(
            ["quietly", "longer", "deleted", "a link", "a folder", "a neighbour", "all deleted"]
        ),
    )
    def tamper_with_output(self, name, how):
        file = self._output / name
        if how == "all deleted":
            shutil.rmtree(self._output, ignore_errors=True)
        elif how == "a neighbour":
            if file.parent.is_dir():
                (file.parent / FOREIGN).write_text("Not ours.")
        elif file.is_file():
            _tamper(file, how, aside=self.folder / "aside")

    @edit(how=st.sampled_from(["gone", "cut", "flipped", "nonsense", "of an earlier build"]))
    def damage_memory(self, how):
        memory = self.source / ".cache/memory.sqlite"
        if how == "gone":
            shutil.rmtree(memory.parent, ignore_errors=True)
        elif memory.exists():
            data = memory.read_bytes()
            half = len(data) // 2
            damaged = {
                "cut": data[:half],
                "flipped": data[:half] + bytes(byte ^ 255 for byte in data[half:]),
                "nonsense": b"nonsense",
                "of an earlier build": self.memory,
            }
            memory.write_bytes(damaged[how])

    # The law.

    def build(self):
        memory = self.source / ".cache/memory.sqlite"
        self.memory = memory.read_bytes() if memory.exists() else b""
        attempted(self.source, **self._asked())
        self.past.append(snapshot(self.source))

    def check(self):
        with without_memory(self.source, **self._asked()) as (expected, wanted):
            self._check(expected, published(wanted))
            self.turn()
            if self._output.is_dir():
                self._check(expected, published(wanted))
            self.turn()

    def teardown(self):
        if hasattr(self, "folder"):
            try:
                if sys.exc_info()[0] is None:  # the history itself has told no failure
                    self.check()
            finally:
                shutil.rmtree(self.folder)

    def _check(self, expected, wanted):
        finish(self._output)
        before = published(self._output)
        report = attempted(self.source, **self._asked())
        assert told(report) == told(expected)
        if errors(report):
            assert published(self._output) == before
            return
        assert published(self._output) == wanted
        assert not self._output.with_name(f".{self._output.name}.diptych").exists()
        left = {path.name for path in (self.source / ".cache").iterdir()}
        assert left <= {"memory.sqlite", "pictures"}  # one that was damaged may be gone

    def turn(self):
        self.outputs = (self.outputs[1], self.outputs[0])

    @property
    def _output(self):
        return self.source / self.outputs[0]

    def _asked(self):
        return {**self.asked, "output": self._output}

    def _mark(self, template, mark):
        """Say something else at the template's mark; the site's own one is put back if need be."""
        first = self.past[0][template.relative_to(self.source)][0].decode()
        text = template.read_text(encoding="utf-8") if template.exists() else first
        start, _, rest = text.partition("<i>")
        _, _, end = rest.partition("</i>")
        template.write_text(f"{start}<i>{mark}</i>{end}", encoding="utf-8")


def _tamper(file, how, aside):
    """Do to a file of the output what no build would."""
    data, found = file.read_bytes(), file.stat()
    if how in {"deleted", "a folder"}:
        file.unlink()
    if how == "longer":
        file.write_bytes(data + b"<!-- tampered -->")
    elif how == "quietly":
        file.write_bytes(bytes([data[0] ^ 1]) + data[1:])
        os.utime(file, ns=(found.st_atime_ns, found.st_mtime_ns))
    elif how == "a link":
        file.rename(aside)
        file.symlink_to(aside)
    elif how == "a folder":
        file.mkdir()


TestNewsroom = Newsroom.TestCase
TestNewsroom.settings = settings(
    max_examples=int(os.environ.get("DIPTYCH_HISTORIES", "60")),
    stateful_step_count=8,
    deadline=None,
)
