"""Bytes, newlines and blocks: a document as the parser sees it, and edits by splicing."""
