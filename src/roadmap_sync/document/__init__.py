"""Bytes ⇄ Document: what a Markdown roadmap says, and how to change it without touching another byte."""

from roadmap_sync.document.reader import read
from roadmap_sync.document.writer import fits, write

__all__ = ["fits", "read", "write"]
