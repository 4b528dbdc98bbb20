"""How the state of stories reads: as a table, in lines about one story, and as JSON.

Pure but for the texts of a story whose differences are shown, which are read from their files.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from diptych.cli.tables import Column, Row, table_lines
from diptych.cli.telling import Paths, encoded
from diptych.cli.terminal import Span, one_line
from diptych.desk.blocks import Block, blocks_of
from diptych.desk.comparison import Difference, differences
from diptych.desk.staleness import drift, read_stamp, untouched
from diptych.desk.status import Coverage, Grouping, PanelStatus, StoryStatus
from diptych.messages import Speaker
from diptych.model.article import Article

if TYPE_CHECKING:
    from diptych.desk.newsroom import Newsroom

_STYLES = {
    "public": "",
    "draft": "dim",
    "future": "cyan",
    "expired": "dim",
    "together": "cyan",
    "missing": "dim",
    "faulty": "bold red",
}
_SIGNS = {"changed": "~", "added": "+", "removed": "-", "moved": ">"}


def status_lines(
    told: Sequence[StoryStatus],
    covered: Coverage,
    newsroom: "Newsroom",
    speaker: Speaker,
    width: int | None,
) -> Iterator[str]:
    """Return the table of all stories, a column for each language, and how much is complete."""
    say = speaker.say
    columns = [
        Column(say("heading-story")),
        *(Column(locale) for locale in newsroom.site.config.languages),
        Column(say("heading-translation")),
        Column(say("heading-title"), is_spare=True),
    ]
    rows: list[Row] = [
        [
            story.key,
            *(_cell(panel, speaker) for panel in story.panels),
            _translations(story, speaker),
            story.title,
        ]
        for story in told
    ]
    yield from table_lines(columns, rows, width)
    yield ""
    yield covered_line(covered, speaker)


def covered_line(covered: Coverage, speaker: Speaker) -> str:
    """Tell how many public stories are complete, in a sentence."""
    return speaker.say(
        "coverage",
        complete=covered.complete,
        stories=speaker.say("public-stories", count=covered.stories),
        percent=covered.percent,
    )


def coverage_lines(
    groups: Sequence[Coverage], grouping: Grouping, speaker: Speaker, width: int | None
) -> Iterator[str]:
    """Return the table of groups: their stories, and how many of them are complete."""
    say = speaker.say
    columns = [
        Column(say(f"heading-{grouping}")),
        *(
            Column(say(f"heading-{name}"), is_number=True)
            for name in ("stories", "complete", "percent", "missing", "behind")
        ),
    ]
    rows = [
        [
            group.group or say("no-group"),
            *map(str, (group.stories, group.complete)),
            say("percentage", percent=group.percent),
            *map(str, (group.missing, group.behind)),
        ]
        for group in groups
    ]
    return table_lines(columns, rows, width)


def story_lines(story: StoryStatus, speaker: Speaker, paths: Paths) -> Iterator[str]:
    """Tell all about one story: a line for each language."""
    yield one_line(f"{story.key}{speaker.say('colon')} {story.title}")
    for panel in story.panels:
        parts = [state_text(panel, speaker)]
        if panel.article is not None:
            parts.append(speaker.say("words", count=panel.words))
        text = _translation_text(panel, speaker)
        told = f"{speaker.say('semicolon')} ".join((", ".join(parts), *([text] if text else [])))
        path = f"{one_line(paths.shown(panel.path))}{speaker.say('colon')} " if panel.path else ""
        yield f"  {panel.locale}  {path}{told}"


def differences_lines(
    newsroom: "Newsroom", story: StoryStatus, speaker: Speaker, paths: Paths
) -> Iterator[str]:
    """Show what changed in the original of each translation, beside what stands there for it."""
    for status in story.panels:
        panel = status.article
        source = newsroom.source(panel) if panel else None
        if panel is None or source is None:
            continue
        ours = blocks_of(source, newsroom.manuscripts[source.id])
        theirs = blocks_of(panel, newsroom.manuscripts[panel.id])
        stamped = read_stamp(panel.source_blocks)
        if stamped:
            gone = drift(stamped, ours)
            for one in differences(gone, len(stamped), ours, theirs):
                yield ""
                yield from _difference(one, (source, panel), speaker, paths)
        for number in untouched(ours, theirs):
            yield ""
            yield f"= {_at(panel, theirs[number], paths)} ({speaker.say('diff-untouched')})"
            yield from _quoted(theirs[number])


def status_json(
    told: Sequence[StoryStatus], covered: Coverage, groups: Sequence[Coverage], paths: Paths
) -> str:
    """Tell the state of stories for programs: one line of JSON."""
    return encoded(
        {
            "stories": [_story_json(story, paths) for story in told],
            "coverage": _coverage_json(covered),
            "groups": [_coverage_json(group) for group in groups],
        }
    )


def moment_text(moment: datetime) -> str:
    """Return a date, with its time unless it is midnight."""
    at_midnight = (moment.hour, moment.minute) == (0, 0)
    date = moment.date().isoformat()  # `%Y` would leave out the zeros of early years
    return date if at_midnight else f"{date} {moment:%H:%M}"


def state_text(panel: PanelStatus, speaker: Speaker) -> str:
    """Tell who sees a panel, and what it waits for."""
    waits = [one for one in panel.waits_for if one != panel.locale]
    if panel.state == "future" and panel.until is not None:
        text = speaker.say("state-future", until=moment_text(panel.until))
        return f"{text}, {_waiting(waits, speaker)}" if waits else text
    if panel.state == "together":
        return _waiting(waits, speaker)
    return speaker.say(f"state-{panel.state}")


def _waiting(locales: Sequence[str], speaker: Speaker) -> str:
    return speaker.say("state-together", locales=", ".join(locales))


def _cell(panel: PanelStatus, speaker: Speaker) -> Span:
    text = state_text(panel, speaker)
    if panel.article is not None:
        text = f"{text} ({panel.words})"
    return Span(text, _STYLES[panel.state])


def _translations(story: StoryStatus, speaker: Speaker) -> Span:
    """Tell of each translation that is not true to its original; nothing of those that are."""
    found = [
        f"{panel.locale}{speaker.say('colon')} {text}"
        for panel in story.panels
        if (panel.translation in {"behind", "unstamped"} or panel.untouched)
        and (text := _translation_text(panel, speaker))
    ]
    return Span(f"{speaker.say('semicolon')} ".join(found), "yellow")


def _translation_text(panel: PanelStatus, speaker: Speaker) -> str:
    """Tell how true a translation is; nothing of an original."""
    source = panel.article.translated_from if panel.article else None
    if source is None or panel.translation == "original":
        return ""
    changed, blocks = len(panel.drift.changes), panel.drift.blocks
    text = speaker.say(
        f"translation-{panel.translation}", count=changed, blocks=blocks, source=source
    )
    if panel.untouched:
        text = f"{text}, {speaker.say('translation-untouched', count=panel.untouched)}"
    return text


def _difference(
    one: Difference, panels: tuple[Article, Article], speaker: Speaker, paths: Paths
) -> Iterator[str]:
    source, panel = panels
    sign, what = _SIGNS[one.what], speaker.say(f"diff-{one.what}")
    if one.source is not None:
        yield f"{sign} {_at(source, one.source, paths)} ({what})"
        yield from _quoted(one.source)
    else:
        yield f"{sign} {one_line(paths.shown(source.path))} ({what})"
    if one.translation is not None:
        yield f"  {_at(panel, one.translation, paths)}"
        yield from _quoted(one.translation)
    elif one.after is not None:
        yield f"  {speaker.say('diff-after', place=_at(panel, one.after, paths))}"
    else:
        yield f"  {speaker.say('diff-nowhere', path=one_line(paths.shown(panel.path)))}"


def _at(panel: Article, block: Block, paths: Paths) -> str:
    path = one_line(paths.shown(panel.path))
    return f"{path}:{block.line}" if block.line else path


def _quoted(block: Block) -> Iterator[str]:
    return (f"    {one_line(line)}".rstrip() for line in block.text.split("\n"))


def _story_json(story: StoryStatus, paths: Paths) -> dict[str, Any]:
    return {
        "key": story.key,
        "title": story.title,
        "category": story.category,
        "authors": story.authors,
        "date": story.date.isoformat() if story.date else None,
        "public": story.is_public,
        "complete": story.is_complete,
        "panels": [_panel_json(panel, paths) for panel in story.panels],
    }


def _panel_json(panel: PanelStatus, paths: Paths) -> dict[str, Any]:
    return {
        "language": panel.locale,
        "state": panel.state,
        "path": paths.shown(panel.path) if panel.path else None,
        "until": panel.until.isoformat() if panel.until else None,
        "waits_for": panel.waits_for,
        "words": panel.words,
        "translated_from": panel.article.translated_from if panel.article else None,
        "translation": panel.translation if panel.article else None,
        "changed": len(panel.drift.changes),
        "blocks": panel.drift.blocks,
        "untouched": panel.untouched,
    }


def _coverage_json(covered: Coverage) -> dict[str, Any]:
    return {
        "group": covered.group or None,
        "stories": covered.stories,
        "complete": covered.complete,
        "percent": covered.percent,
        "missing": covered.missing,
        "behind": covered.behind,
    }
