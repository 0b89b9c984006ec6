"""Tests of the commands and of how the site is wired."""
