"""What both sides want and expect, in passages that each side endorses, amends or disputes."""

from django.apps import AppConfig


class UnderstandingConfig(AppConfig):
    """Shared understanding of both sides."""

    name = "titiktemu.step2_forum.understanding"
    label = "understanding"
