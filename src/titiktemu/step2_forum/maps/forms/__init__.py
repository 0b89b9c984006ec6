"""Forms of causal maps."""
