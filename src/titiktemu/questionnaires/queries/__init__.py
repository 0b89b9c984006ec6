"""What this room reads, by theme."""
