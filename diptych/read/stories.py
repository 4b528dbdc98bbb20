"""Stories: which panels belong together, and what a translation takes from its original.

Knows panels of the whole magazine at once. Refuses to know pictures and terms, which are
completed later from what each panel is given here.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from diptych.model.problem import Place, Problem, error
from diptych.read.fields import Ids, ImageFields
from diptych.read.naming import PAGES, PanelName, nfc
from diptych.read.panels import Panel
from diptych.read.scalars import Text


class Heritage(NamedTuple):
    """Fields of one panel after its original has lent what it lacks.

    `image_of` is the panel whose folder the picture's path starts from; `lent_image` when the
    picture is another panel's, words included.
    """

    date: datetime | None
    category: Ids
    tags: Ids
    authors: Ids
    series: Ids
    image: Text | ImageFields | None
    image_of: Panel
    lent_image: bool


class Stories(NamedTuple):
    """The panels by key and locale, whole or not; `lost` are those set aside for good."""

    panels: Mapping[tuple[str, str], Panel]
    keys: Mapping[str, str]
    """The key of each story by the key that its path makes."""
    lost: frozenset[tuple[str, str]]
    problems: tuple[Problem, ...]


def link_stories(panels: Sequence[Panel], unread: Iterable[PanelName]) -> Stories:
    """Put panels together by `translation_key`, else by path.

    `unread` are files too faulty to become panels: nothing complains of their absence. A panel
    without a key of its own follows the one that the other panels at its path have.
    """
    shared: dict[str, str] = {}
    for panel in panels:
        chosen = panel.fields.translation_key
        if chosen is not None:
            shared.setdefault(panel.name.key, nfc(chosen.value))
    linked: dict[tuple[str, str], Panel] = {}
    keys: dict[str, str] = {}
    problems = []
    for panel in panels:
        chosen = panel.fields.translation_key
        key = nfc(chosen.value) if chosen else shared.get(panel.name.key, panel.name.key)
        keys.setdefault(panel.name.key, key)
        first = linked.setdefault((key, panel.name.locale), panel)
        if first is not panel:
            places = (Place(panel.name.path), Place(first.name.path))
            other = first.name.path
            problems.append(
                error("duplicate-panel", *places, key=key, locale=panel.name.locale, other=other)
            )
    lost = frozenset((shared.get(name.key, name.key), name.locale) for name in unread)
    return Stories(linked, keys, lost, tuple(problems))


def inherit(stories: Stories, key: str, locale: str) -> tuple[Heritage | None, tuple[Problem, ...]]:
    """Return a panel's own fields, completed by the panel it was translated from.

    None when it, or an original that it needs, is at fault; only a fault that no one has told
    yet is a problem.
    """
    chain = [stories.panels[key, locale]]
    while (origin := chain[-1].fields.translated_from) is not None:
        at = (key, origin.value)
        if at in stories.lost:
            return None, ()
        if at not in stories.panels:
            told = chain[-1] is not chain[0] or not chain[0].whole
            values = {"locale": origin.value, "key": key}
            return None, () if told else (error("missing-original", origin.place, **values),)
        if stories.panels[at] in chain:
            place = chain[0].place("translated_from")
            whole = all(panel.whole for panel in chain)
            return None, (error("translation-cycle", place, key=key),) if whole else ()
        chain.append(stories.panels[at])
    heritage = _merged(chain)
    panel = chain[0]
    whole = all(one.whole for one in chain)
    if heritage.date is None and panel.name.folder != PAGES:
        missing = whole and "date" not in panel.places
        return None, (error("missing-date", panel.place("translated_from")),) if missing else ()
    return (heritage if panel.whole else None), ()


def _merged(chain: Sequence[Panel]) -> Heritage:
    fields = [panel.fields for panel in chain]
    date = next((one.date for one in fields if one.date), None)
    owner = next((panel for panel in chain if _has_source(panel)), chain[0])
    own = fields[0].image
    image = owner.fields.image
    if owner is not chain[0] and isinstance(own, ImageFields):
        source = image.src if isinstance(image, ImageFields) else image
        image = ImageFields(src=source, alt=own.alt, caption=own.caption, credit=own.credit)
    return Heritage(
        date=date,
        category=_first(one.category for one in fields) or _folder(chain),
        tags=_first(one.tags for one in fields),
        authors=_first(one.authors for one in fields),
        series=_first(one.series for one in fields),
        image=image if _has_source(owner) else own,
        image_of=owner,
        lent_image=owner is not chain[0] and not isinstance(own, ImageFields),
    )


def _has_source(panel: Panel) -> bool:
    image = panel.fields.image
    return isinstance(image, Text) or (isinstance(image, ImageFields) and image.src is not None)


def _folder(chain: Sequence[Panel]) -> Ids:
    """Return the folder of the first original as a category; none for a story of its own."""
    origin = chain[-1]
    if len(chain) == 1 or PAGES in {origin.name.folder, chain[0].name.folder}:
        return ()
    return (Text(origin.name.folder, origin.place("category")),)


def _first(values: Iterable[Ids]) -> Ids:
    return next((value for value in values if value), ())
