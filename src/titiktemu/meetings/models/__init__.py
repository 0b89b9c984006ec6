"""Tables of this room."""

from titiktemu.meetings.models.agenda import AgendaItem, Course, Mandate, ParkedPoint
from titiktemu.meetings.models.attendance import Attendance, AttendanceChange, PaperCount
from titiktemu.meetings.models.invitations import Invitation
from titiktemu.meetings.models.letters import Letter
from titiktemu.meetings.models.makeup import MakeUp, Trait
from titiktemu.meetings.models.meetings import Meeting
from titiktemu.meetings.models.minutes import Minutes, Passage, PassageVersion, PassageVoice
from titiktemu.meetings.models.photos import MeetingPhoto
from titiktemu.meetings.models.reaching import FeedKey, Reminder

__all__ = [
    "AgendaItem",
    "Attendance",
    "AttendanceChange",
    "Course",
    "FeedKey",
    "Invitation",
    "Letter",
    "MakeUp",
    "Mandate",
    "Meeting",
    "MeetingPhoto",
    "Minutes",
    "PaperCount",
    "ParkedPoint",
    "Passage",
    "PassageVersion",
    "PassageVoice",
    "Reminder",
    "Trait",
]
