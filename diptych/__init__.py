"""Diptych: a static site generator for magazines whose stories have a panel in each language."""

__version__ = "0.1.0"
