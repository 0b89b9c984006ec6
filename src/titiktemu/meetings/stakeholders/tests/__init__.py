"""Tests of the stakeholder map."""
