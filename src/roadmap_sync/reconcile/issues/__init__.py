"""A row with its issue, field by field; and a row without one."""
