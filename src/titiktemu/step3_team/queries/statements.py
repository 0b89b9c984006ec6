"""Versions of the statement, who signed and how, and what a first draft begins with."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from titiktemu.catalogue.models import DataAsset
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import AuditEntry, Initiative, Participation
from titiktemu.foundation.permissions import Action
from titiktemu.foundation.words import BOTH_SIDES, Role
from titiktemu.step1_issues.models import Issue, NamedData
from titiktemu.step1_issues.words import IssueState
from titiktemu.step2_forum.maps.models import DataQuestion
from titiktemu.step2_forum.needs.queries.disclosure import agreed_order
from titiktemu.step2_forum.understanding.queries.passages import PassageLine, endorsed_passages
from titiktemu.step2_forum.understanding.sentences import figures_sentence
from titiktemu.step2_forum.understanding.words import PassageKind
from titiktemu.step3_team.models import Signature, Statement
from titiktemu.step3_team.queries.teams import listed_everywhere
from titiktemu.step3_team.words import State, Way

MOST_TAKEN = 8
"""Lines of each kind that a first draft takes over: more would be a catalogue, not a commitment."""


@dataclass(frozen=True)
class Signed:
    """A signature with its place in the audit chain and what it is worth."""

    signature: Signature
    entry: int | None
    """The number of its entry in the chain."""

    @property
    def is_electronic(self) -> bool:
        """Whether an electronic signature is in the file, over the whole of it."""
        copy = self.signature.copy
        return copy is not None and copy.is_electronic and copy.covers_whole

    @property
    def weight(self) -> int:
        """How much it counts: an electronic one most, a sheet signed by hand next, a drawing least."""
        return 3 if self.is_electronic else 2 if self.signature.way == Way.SHEET else 1

    @property
    def words(self) -> str:
        """How it was signed."""
        if self.is_electronic:
            return _("electronic signature in a PDF")
        return str(self.signature.get_way_display())


def current(initiative: Initiative) -> Statement | None:
    """The version that may be signed, and so counts."""
    rows = Statement.objects.filter(initiative=initiative, state=State.OPEN)
    return rows.select_related("paper").first()


def draft(initiative: Initiative) -> Statement | None:
    """The version that is being written."""
    return Statement.objects.filter(initiative=initiative, state=State.DRAFT).first()


def standing_signatures(statement: Statement) -> list[Signature]:
    """Those that count: not of a copy that was taken back. One query."""
    rows = statement.signatures.filter(copy__withdrawn_at=None)
    return list(rows.select_related("place__organisation", "copy"))


def signed(statement: Statement) -> list[Signed]:
    """The signatures, the weightiest first, each with its place in the chain. Two queries."""
    rows = standing_signatures(statement)
    entries = AuditEntry.objects.filter(
        initiative=statement.initiative_id,
        action__in=[Action.SIGN_STATEMENT, Action.ADD_SIGNED_SHEET],
        subject_kind="signature",
        subject__in=[one.pk for one in rows],
    )
    numbers: dict[int | None, int] = dict(entries.values_list("subject", "number"))
    found = [Signed(one, numbers.get(one.pk)) for one in rows]
    return sorted(found, key=lambda one: -one.weight)


def sides_that_signed(statement: Statement | None) -> set[str]:
    """The sides of which a leader signed. One query."""
    return {one.side for one in standing_signatures(statement)} if statement else set()


def leaders_of(initiative: Initiative) -> list[Participation]:
    """The leaders of both sides. One query."""
    return list(listed_everywhere(initiative).filter(role=Role.LEADER, side__in=BOTH_SIDES))


def signer_in(actor: Actor, initiative: Initiative) -> Participation | None:
    """The place under which this actor signs; None for whoever leads neither side."""
    place = actor.place_in(initiative)
    leads = place is not None and place.role == Role.LEADER and place.side in BOTH_SIDES
    return place if leads else None


def first_words(initiative: Initiative) -> dict[str, str]:
    """What a first draft says, from the chosen issues and the shared understanding; in both languages.

    Passages that both sides endorse, with every figure accepted, come in their own words; before there are
    any, the solutions of the chosen issues. The data is what both sides agreed to open, in order; before
    they have, what was named and asked for.
    """
    issues = list(
        Issue.objects.filter(initiative=initiative, state=IssueState.CHOSEN).prefetch_related("solutions")
    )
    data = list(NamedData.objects.filter(issue__in=issues)[:MOST_TAKEN])
    questions = DataQuestion.objects.filter(initiative=initiative, joint_link__isnull=False)
    asked = list(questions.values_list("text", flat=True)[:MOST_TAKEN])
    agreed, passages = agreed_order(initiative), endorsed_passages(initiative)
    found: dict[str, str] = {}
    for language, ending in (("id", ""), ("en", "_en")):
        with override(language):
            found[f"text{ending}"] = _written(issues, passages)
            opened = [_asset_words(one.asset) for one in agreed.places[:MOST_TAKEN]] if agreed else []
            found[f"data_released{ending}"] = "\n".join(
                opened or [*(one.shown_title for one in data), *asked]
            )
    return found


def _asset_words(asset: DataAsset) -> str:
    """What is released, and the office that releases it."""
    return ", ".join(one for one in (asset.shown_title, asset.holder.name if asset.holder else "") if one)


def _written(issues: list[Issue], passages: list[PassageLine]) -> str:
    told = [
        _(
            "We, the leaders of government and of civil society, commit ourselves to work together, with data"
            " that is opened, until the problem named here is smaller for those who suffer from it."
        )
    ]
    told += [_("The problem: %(problem)s") % {"problem": one.shown_problem} for one in issues]
    solutions = _said(passages, PassageKind.SOLUTION) or [
        solution.shown_title for one in issues for solution in one.solutions.all()
    ]
    told += [_("A way to solve it: %(solution)s") % {"solution": one} for one in solutions[:MOST_TAKEN]]
    targets = _said(passages, PassageKind.TARGET)[:MOST_TAKEN]
    told += [_("What we want to reach: %(target)s") % {"target": one} for one in targets]
    expected = _said(passages, PassageKind.EXPECTATION)[:MOST_TAKEN]
    told += [_("What we expect of each other: %(expectation)s") % {"expectation": one} for one in expected]
    return _fitting(told)


def _said(passages: list[PassageLine], kind: PassageKind) -> list[str]:
    """Passages of a kind, each in one line, a target with its figures."""
    found = []
    for one in passages:
        if one.passage.kind == kind:
            told = (one.stands.shown_text, figures_sentence(one.stands))
            found.append(" ".join(" ".join(told).split()))
    return found


def _fitting(lines: list[str]) -> str:
    """As many whole lines as a statement has room for: a commitment that breaks off says something else."""
    most, used, kept = Statement._meta.get_field("text").max_length or 0, 0, []
    for line in lines:
        if used + len(line) + 1 <= most:
            kept.append(line)
            used += len(line) + 1
    return "\n".join(kept)
