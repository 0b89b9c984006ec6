"""The demo: an invented initiative in which everything can be tried."""
