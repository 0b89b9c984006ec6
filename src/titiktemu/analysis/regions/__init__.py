"""Regions of Indonesia by code and by name: Kemendagri and BPS, several editions, splits and renamings."""
