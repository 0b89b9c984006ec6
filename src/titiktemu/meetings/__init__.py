"""Meetings: when and where people come together, who is invited, and how many of each side came."""
