"""Keeps a Markdown roadmap and GitHub in step."""

__version__ = "0.1.0"
