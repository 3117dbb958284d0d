"""Words and signs: what a status, a time or a version looks like, in any language."""
