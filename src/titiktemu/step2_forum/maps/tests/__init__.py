"""Tests of causal maps."""
