"""The gallery: social cards, painted once for everything that is written on them.

A card is kept in the cache under a digest of what decides its bytes, so that another output, or the
next version of a page around it, need not wait for it to be painted again.
"""

from collections.abc import Collection
from functools import cache, cached_property
from pathlib import Path

from diptych.engine.digest import digest, digest_of_value
from diptych.memory.pictures import RememberedPictures
from diptych.site.social_cards import SocialCard

SPARE = 2
"""How many times more cards than are shown may be kept, before the others are forgotten."""


class Gallery:
    """The cards in a folder of the cache; without one, each is painted when it is wanted."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    def card(self, card: SocialCard) -> bytes:
        """Return a card as PNG."""
        from diptych.render.social_cards import paint  # noqa: PLC0415 - loads Pillow

        if self._remembered is None:
            return paint(card)
        key = _key(card)
        data = self._remembered.recall(key)
        if data is None:
            data = paint(card)
            self._remembered.keep(key, data)
        return data

    @cached_property
    def _remembered(self) -> RememberedPictures | None:
        return RememberedPictures(self._folder) if self._folder else None

    def tidy(self, shown: Collection[SocialCard]) -> None:
        """Forget the cards that nothing shows any more, once they are many."""
        if self._folder is None:
            return
        remembered = RememberedPictures(self._folder)  # others have put theirs there meanwhile
        if len(remembered) > SPARE * len(shown):
            remembered.forget_all_but(map(_key, shown))

    def __reduce__(self) -> tuple[type["Gallery"], tuple[Path | None]]:
        return Gallery, (self._folder,)


def _key(card: SocialCard) -> str:
    return digest_of_value((_recipe(), card)).hex()


@cache
def _recipe() -> str:
    from diptych.render.social_cards import recipe  # noqa: PLC0415 - loads Pillow

    return digest(b"\0".join(recipe())).hex()
