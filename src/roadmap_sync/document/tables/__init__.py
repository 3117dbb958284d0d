"""The carrier "tables": rows as items."""
