"""The carrier "lists": bullets, numbers and boxes as items."""
