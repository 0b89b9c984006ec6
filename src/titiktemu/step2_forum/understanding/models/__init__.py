"""Tables of this room, by theme."""

from titiktemu.step2_forum.understanding.models.efforts import Effort

__all__ = ["Effort"]
