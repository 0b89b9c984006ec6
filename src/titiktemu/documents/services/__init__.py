"""Every change to papers: may they? is it time? change, record."""
