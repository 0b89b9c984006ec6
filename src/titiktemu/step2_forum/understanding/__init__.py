"""Shared understanding: solutions, targets, expectations and how open data helps, passage by passage."""
