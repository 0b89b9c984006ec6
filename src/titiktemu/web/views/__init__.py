"""Pages of no single step."""
