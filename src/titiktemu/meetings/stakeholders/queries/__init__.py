"""Every read of this room that is longer than a line."""
