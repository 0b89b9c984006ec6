"""The role mirror: what each side does, what the other believes of it, and what both understand alike."""
