"""Tables of the role mirror, by theme."""

from titiktemu.step2_forum.roles.models.mirror import RoleMirror
from titiktemu.step2_forum.roles.models.points import PointAnswer, PointPair, RolePoint

__all__ = ["PointAnswer", "PointPair", "RoleMirror", "RolePoint"]
