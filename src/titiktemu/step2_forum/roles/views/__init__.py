"""Pages of the role mirror."""
