"""The forum: the guideline's second step."""

from django.apps import AppConfig


class ForumConfig(AppConfig):
    """What the rooms of the forum stand in: maps, and what joins them."""

    name = "titiktemu.step2_forum"
    label = "forum"
