"""Writing shared understanding."""
