"""Every write of the foundation: initiatives, rosters, codes, joining."""
