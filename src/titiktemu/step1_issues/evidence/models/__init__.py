"""Tables of this room."""

from titiktemu.step1_issues.evidence.models.groups import (
    Code,
    Coding,
    Consent,
    FocusGroup,
    GroupCount,
    Passage,
    Quote,
    Sex,
)
from titiktemu.step1_issues.evidence.models.media import Article, HostVisit, Source
from titiktemu.step1_issues.evidence.models.topics import HandCode, Sorting, Topic

__all__ = [
    "Article",
    "Code",
    "Coding",
    "Consent",
    "FocusGroup",
    "GroupCount",
    "HandCode",
    "HostVisit",
    "Passage",
    "Quote",
    "Sex",
    "Sorting",
    "Source",
    "Topic",
]
