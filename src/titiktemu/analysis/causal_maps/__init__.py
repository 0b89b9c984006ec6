"""Causal maps: what leads to what in the eyes of two sides, compared, weighed and drawn."""
