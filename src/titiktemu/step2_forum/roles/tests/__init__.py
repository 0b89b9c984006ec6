"""Tests of the role mirror."""
