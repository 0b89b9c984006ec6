"""Tests of the mathematics, against independent oracles."""
