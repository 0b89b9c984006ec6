"""The words every room uses: sides, roles, kinds of organisation, the five steps."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Side(models.TextChoices):
    """Whom a person speaks for. Government and civil society are the two sides; the others stand beside."""

    GOVERNMENT = "government", _("Government")
    CIVIL_SOCIETY = "civil_society", _("Civil society")
    OTHER = "other", _("Others")
    CITIZENS = "citizens", _("Citizens")


BOTH_SIDES = (Side.GOVERNMENT, Side.CIVIL_SOCIETY)


def opposite(side: str) -> Side:
    """Return the other of the two sides; ValueError for any that is not one of the two."""
    if side not in BOTH_SIDES:
        raise ValueError(side)
    return Side.CIVIL_SOCIETY if side == Side.GOVERNMENT else Side.GOVERNMENT


class Role(models.TextChoices):
    """What a person may be in an initiative; who may do what is in permissions.RULES."""

    ADMINISTRATOR = "administrator", _("Administrator")
    FACILITATOR = "facilitator", _("Facilitator")
    LEADER = "leader", _("Leader")
    TEAM_MEMBER = "team_member", _("Team member")
    REPRESENTATIVE = "representative", _("Representative")
    PARTICIPANT = "participant", _("Participant")
    OBSERVER = "observer", _("Observer")
    PUBLIC = "public", _("Public")


class OrganisationKind(models.TextChoices):
    """Kinds of organisation, in the words of Indonesian practice."""

    GOVERNMENT_OFFICE = "opd", _("Government office (OPD)")
    CIVIL_SOCIETY = "oms", _("Civil-society organisation")
    COMMUNITY = "community", _("Community")
    PRIVATE = "private", _("Company")
    ACADEMIC = "academic", _("University or research body")
    MEDIA = "media", _("Media")
    FUNDER = "funder", _("Funder or implementer")


# Communities may sit on the civil-society side without registration papers.
SIDE_OF_KIND: dict[str, Side] = {
    OrganisationKind.GOVERNMENT_OFFICE: Side.GOVERNMENT,
    OrganisationKind.CIVIL_SOCIETY: Side.CIVIL_SOCIETY,
    OrganisationKind.COMMUNITY: Side.CIVIL_SOCIETY,
}


class Step(models.IntegerChoices):
    """The guideline's five steps."""

    ISSUES = 1, _("Starting point")
    FORUM = 2, _("Shared understanding")
    TEAM = 3, _("Joint action team")
    ACTION = 4, _("Support for the work")
    LEARNING = 5, _("Learning")


class StepProgress(models.TextChoices):
    """How far a step is: an order, not a lock."""

    NOT_STARTED = "not_started", _("Not started")
    UNDER_WAY = "under_way", _("Under way")
    DONE = "done", _("Done")


class TimeZone(models.TextChoices):
    """Indonesia's three time zones."""

    WIB = "Asia/Jakarta", "WIB"
    WITA = "Asia/Makassar", "WITA"
    WIT = "Asia/Jayapura", "WIT"
