"""Translations: what the built pages tell search engines of one another, if there is a built site.

Looks at the output as it is, whether it is of the sources of today or not.
"""

from collections.abc import Iterator

from diptych.desk.alternates import Broken, check_heads, check_sitemap
from diptych.desk.built import Built
from diptych.desk.checks.matter import Matter
from diptych.desk.mending import Finding
from diptych.model.problem import Place, error


def check_translations(matter: Matter) -> Iterator[Finding]:
    """Hold the heads of the built pages, and the sitemap, to the rules of hreflang."""
    if not matter.output.is_dir():
        return
    built = Built(matter.output, matter.base_url)
    heads = built.heads()
    for broken in (*check_heads(heads), *check_sitemap(heads, built.sitemap())):
        yield Finding(
            error(
                broken.rule,
                Place(str(_file(built, broken))),
                url=broken.url,
                language=broken.language,
                target=broken.target,
            )
        )


def _file(built: Built, broken: Broken) -> object:
    """Return the page's file; of an address that leads to none, the sitemap that lists it."""
    page = built.file(broken.url)
    if broken.rule == "sitemap-target" or page is None:
        return next(built.sitemaps(), built.folder)
    return page
