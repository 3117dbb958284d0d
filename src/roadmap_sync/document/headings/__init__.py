"""The carrier "headings": headings with prose or a field block below as items."""
