"""What people write on the pages of shared understanding."""
