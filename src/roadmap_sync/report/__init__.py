"""What was understood, planned and done: first as JSON, and everything else from that JSON."""
