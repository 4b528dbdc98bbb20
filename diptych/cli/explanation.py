"""How an explanation reads: for people, in a few lines, and for programs, as JSON.

Of one page, everything; of the many that one source makes, a line each. Pure: what is known of a
page comes in, lines go out.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from msgspec import Struct

from diptych.cli.telling import Paths, encoded
from diptych.cli.terminal import one_line
from diptych.memory.causes import New, OtherAnswer, OtherFile, OtherPage, OtherTemplates, Why
from diptych.memory.explanations import Explanation, Making, Question, Rendering, question
from diptych.messages import Speaker
from diptych.site.pages import AS_THEY_ARE, Page
from diptych.site.routes import output_path

_SHOWN = 8
"""How many pages of a source, or questions of a name, are told when not all are asked for."""

_EMPTY = '""'
_BILLION = 1_000_000_000


class Setting(Struct, frozen=True):
    """Who is told, and of which output: `output` is a folder, `base_url` the site's address."""

    speaker: Speaker
    paths: Paths
    output: Path
    base_url: str


def explanation_lines(
    found: Sequence[Explanation], setting: Setting, *, all_of_it: bool
) -> Iterator[str]:
    """Explain one page, or what is made from one source: its own page first, then a line each."""
    first, *others = found
    key = "explain-also"
    if not others or first.page.kind in {"article", "page"}:
        yield from _whole(first, setting, all_of_it=all_of_it)
    else:
        key, others = "explain-made", list(found)
    if not others:
        return
    yield setting.speaker.say(key, count=len(others), path=_source(first, setting))
    told = others if all_of_it else others[:_SHOWN]
    yield from (f"  {_brief(one, setting)}" for one in told)
    if len(told) < len(others):
        yield f"  {setting.speaker.say('explain-more', count=len(others) - len(told))}"


def explanation_json(one: Explanation, setting: Setting) -> str:
    """Explain one page in a line of JSON."""
    page, making = one.page, one.making
    told: dict[str, Any] = {
        "url": page.url,
        "address": setting.base_url.rstrip("/") + quote(page.url),
        "kind": page.kind,
        "language": page.locale or None,
        "subject": page.subject,
        "number": page.number,
        "source": _source(one, setting),
        "file": _file(one, setting),
    }
    if making is not None:
        told |= {
            "digest": making.digest,
            "rendered": _rendering_json(making.rendering, setting),
            "templates": [
                {"name": each.name, "path": _shown(each.path, setting), "digest": each.digest}
                for each in making.templates
            ],
            "questions": [
                {"question": _readable(each), "answer": each.answer} for each in making.questions
            ],
        }
    return encoded(told)


def _whole(one: Explanation, setting: Setting, *, all_of_it: bool) -> Iterator[str]:
    say, making = setting.speaker.say, one.making
    yield one_line(f"{one.page.url}{say('colon')} {_kind(one.page, setting)}")
    yield f"  {say('explain-source', path=_source(one, setting))}"
    yield f"  {say('explain-file', path=_file(one, setting))}"
    if one.page.kind in AS_THEY_ARE:
        copied = one.page.kind == "asset"
        yield f"  {say('explain-copied' if copied else 'explain-encoded')}"
    elif making is None:
        yield f"  {say('explain-lost')}"
    else:
        yield f"  {_rendered(making.rendering, setting)}"
        yield from _templates(making, setting, all_of_it=all_of_it)
        yield f"  {say('explain-questions', count=len(making.questions))}"
        lines = _each if all_of_it else _grouped
        yield from (f"    {one_line(line)}" for line in lines(making.questions, setting))


def _brief(one: Explanation, setting: Setting) -> str:
    told = f"{one.page.url}{setting.speaker.say('colon')} {_kind(one.page, setting)}"
    if one.making is None:
        return one_line(told)
    return one_line(f"{told}. {_rendered(one.making.rendering, setting)}")


def _kind(page: Page, setting: Setting) -> str:
    """Return what a page is, and in which language."""
    say = setting.speaker.say
    kind = say(f"kind-{page.kind}", subject=page.subject)
    if page.feed_of:
        kind = f"{kind}, {say(f'kind-{page.feed_of}', subject=page.subject)}"
    if page.number:
        kind = f"{kind}, {say('kind-number', count=page.number)}"
    if page.kind in AS_THEY_ARE:
        return kind
    return f"{kind} ({page.locale or say('all-languages')})"


def _rendered(rendering: Rendering, setting: Setting) -> str:
    say = setting.speaker.say
    why = _why(rendering.why, setting.speaker)
    if rendering.since is not None:
        why = say("why-since", why=why, output=_folder(rendering.since, setting))
    moment = datetime.fromtimestamp(rendering.at // _BILLION, UTC).astimezone()
    at = f"{moment:%Y-%m-%d %H:%M}"
    output = rendering.output
    if output is None or (setting.paths.source / output).resolve() == setting.output.resolve():
        return one_line(say("explain-rendered", at=at, why=why))
    return one_line(say("explain-rendered-for", at=at, why=why, output=_folder(output, setting)))


def _why(why: Why, speaker: Speaker) -> str:
    say = speaker.say
    match why:
        case New():
            return say("why-new" if why.to_a_memory else "why-memory")
        case OtherPage():
            changes = (say(f"was-{name}", before=was or "-") for name, was in why.before.items())
            return ", ".join(changes)
        case OtherTemplates():
            changes = (say(f"template-{one.change}", name=one.name) for one in why.templates)
            more = [say("why-more", count=why.more)] if why.more else []
            return ", ".join((*changes, *more)) or say("why-templates")
        case OtherAnswer():
            return say("why-answer", question=_readable(question(why.question)))
        case OtherFile():
            return say("why-absent" if why.is_absent else "why-altered")


def _templates(making: Making, setting: Setting, *, all_of_it: bool) -> Iterator[str]:
    """Tell templates by the folder that each comes from, or one by one with their digests."""
    say = setting.speaker.say
    if not making.templates:
        yield f"  {say('explain-no-template')}"
        return
    yield f"  {say('explain-templates', count=len(making.templates))}"
    folders: dict[str, list[str]] = {}
    for one in making.templates:
        shown = _shown(one.path, setting) if one.path else say("template-absent-here")
        if all_of_it:
            yield f"    {one.digest or '-' * 32}  {one.name}{say('colon')} {shown}"
        elif one.path:
            folders.setdefault(shown.removesuffix(one.name), []).append(one.name)
        else:
            folders.setdefault(shown, []).append(one.name)
    for folder, names in folders.items():
        yield f"    {one_line(folder)}{say('colon')} {', '.join(names)}"


def _each(questions: Sequence[Question], _setting: Setting) -> Iterator[str]:
    return (f"{one.answer}  {_readable(one)}" for one in questions)


def _grouped(questions: Sequence[Question], setting: Setting) -> Iterator[str]:
    """Yield a line for each name, in the order first asked."""
    groups: dict[str, list[str]] = {}
    for one in questions:
        groups.setdefault(one.name, []).append(_readable(one))
    for group in groups.values():
        more = len(group) - _SHOWN
        told = group if more <= 1 else group[:_SHOWN]
        rest = [setting.speaker.say("explain-more", count=more)] if more > 1 else []
        yield ", ".join((*told, *rest))


def _readable(asked: Question) -> str:
    return f"{asked.name}({', '.join(one or _EMPTY for one in asked.arguments)})"


def _source(one: Explanation, setting: Setting) -> str:
    return one_line(_shown(one.source, setting))


def _file(one: Explanation, setting: Setting) -> str:
    return one_line(_shown(str(setting.output / output_path(one.page.url)), setting))


def _folder(path: Path, setting: Setting) -> str:
    return one_line(_shown(str(path), setting))


def _shown(path: str, setting: Setting) -> str:
    return setting.paths.shown(path) if path else ""


def _rendering_json(rendering: Rendering, setting: Setting) -> dict[str, Any]:
    moment = datetime.fromtimestamp(rendering.at // _BILLION, UTC)
    return {
        "at": moment.isoformat(),
        "output": _folder(rendering.output, setting) if rendering.output else None,
        "since": _folder(rendering.since, setting) if rendering.since else None,
        "reason": _reason_json(rendering.why),
        "why": _why(rendering.why, setting.speaker),
    }


def _reason_json(why: Why) -> dict[str, Any]:
    match why:
        case New():
            return {"kind": "new", "memory": "known" if why.to_a_memory else "none"}
        case OtherPage():
            return {"kind": "page", "before": dict(why.before)}
        case OtherTemplates():
            names = [{"name": one.name, "change": one.change} for one in why.templates]
            return {"kind": "templates", "templates": names, "more": why.more}
        case OtherAnswer():
            return {"kind": "answer", "question": _readable(question(why.question))}
        case OtherFile():
            return {"kind": "output", "file": "absent" if why.is_absent else "altered"}
