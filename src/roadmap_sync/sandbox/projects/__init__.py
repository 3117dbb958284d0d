"""Projects (v2): boards of an account with fields, items, values, and workflows that write after people."""
