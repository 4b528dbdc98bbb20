"""`diptych status STORY --accept`: a translation is said to be true to its original of today."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from diptych.cli.desk import Desk
from diptych.cli.telling import encoded
from diptych.cli.terminal import one_line
from diptych.model.problem import Exit, Place, Problem, error

if TYPE_CHECKING:
    from diptych.model.article import Article


def accept(desk: Desk, keys: Sequence[str], locale: str | None) -> Exit:
    """Stamp the translations of these stories, or those in one language; tell each one."""
    problems = []
    for key in keys:
        panels = list(_translations(desk, key, locale))
        if not panels:
            problems.append(_none(desk, key, locale))
        problems += [problem for panel in panels if (problem := _stamp(desk, panel))]
    return desk.warn(*problems)


def _translations(desk: Desk, key: str, locale: str | None) -> Iterable["Article"]:
    for panel in desk.newsroom.site.panels(key):
        if panel.translated_from is not None and locale in (None, panel.locale):
            yield panel


def _none(desk: Desk, key: str, locale: str | None) -> Problem:
    newsroom = desk.newsroom
    panels = newsroom.site.panels(key)
    if not panels:
        return error("story-at-fault", Place(""), name=key)
    panel = newsroom.site.panel(key, locale) if locale else panels[-1]
    if panel is None:
        return error("panel-missing", Place(""), key=key, locale=locale or "")
    return error("not-a-translation", Place(panel.path), key=key)


def _stamp(desk: Desk, panel: "Article") -> Problem | None:
    from diptych.desk.blocks import blocks_of  # noqa: PLC0415 - as the command has it
    from diptych.desk.field_edits import UneditableError, set_field  # noqa: PLC0415 - the same
    from diptych.desk.source_files import EditedMeanwhileError, replace  # noqa: PLC0415 - the same
    from diptych.desk.staleness import read_stamp, stamp  # noqa: PLC0415 - the same

    source = desk.newsroom.source(panel)
    if source is None:
        return error("not-a-translation", Place(panel.path), key=panel.key)
    digests = stamp(blocks_of(source, desk.newsroom.manuscripts[source.id]))
    if read_stamp(panel.source_blocks) == read_stamp(digests):
        _tell(desk, panel, source, is_new=False)
        return None
    path = desk.source / panel.path
    before = path.read_bytes()
    try:
        after = set_field(before, "source_blocks", f'"{digests}"', after="translated_from")
        replace(path, before, after)
    except UneditableError:
        return error("field-uneditable", panel.place("source_blocks"), field="source_blocks")
    except EditedMeanwhileError:
        return error("source-edited", Place(panel.path))
    _tell(desk, panel, source, is_new=True)
    return None


def _tell(desk: Desk, panel: "Article", source: "Article", *, is_new: bool) -> None:
    """Tell that a translation is stamped, now or since an earlier time."""
    path, original = desk.paths.shown(panel.path), desk.paths.shown(source.path)
    if desk.form == "json":
        desk.tell([encoded({"path": path, "source": original, "stamped": is_new})])
        return
    said = "accepted" if is_new else "accepted-before"
    desk.tell([desk.speaker.say(said, path=one_line(path), source=one_line(original))])
