"""Diptych and other generators, measured side by side; start with `compare.py`."""
