"""How rows stand to one another: what they depend on, what they are parts of."""
