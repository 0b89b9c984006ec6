"""Causal maps: what leads to what in the eyes of each side, and what both share."""

from django.apps import AppConfig


class MapsConfig(AppConfig):
    """Cards, links, their alignment, the joint map and the session on it."""

    name = "titiktemu.step2_forum.maps"
    label = "maps"
