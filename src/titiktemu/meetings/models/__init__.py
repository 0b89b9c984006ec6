"""Tables of this room."""

from titiktemu.meetings.models.attendance import Attendance, AttendanceChange, PaperCount
from titiktemu.meetings.models.invitations import Invitation
from titiktemu.meetings.models.letters import Letter
from titiktemu.meetings.models.makeup import MakeUp, Trait
from titiktemu.meetings.models.meetings import Meeting

__all__ = [
    "Attendance",
    "AttendanceChange",
    "Invitation",
    "Letter",
    "MakeUp",
    "Meeting",
    "PaperCount",
    "Trait",
]
