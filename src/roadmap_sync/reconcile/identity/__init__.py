"""Which issue is which row's, and which repository a row belongs to."""
