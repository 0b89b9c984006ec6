"""Every read of causal maps longer than a line."""
