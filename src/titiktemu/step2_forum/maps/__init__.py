"""Causal maps: each side draws apart, then both see what they share."""
