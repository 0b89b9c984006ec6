"""What a reader may see of this room."""
