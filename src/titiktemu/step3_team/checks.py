"""The guideline's sentences of the third step, computed from what happened: sentences, never a score."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from titiktemu.foundation.checks import Check, Proof
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import BOTH_SIDES, Role, Side
from titiktemu.step3_team.models import Member, Statement, Team
from titiktemu.step3_team.queries.composition import LEAST_OF_A_SIDE, doers_suffice
from titiktemu.step3_team.queries.statements import current, sides_that_signed
from titiktemu.step3_team.queries.teams import agreed, of_side, teams_of


def checks_of(initiative: Initiative) -> list[Check]:
    """The three sentences as things stand. Nine queries, however many teams there are."""
    teams = teams_of(initiative)
    return [
        _formed(initiative, teams),
        _committed(initiative, current(initiative)),
        _doing(initiative, teams),
    ]


def _formed(initiative: Initiative, teams: list[Team]) -> Check:
    missing = [one for team in teams for one in _lacks(team)]
    if not teams:
        missing = [_("No team has been formed.")]
    proofs = [
        Proof(
            _("The team “%(name)s” was formed in “%(meeting)s”.")
            % {"name": team.shown_name, "meeting": team.formed_in.shown_title},
            reverse("team:team", args=[initiative.slug, team.number]),
        )
        for team in teams
        if team.formed_in is not None and team.formed_in.is_held
    ]
    finding = (
        _("Something is missing for a team of both sides that was formed in the forum.")
        if missing
        else _("Every team was formed in the forum, from both sides.")
    )
    return Check(_("A team from both sides, formed in the forum"), finding, proofs, missing)


def _lacks(team: Team) -> list[str]:
    told = {"name": team.shown_name}
    lacks = []
    if team.formed_in is None or not team.formed_in.is_held:
        lacks.append(_("“%(name)s” was not formed in a meeting that was held.") % told)
    lacks += [
        _("“%(name)s” has fewer than two members of %(side)s who agreed.") % {**told, "side": side.label}
        for side in BOTH_SIDES
        if len(of_side(agreed(team), side)) < LEAST_OF_A_SIDE
    ]
    return lacks


def _committed(initiative: Initiative, statement: Statement | None) -> Check:
    url = reverse("team:commitment", args=[initiative.slug])
    signed = sides_that_signed(statement)
    if statement is None:
        missing = [_("No statement of commitment can be signed yet.")]
    else:
        missing = [
            _("No leader of %(side)s has signed version %(number)d.")
            % {"side": side.label, "number": statement.number}
            for side in BOTH_SIDES
            if side not in signed
        ]
    proofs = [
        Proof(_("%(side)s: a leader has signed.") % {"side": Side(side).label}, url)
        for side in BOTH_SIDES
        if side in signed
    ]
    finding = (
        _("Leaders of both sides have not yet committed themselves together.")
        if missing
        else _("Leaders of both sides have signed the same statement.")
    )
    return Check(_("Leaders commit themselves together"), finding, proofs, missing)


def _doing(initiative: Initiative, teams: list[Team]) -> Check:
    here: list[Member] = [one for team in teams for one in agreed(team)]
    doers = sum(one.is_doer for one in here)
    missing = []
    if not here:
        missing.append(_("Nobody has agreed to be a member yet."))
    elif not doers_suffice(here):
        missing.append(_("Fewer than six of ten members build or apply the solution themselves."))
    leaders = sum(one.place.role == Role.LEADER for one in here)
    if leaders and 2 * leaders >= len(here):
        missing.append(_("Half of the members or more are leaders."))
    told = ngettext(
        "%(doers)d of %(all)d member builds or applies the solution.",
        "%(doers)d of %(all)d members build or apply the solution.",
        len(here),
    ) % {"doers": doers, "all": len(here)}
    proofs = [Proof(told, reverse("team:index", args=[initiative.slug]))] if doers else []
    finding = (
        _("It is not yet those who do the work who are members.")
        if missing
        else _("Members are those who develop and apply the solution.")
    )
    return Check(_("Members are doers"), finding, proofs, missing)
