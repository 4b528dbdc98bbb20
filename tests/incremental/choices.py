"""What the histories choose from: few values, so that histories meet themselves again.

Titles come back, moments are passed in both directions, and the files tampered with are nearly
always there.
"""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from tests.incremental.building import CLOCK
from tests.incremental.sources import HOMES

PANELS = st.sampled_from(
    [f"{story}.{locale}" for story in sorted(HOMES) for locale in ("fr", "en")]
)
LOCALES = st.sampled_from(["fr", "en"])
TITLES = st.sampled_from(["Un titre", "Deux : trois", "L'autre ?", "Zut"])
BODIES = st.sampled_from(
    [
        "Un texte.",
        "Du papier",  # as long as the one above
        "Un *autre* ?\n\n## Partie\n\nFin.\n\n## La rive\n\nUn.\n\n### Trois\n\nDeux.",
        "Note.[^1]\n\n[^1]: Là.",
        "Voir [ici](/fr/), [là](story:culture/tide#partie) et [ailleurs](story:startups/shore).",
        '{{< story key="culture/lamp" >}}\n\n![Plan](plan.png "Le plan")',
    ]
)
TAGS = st.sampled_from(["ports", "water", "light"])
AUTHORS = st.sampled_from(["lea", "desk", "sami"])
MOMENTS = st.sampled_from(
    [
        CLOCK,
        CLOCK + timedelta(minutes=5),
        CLOCK - timedelta(days=25),  # most stories are still to come
        datetime(2026, 6, 1, 22, 59, 59, tzinfo=UTC),  # an instant before midnight in Casablanca
        datetime(2026, 6, 1, 23, tzinfo=UTC),  # midnight, and the eclipse is published
        datetime(2026, 6, 2, 0, 30, tzinfo=UTC),
        datetime(2026, 6, 9, 16, 59, 59, tzinfo=UTC),
        datetime(2026, 6, 9, 17, tzinfo=UTC),  # it expires
        CLOCK + timedelta(days=400),
    ]
)
FLAGS = st.sampled_from(
    [
        ("draft", "true"),
        ("draft", None),
        ("featured", "true"),
        ("featured", None),
        ("noindex", "true"),
        ("kind", "opinion"),
        ("publish_date", "2026-06-02 00:00"),
        ("publish_date", None),
        ("expiry_date", "2026-06-09 18:00"),
        ("expiry_date", None),
        ("release", "together"),
        ("aliases", "[/ancien/]"),
        ("series", "[crossing]"),
        ("series", None),
        ("image", None),
    ]
)
SETTINGS = st.sampled_from(
    [
        ("", "page_size", "1"),
        ("", "page_size", "20"),
        ("", "default_language", '"en"'),
        ("", "base_url", '"https://example.org/mag/"'),
        ("", "timezone", '"UTC"'),
        ("languages.fr", "title", '"Le Môle"'),
        ("languages.en", "description", '"Another magazine"'),
        ("languages.en", "locale", '"en-US"'),
        ("categories.startups", "untranslated", '"show"'),
        ("categories.startups", "untranslated", '"hide"'),
        ("categories.culture", "untranslated", '"link"'),
        ("menu", "header", '["culture", "story:startups/bridge", "story:culture/tide"]'),
        ("publisher", "name", '"Les Môles"'),
        ("feeds", "entries", "1"),
        ("comments", "show", "false"),
        ("markdown", "toc_depth", "2"),
    ]
)
TEMPLATES = st.sampled_from(
    ["article", "base", "chooser", "comments", "footer", "head", "header", "home", "listing"]
)
MARKS = st.sampled_from(
    [
        "A",
        "B",
        "{# silent #}",
        "{{ site.title }}",
        "{{ view.today() }}",
        "{% for card in view.latest(site.locale, 2) %}{{ card.title }}{% endfor %}",
        "{% for other in site.languages %}{{ view.count(other, 'home', '') }}{% endfor %}",
        "{{ words('en').gettext('Comments') }}",
    ]
)
MESSAGES = st.sampled_from(["Comments", "Archives", "Older stories", "Read in English"])
OUTPUT_FILES = st.sampled_from(
    [
        "index.html",
        "404.html",
        "_redirects",
        "sitemap.xml",
        "anchor.txt",
        "fr/index.html",
        "en/index.html",
        "fr/feed.xml",
        "fr/page/2/index.html",
        "fr/pousses/bridge/index.html",
        "en/startups/bridge/index.html",
        "fr/tags/eaux/index.html",
        "fr/a-propos/index.html",
    ]
)
