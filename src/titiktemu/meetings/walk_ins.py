"""Somebody who comes without an invitation."""

from dataclasses import dataclass


@dataclass(frozen=True)
class WalkIn:
    """What is asked of somebody at the door; only name and side have to be said."""

    name: str
    side: str
    organisation: str = ""
    office: str = ""
    sex: str = ""
    no_photo: bool = False
