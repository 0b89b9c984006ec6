"""The door of the catalogue for people."""
