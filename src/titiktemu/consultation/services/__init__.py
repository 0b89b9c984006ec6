"""Every write of this room: running a consultation, statements, votes, imports."""
