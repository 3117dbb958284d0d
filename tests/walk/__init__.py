"""Random walks through the life of a roadmap, end to end; see `__main__.py`."""
