"""Tables of this room."""

from titiktemu.step1_issues.evidence.models.checks import HandCode, HandSample, Tone, ToneCheck
from titiktemu.step1_issues.evidence.models.experts import (
    DelphiQuestion,
    DelphiRating,
    DelphiRound,
    Interview,
)
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
from titiktemu.step1_issues.evidence.models.topics import Sorting, Topic

__all__ = [
    "Article",
    "Code",
    "Coding",
    "Consent",
    "DelphiQuestion",
    "DelphiRating",
    "DelphiRound",
    "FocusGroup",
    "GroupCount",
    "HandCode",
    "HandSample",
    "HostVisit",
    "Interview",
    "Passage",
    "Quote",
    "Sex",
    "Sorting",
    "Source",
    "Tone",
    "ToneCheck",
    "Topic",
]
