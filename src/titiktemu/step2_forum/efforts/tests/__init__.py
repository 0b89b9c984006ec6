"""Tests of the register of efforts."""
