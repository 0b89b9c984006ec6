"""The door of papers for people."""
