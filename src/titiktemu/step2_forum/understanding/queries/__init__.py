"""Reading shared understanding."""
