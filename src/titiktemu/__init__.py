"""Titik Temu: common ground between government and civil society, in five steps, on facts and open data."""

__version__ = "0.1.0"
