"""Every write of this room: may they? is it time? change, record."""
