"""Page to bytes: Markdown, typography, languages, theme, feeds, sitemaps."""
