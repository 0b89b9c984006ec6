"""The door for people, one file for each thing that they come for."""
