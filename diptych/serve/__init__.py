"""The preview: a site built while it is written, on show in the author's own browser.

Knows builds by what they ask and report, browsers by what they send, and files by what is heard of
them. What it shows are the very files of a build; whatever a preview adds to a page is added as the
page goes out. It is told the author's words, and tells nobody anything itself.
"""
