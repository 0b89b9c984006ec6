"""Tests of what both sides understand."""
