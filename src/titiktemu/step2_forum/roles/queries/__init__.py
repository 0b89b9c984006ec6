"""Every read of this room longer than a line."""
