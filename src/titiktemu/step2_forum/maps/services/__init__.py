"""Every write of causal maps."""
