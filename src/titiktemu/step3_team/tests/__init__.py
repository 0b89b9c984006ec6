"""Tests of teams and of the leaders' commitment."""
