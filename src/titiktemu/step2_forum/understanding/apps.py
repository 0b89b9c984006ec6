"""What both sides want and expect, in passages that each side endorses, amends or disputes."""

from django.apps import AppConfig

from titiktemu.documents.kinds import register
from titiktemu.step2_forum.understanding.kinds import UNDERSTANDING


class UnderstandingConfig(AppConfig):
    """Shared understanding of both sides."""

    name = "titiktemu.step2_forum.understanding"
    label = "understanding"

    def ready(self) -> None:
        """Make the room's paper known."""
        register(UNDERSTANDING)
