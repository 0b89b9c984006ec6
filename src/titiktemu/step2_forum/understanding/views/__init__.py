"""The pages of shared understanding."""
