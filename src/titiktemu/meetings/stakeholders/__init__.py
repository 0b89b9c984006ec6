"""Who has a stake in the matter: a register, links between them, and whom a meeting still lacks."""
