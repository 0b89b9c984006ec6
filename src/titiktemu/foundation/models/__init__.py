"""Tables of the foundation, by theme."""

from titiktemu.foundation.models.audit import AuditEntry, AuditHead, AuditName
from titiktemu.foundation.models.ground import PeriodicRun, RateCount, SiteState
from titiktemu.foundation.models.initiatives import Initiative, Organisation, StepState
from titiktemu.foundation.models.people import User
from titiktemu.foundation.models.rosters import Contest, Participant, Participation, PersonalCode, Roster

__all__ = [
    "AuditEntry",
    "AuditHead",
    "AuditName",
    "Contest",
    "Initiative",
    "Organisation",
    "Participant",
    "Participation",
    "PeriodicRun",
    "PersonalCode",
    "RateCount",
    "Roster",
    "SiteState",
    "StepState",
    "User",
]
