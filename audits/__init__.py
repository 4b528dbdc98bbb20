"""Proves what readers get: built pages, feeds and sitemaps, held to figures by tools of others.

`make audit` sets up and starts all of it. Nothing here is part of Diptych itself.
"""
