"""Tables of this room."""

from titiktemu.consultation.models.consultations import Consultation, Electorate
from titiktemu.consultation.models.room import PaperSheet, SheetTyping
from titiktemu.consultation.models.statements import STATEMENT_LENGTH, Lineage, Moderation, Statement
from titiktemu.consultation.models.votes import DrawnMap, Exposure, SentVote, Vote

__all__ = [
    "STATEMENT_LENGTH",
    "Consultation",
    "DrawnMap",
    "Electorate",
    "Exposure",
    "Lineage",
    "Moderation",
    "PaperSheet",
    "SentVote",
    "SheetTyping",
    "Statement",
    "Vote",
]
