"""The reading of a whole magazine: everything under `content/`, to frozen data and problems.

Walk, read each file by itself, link the panels into stories, gather the terms and categories they
name, then complete each article. Knows that order; each step stands in a module of its own. What
is faulty is set aside, and everything else goes on.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from diptych.model.article import Article, SourceText
from diptych.model.asset import Asset
from diptych.model.comment import Comment
from diptych.model.config import Config
from diptych.model.problem import Place, Problem, Result, warning
from diptych.model.taxonomy import Registry
from diptych.read.articles import Surroundings, category_use, make_article
from diptych.read.categories import gather_categories
from diptych.read.comments import Remark, from_future, read_comment, thread
from diptych.read.files import Files, read_files
from diptych.read.manuscripts import Manuscripts
from diptych.read.naming import (
    CONTENT,
    STATIC,
    CommentName,
    PanelName,
    is_comment,
    is_markdown,
    name_comment,
    name_panel,
    nfc,
)
from diptych.read.panels import Panel
from diptych.read.readings import (
    CommentReading,
    NoReadings,
    PanelReading,
    Readings,
    bytes_of,
    panel_reading,
)
from diptych.read.registries import read_registries
from diptych.read.stories import Heritage, inherit, link_stories
from diptych.read.terms import Mention, gather_terms
from diptych.read.walk import walk
from diptych.read.zones import load_zone


class Sources(Struct, frozen=True, kw_only=True):
    """A magazine as it was read.

    `config` has the categories that only folders declare; `articles` are sorted by id;
    `manuscripts` are keyed by article id and comment body id, `assets` by source path;
    `comment_dates` are those of all approved comments, those from the future too. `broken` names
    what was set aside for an error (source paths, story keys), so that a link to it is no second
    error; `texts_set_aside` are those of its panels that could be taken apart, each with its
    language, drafts left out: they are still to be checked.
    """

    config: Config
    registry: Registry
    articles: tuple[Article, ...]
    manuscripts: Manuscripts
    comments: tuple[Comment, ...]
    assets: Mapping[str, Asset]
    comment_dates: tuple[datetime, ...]
    statics: tuple[Asset, ...]
    broken: frozenset[str]
    texts_set_aside: tuple[tuple[str, SourceText], ...] = ()


def read_sources(
    root: Path, config: Config, now: datetime, readings: Readings | None = None
) -> Result[Sources]:
    """Return all that the site in `root` holds, with every problem found.

    Files of which `readings` remembers what they told are not opened.
    """
    remembered = readings or NoReadings()
    found = walk(root)
    reader = _Reader(root, config, now, remembered)
    lineage = _lineage(reader.read(found.paths), reader.unread)
    files = read_files(root, found.paths, remembered)
    told = (*found.problems, *reader.problems, *files.problems, *lineage.problems)
    return _complete(reader, files, lineage, found.refused, told)


class _Reader:
    """Reads the Markdown files one by one, and keeps what each of them holds."""

    def __init__(self, root: Path, config: Config, now: datetime, readings: Readings) -> None:
        self.root = root
        self.config = config
        self.unread: list[PanelName] = []
        self.broken: set[str] = set()
        self.remarks: list[Remark] = []
        self.comment_dates: list[datetime] = []
        self.left_out: set[tuple[str, str]] = set()
        self.problems: list[Problem] = []
        self._now = now
        self._readings = readings
        zone = load_zone(config.timezone)
        if zone is None:
            raise ValueError(f"no time zone that read_config lets pass: {config.timezone}")
        self._zone = zone

    def read(self, paths: Iterable[str]) -> list[Panel]:
        """Return the panels, and keep what else there is."""
        texts = [
            path
            for path in paths
            if is_markdown(path) and not path.startswith(f"{CONTENT}/{STATIC}/")
        ]
        names: list[PanelName] = []
        for path in texts:
            if is_comment(path):
                self._comment(path)
                continue
            name = name_panel(path, self.config.languages)
            if isinstance(name, Problem):
                self.broken.add(nfc(path))
                self.problems.append(name)
            else:
                names.append(name)
        self._readings.expect(names)
        return [panel for name in names if (panel := self._panel(name)) is not None]

    def _panel(self, name: PanelName) -> Panel | None:
        read = partial(panel_reading, self.root, name, self._zone, self.config.languages)
        reading = self._readings.recall(name.path, PanelReading, read)
        self.problems += reading.problems
        if reading.panel is None and not reading.gone:
            self._set_aside(name)
        return reading.panel

    def _set_aside(self, name: PanelName) -> None:
        self.unread.append(name)
        self.broken |= {nfc(name.path), name.key}

    def _comment(self, path: str) -> None:
        name = name_comment(path, self.config.languages)
        if isinstance(name, Problem):
            self.problems.append(name)
            return
        reading = self._readings.recall(path, CommentReading, partial(self._read_comment, name))
        self.problems += reading.problems
        remark = reading.remark
        if remark is not None:
            self.comment_dates.append(remark.comment.date)
        too_early = remark and from_future(remark, self._now)
        if too_early:
            self.problems.append(too_early)
        elif remark is not None:
            self.remarks.append(remark)
        if too_early or (remark is None and reading.problems):
            self.left_out.add((name.story, name.id))

    def _read_comment(self, name: CommentName) -> CommentReading:
        data, problem = bytes_of(self.root, name.path)
        if data is None:
            told = (replace(problem, severity="warning"),) if problem else ()
            return CommentReading(problems=told, gone=problem is None)
        remark, problems = read_comment(name, data, self._zone)
        return CommentReading(remark=remark, problems=problems)


class _Heir(NamedTuple):
    key: str
    panel: Panel
    heritage: Heritage

    @property
    def names(self) -> frozenset[str]:
        """What links may call it by."""
        return frozenset({nfc(self.panel.name.path), self.key})


class _Lineage(NamedTuple):
    """The panels with what each inherits, taken from the list as articles are made of them.

    `keys` are those of the stories, by the keys that paths make. `texts` are those of all panels
    but drafts, by path, each with its language.
    """

    heirs: list[_Heir]
    keys: Mapping[str, str]
    texts: Mapping[str, tuple[str, SourceText]]
    broken: frozenset[str]
    problems: tuple[Problem, ...]


def _lineage(panels: Sequence[Panel], unread: Iterable[PanelName]) -> _Lineage:
    stories = link_stories(panels, unread)
    problems = list(stories.problems)
    broken = {nfc(problem.place.path) for problem in problems}
    heirs: list[_Heir] = []
    for (key, locale), panel in stories.panels.items():
        heritage, found = inherit(stories, key, locale)
        problems += found
        if heritage is None:
            broken |= {nfc(panel.name.path), key}
        else:
            heirs.append(_Heir(key, panel, heritage))
    texts = {
        panel.name.path: (panel.name.locale, panel.text)
        for panel in panels
        if not panel.fields.draft
    }
    return _Lineage(heirs, stories.keys, texts, frozenset(broken), tuple(problems))


def _complete(
    reader: _Reader,
    files: Files,
    lineage: _Lineage,
    refused: frozenset[str],
    told: tuple[Problem, ...],
) -> Result[Sources]:
    problems = list(told)
    broken = {*reader.broken, *files.broken, *refused, *lineage.broken}
    heirs = lineage.heirs
    registries = read_registries(reader.root, reader.config)
    terms = gather_terms(registries, tuple(_mentions(heirs)))
    uses = (category_use(heir.panel, heir.heritage) for heir in heirs)
    categories = gather_categories(reader.config, [use for use in uses if use])
    problems += (*registries.problems, *terms.problems, *categories.problems)
    faulty = {problem.place.path for problem in terms.problems if problem.severity == "error"}
    broken |= {name for heir in heirs if heir.panel.name.path in faulty for name in heir.names}
    heirs[:] = [heir for heir in heirs if heir.panel.name.path not in faulty]
    around = Surroundings(terms, categories, files.assets, broken)
    articles, texts, faults = _articles(heirs, around, broken)
    problems += faults
    remarks = _remarks(reader, lineage.keys, broken, problems)
    finished = {article.path for article in articles}
    sources = Sources(
        config=categories.config,
        registry=terms.registry,
        articles=articles,
        manuscripts=Manuscripts(
            reader.root,
            texts | {remark.comment.body_id: remark.text for remark in remarks},
        ),
        comments=tuple(remark.comment for remark in remarks),
        assets=files.assets,
        comment_dates=tuple(reader.comment_dates),
        statics=files.statics,
        broken=frozenset(broken),
        texts_set_aside=tuple(text for path, text in lineage.texts.items() if path not in finished),
    )
    return Result(sources, tuple(sorted(problems, key=_order)))


def _articles(
    heirs: list[_Heir], around: Surroundings, broken: set[str]
) -> tuple[tuple[Article, ...], dict[str, SourceText], list[Problem]]:
    """Return the finished articles by id, and their texts; one whose picture is at fault is not.

    A panel takes as much memory as its article: each is let go as soon as that is made.
    """
    articles = []
    texts = {}
    problems = []
    heirs.reverse()
    while heirs:
        heir = heirs.pop()
        article, found = make_article(heir.key, heir.panel, heir.heritage, around)
        problems += found
        unfiled = article.category is None and category_use(heir.panel, heir.heritage) is not None
        if unfiled or any(problem.severity == "error" for problem in found):
            broken |= heir.names
        else:
            articles.append(article)
            texts[article.id] = heir.panel.text
    return tuple(sorted(articles, key=lambda article: article.id)), texts, problems


def _mentions(heirs: Iterable[_Heir]) -> Iterator[Mention]:
    latest = datetime.max.replace(tzinfo=UTC)
    for key, panel, heritage in heirs:
        fields = panel.fields
        date = heritage.date or latest
        named = (
            ("tags", fields.tags),
            ("authors", fields.authors),
            ("authors", fields.translators),
            ("series", fields.series),
        )
        for kind, texts in named:
            for text in texts:
                yield Mention(kind, text, panel.name.locale, date, key)


def _remarks(
    reader: _Reader, keys: Mapping[str, str], broken: set[str], problems: list[Problem]
) -> tuple[Remark, ...]:
    """Return the comments in their threads, under the keys of their stories."""
    placed = []
    for remark in reader.remarks:
        story = remark.comment.story
        if story in keys:
            comment = replace(remark.comment, story=keys[story])
            placed.append(remark._replace(comment=comment))
        elif story not in broken:
            place = Place(remark.comment.path)
            problems.append(warning("comment-without-story", place, story=story))
    left_out = {(keys.get(story, story), name) for story, name in reader.left_out}
    threads = thread(placed, left_out)
    problems += threads.problems
    return tuple(sorted(threads.value, key=lambda remark: remark.comment.body_id))


def _order(problem: Problem) -> tuple[Place, str]:
    return problem.place, problem.code
