"""Reads longer than a line."""
