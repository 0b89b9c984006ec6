"""Every read of the foundation that is longer than a line."""
