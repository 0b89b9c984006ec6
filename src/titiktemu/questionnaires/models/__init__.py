"""Tables of this room."""

from titiktemu.questionnaires.models.evidence import Report, Weighing
from titiktemu.questionnaires.models.imports import Import
from titiktemu.questionnaires.models.questionnaires import Questionnaire, Version, Wave
from titiktemu.questionnaires.models.responses import Answered, Change, Draft, Receipt, Response

__all__ = [
    "Answered",
    "Change",
    "Draft",
    "Import",
    "Questionnaire",
    "Receipt",
    "Report",
    "Response",
    "Version",
    "Wave",
    "Weighing",
]
