"""The name under which figures are split by side; apart, because pages need it and make no figures."""

SIDE = "@side"
"""Of the table by side, which is no question."""
