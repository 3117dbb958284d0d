"""Text that follows from the items: counts, the dashboard, the day of the last change."""
