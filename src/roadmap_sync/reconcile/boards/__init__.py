"""What the board shows of rows: its fields, options, cards and days."""
