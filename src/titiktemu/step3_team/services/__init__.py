"""Every change: may they? is it time? change, record."""
