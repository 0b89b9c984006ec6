"""Bringing in what others published: bounded, polite, and never from inside the network."""
