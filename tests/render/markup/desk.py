"""A desk to render at: settings, a resolver that knows a few things, and short ways to ask."""

from diptych.model.article import Manuscript
from diptych.render.markup import (
    BodyRenderer,
    BodySettings,
    BodyWords,
    CommentRenderer,
)
from diptych.site.answers import Picture
from diptych.site.references import Illustration, Reference, Unresolved

WORDS = BodyWords(
    note="Note",
    tip="Conseil",
    warning="Attention",
    watch_video="Voir la vidéo",
    footnotes="Notes",
    back_to_text="Retour au texte",
    read_also="À lire aussi",
    permalink="Lien vers cette section",
)
FRENCH = BodySettings(tag="fr-FR", locale="fr", toc_depth=3, words=WORDS, base_path="/mag/")
PATH = "content/startups/essai.fr.md"


class FewThings:
    """Resolves stories by their last part, refuses `missing`, and keeps silent on `broken`."""

    def link(self, target):
        assert target
        assert not target.startswith(("http:", "https:", "//", "mailto:", "tel:"))
        if "missing" in target:
            return Unresolved(code="broken-link", values=(("target", target),))
        if "broken" in target:
            return Unresolved(code="")
        if target.endswith(".pdf"):
            return Reference(href=f"/mag/assets/{target}", asset=f"content/startups/{target}")
        name = target.removeprefix("story:").rpartition("/")[2].removesuffix(".md")
        name, _, locale = name.partition(".")
        url = f"/{locale or 'fr'}/{name}/"
        return Reference(href=f"/mag{url}", url=url, locale=locale, title=f"“{name}” ?")

    def image(self, source):
        if "missing" in source:
            return Unresolved(code="missing-image", values=(("target", source),))
        if source.startswith("http"):
            return Illustration(picture=Picture(url=source))
        picture = Picture(url=f"/mag/assets/{source}", width=800, height=600)
        return Illustration(picture=picture, asset=f"content/startups/{source}")


def render(text, first_line=1, settings=FRENCH):
    """Return the body of a text and its problems."""
    manuscript = Manuscript(PATH, text, first_line)
    return BodyRenderer(settings).render(manuscript, FewThings())


def html(text):
    """Return the HTML of a text that has no problems."""
    body, problems = render(text)
    assert problems == ()
    return body.html


def faults(text, first_line=1):
    """Return the line, the severity and the code of each problem of a text."""
    _, problems = render(text, first_line)
    assert {problem.place.path for problem in problems} <= {PATH}
    return [(problem.place.line, problem.severity, problem.code) for problem in problems]


def comment(text):
    """Return the body of a comment and its problems."""
    return CommentRenderer(FRENCH).render(Manuscript("content/x/comments/lea.fr.md", text))
