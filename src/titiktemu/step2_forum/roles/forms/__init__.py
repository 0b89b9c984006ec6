"""Forms of the role mirror."""
