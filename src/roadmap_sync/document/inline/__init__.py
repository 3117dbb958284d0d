"""One line of Markdown as an item: its title, its link, its signs."""
