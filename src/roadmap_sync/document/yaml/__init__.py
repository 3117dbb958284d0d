"""The carrier "yaml": entries of fenced mappings as items."""
