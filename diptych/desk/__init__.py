"""The author's tools, beside the build."""
