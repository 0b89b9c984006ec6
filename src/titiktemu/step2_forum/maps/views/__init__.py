"""Pages of causal maps."""
