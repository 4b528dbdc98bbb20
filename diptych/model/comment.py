"""Readers' comments, as they were approved."""

from datetime import datetime

from msgspec import Struct


class Comment(Struct, frozen=True, kw_only=True):
    """One approved comment on a story.

    `id` is its file's name without language and suffix, unique in its story; `reply_to` is the id
    of another comment of the story, or empty; `locale` is the language it is written in.
    """

    id: str
    story: str
    locale: str
    path: str
    author: str
    date: datetime
    reply_to: str = ""
    url: str = ""

    @property
    def body_id(self) -> str:
        """The name under which its body is kept."""
        return f"{self.story}#{self.id}.{self.locale}"
