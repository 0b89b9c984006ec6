"""Tables of this room, by theme."""

from titiktemu.step2_forum.efforts.models.efforts import Effort

__all__ = ["Effort"]
