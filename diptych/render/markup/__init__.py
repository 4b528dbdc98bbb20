"""Markup: the Markdown of an article or a comment as safe, typeset HTML.

The order is Markdown, nh3, shortcodes, typography; `body` tells it from top to bottom. Nothing in
here knows the site: what a link or an image leads to is the resolver's answer. Problems are data,
located in the manuscript's file. A renderer is built once a process and language, and reused.
"""

from diptych.render.markup.body import BodyRenderer, render_body
from diptych.render.markup.comment import CommentRenderer, render_comment
from diptych.render.markup.settings import BodySettings, BodyWords

__all__ = [
    "BodyRenderer",
    "BodySettings",
    "BodyWords",
    "CommentRenderer",
    "render_body",
    "render_comment",
]
