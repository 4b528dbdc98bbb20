"""What Pelican is told of the corpus; @TITLE@ is filled in when it is laid out."""

SITENAME = "@TITLE@"
SITEURL = "https://example.org"
PATH = "content"
THEME = "theme"
TIMEZONE = "Africa/Casablanca"
DEFAULT_LANG = "fr"
PLUGIN_PATHS = ["plugins"]
PLUGINS = ["neighbours"]

# Every article is listed, in whichever language: with translations linked by Pelican itself, its
# listings would hold the French ones only, and it would make half as many pages as the others.
ARTICLE_TRANSLATION_ID = None
ARTICLE_URL = "{lang}/{category}/{slug}/"
ARTICLE_SAVE_AS = "{lang}/{category}/{slug}/index.html"
ARTICLE_LANG_URL = ARTICLE_URL
ARTICLE_LANG_SAVE_AS = ARTICLE_SAVE_AS

DEFAULT_PAGINATION = 20
PAGINATED_TEMPLATES = {"index": 20, "tag": 20, "category": 20, "author": 20}
DIRECT_TEMPLATES = ["index", "tags", "authors", "sitemap"]
SITEMAP_SAVE_AS = "sitemap.xml"

FEED_MAX_ITEMS = 20
RSS_FEED_SUMMARY_ONLY = False
FEED_ALL_ATOM = "feeds/all.atom.xml"
FEED_ALL_RSS = "feeds/all.rss.xml"
CATEGORY_FEED_ATOM = "feeds/category-{slug}.atom.xml"
CATEGORY_FEED_RSS = "feeds/category-{slug}.rss.xml"
TAG_FEED_ATOM = "feeds/tag-{slug}.atom.xml"
TAG_FEED_RSS = "feeds/tag-{slug}.rss.xml"
AUTHOR_FEED_ATOM = "feeds/author-{slug}.atom.xml"
AUTHOR_FEED_RSS = "feeds/author-{slug}.rss.xml"

MARKDOWN = {
    "extension_configs": {
        "markdown.extensions.extra": {},
        "markdown.extensions.smarty": {},
        "markdown.extensions.toc": {"toc_depth": "2-3"},
    },
    "output_format": "html5",
}

# Its fastest way to build again: what it read stays in a cache.
CACHE_CONTENT = True
LOAD_CONTENT_CACHE = True
