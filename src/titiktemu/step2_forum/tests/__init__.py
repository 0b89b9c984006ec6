"""Tests of what joins the rooms of the forum."""
