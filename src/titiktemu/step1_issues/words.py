"""Words of this room that tables, pages and papers share."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.foundation.words import BOTH_SIDES

SIDES = [(side.value, side.label) for side in BOTH_SIDES]


class Scope(models.TextChoices):
    """How wide a problem is cut."""

    SPECIFIC = "specific", _("Specific problem")
    BROAD = "broad", _("Broad issue")


class Mechanism(models.TextChoices):
    """How open data could help to solve it."""

    WHERE = "where", _("It shows where the problem is")
    MISSED = "missed", _("It shows who is missed")
    MONEY = "money", _("It shows where the money goes")
    QUALITY = "quality", _("It shows how good a service is")
    WARNING = "warning", _("It warns early")
    COORDINATION = "coordination", _("It lets several offices and organisations work from the same picture")
    OTHER = "other", _("In another way")


class IssueState(models.TextChoices):
    """Where a card stands."""

    CANDIDATE = "candidate", _("Candidate")
    SHORTLISTED = "shortlisted", _("On the short list")
    CHOSEN = "chosen", _("Chosen")
    SET_ASIDE = "set_aside", _("Set aside")
    REPLACED = "replaced", _("Merged or split")


class DataState(models.TextChoices):
    """Whether named data can be had."""

    EXISTING = "existing", _("Exists")
    OBTAINABLE = "obtainable", _("Can be had")
    MISSING = "missing", _("Missing")


class Channel(models.TextChoices):
    """The ways in which an issue was listened for."""

    OPINION = "opinion", _("Public opinion")
    FOCUS_GROUPS = "focus_groups", _("Focus groups")
    MEDIA = "media", _("Media")
    EXPERTS = "experts", _("Experts")
    CONSULTATION = "consultation", _("Consultation")


class EvidenceKind(models.TextChoices):
    """What is linked."""

    QUOTE = "quote", _("Quote")
    ARTICLE = "article", _("Article")
    FIGURE = "figure", _("Figure")
    STATEMENT = "statement", _("Statement")
    NOTE = "note", _("Note")


class Strength(models.IntegerChoices):
    """How much weight a piece of evidence bears."""

    WEAK = 1, _("Weak")
    MODERATE = 2, _("Medium")
    STRONG = 3, _("Strong")


class Fate(models.TextChoices):
    """What became of an objection."""

    OPEN = "open", _("Open")
    INTEGRATED = "integrated", _("Taken into the text")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    STANDING = "standing", _("Stands")


class SideVerdict(models.TextChoices):
    """What a round says of one side."""

    AGREED = "agreed", _("Agrees")
    WITH_NOTES = "with_notes", _("Agrees with notes")
    NOT_YET = "not_yet", _("Does not agree yet")
    TOO_FEW = "too_few", _("Too few ballots to tell")


class RuleKind(models.TextChoices):
    """Rules that a round may follow; the words are those of ``analysis.decision_rounds.Kind``."""

    NOTES = "notes", _("Enough support on each side and no block; with notes where some only go along")
    SHARE = "share", _("Enough support on each side, and nobody blocks")
    NO_BLOCK = "no-block", _("Nobody on either side blocks")
    CONSENT = "consent", _("No reasoned objection stands on either side")


class Rule(models.TextChoices):
    """How ballots about several issues are counted."""

    APPROVAL = "approval", _("Approval: whatever you could stand behind")
    SCORE = "score", _("Score: 0 to 5 points for each")
    SCHULZE = "schulze", _("Ranking, counted by Schulze's method")
    KEMENY = "kemeny", _("Ranking, counted by Kemeny's method (at most 8 issues)")
    RANKED_PAIRS = "ranked-pairs", _("Ranking, counted by ranked pairs")
    EQUAL_SHARES = "equal-shares", _("Method of equal shares, under a budget")


RANKED = frozenset({Rule.SCHULZE.value, Rule.KEMENY.value, Rule.RANKED_PAIRS.value})
