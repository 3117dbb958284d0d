"""Bytes ⇄ Document: what a Markdown roadmap says, and how to change it without touching another byte."""

from roadmap_sync.document.derived import derived, undated
from roadmap_sync.document.progress.dashboard import day_of, timeless
from roadmap_sync.document.reader import read
from roadmap_sync.document.suggestion import line_for
from roadmap_sync.document.text.regions import EDITED
from roadmap_sync.document.writer import fits, write

__all__ = ["EDITED", "day_of", "derived", "fits", "line_for", "read", "timeless", "undated", "write"]
