"""The guideline's sentences of the second step, computed from what happened: sentences, never a score."""

from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from titiktemu.foundation.checks import Check, Proof
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import BOTH_SIDES, Side, Step
from titiktemu.meetings.queries.presence import Company, company_of
from titiktemu.step2_forum.efforts.checks import efforts_check
from titiktemu.step2_forum.maps.checks import analysis_check
from titiktemu.step2_forum.needs.checks import needs_check
from titiktemu.step2_forum.roles.checks import roles_check
from titiktemu.step2_forum.understanding.checks import understanding_check

LEAST_OF_A_SIDE: Final = 2
"""Fewer people of a side make no forum of both: one alone speaks for nobody but themselves."""
MOST_TIMES: Final = 2
"""A side with more than so many times the people of the other outweighs it."""


def checks_of(initiative: Initiative) -> list[Check]:
    """Every sentence as things stand, in the order of the guideline. A fixed number of queries."""
    forums = company_of(initiative, step=Step.FORUM)
    return [
        _both_sides(initiative, forums),
        _others(initiative, forums),
        analysis_check(initiative),
        efforts_check(initiative),
        understanding_check(initiative),
        roles_check(initiative),
        needs_check(initiative),
    ]


def _both_sides(initiative: Initiative, forums: list[Company]) -> Check:
    held = [one for one in forums if one.meeting.is_held]
    balanced = [one for one in held if is_in_balance(one)]
    proofs = [
        Proof(
            _("“%(meeting)s”: %(government)d people of government, %(civil_society)d of civil society came.")
            % {
                "meeting": one.meeting.shown_title,
                "government": one.came(Side.GOVERNMENT),
                "civil_society": one.came(Side.CIVIL_SOCIETY),
            },
            _url(initiative, one),
        )
        for one in held
    ]
    if balanced:
        return Check(_("Both sides in one forum"), _("Both sides met, in balance."), proofs, [])
    missing = [lack for one in held for lack in _lacks(one)]
    if not held:
        missing = [_("No meeting of both sides has been held at this step.")]
    finding = _("Both sides have not yet met in balance.")
    return Check(_("Both sides in one forum"), finding, proofs, missing)


def is_in_balance(forum: Company) -> bool:
    """Whether at least two of each side came, and neither side outnumbers the other more than twice."""
    few, many = sorted(forum.came(side) for side in BOTH_SIDES)
    return few >= LEAST_OF_A_SIDE and many <= MOST_TIMES * few


def _lacks(forum: Company) -> list[str]:
    told = {"meeting": forum.meeting.shown_title}
    lacks = [
        _("“%(meeting)s”: fewer than two people of %(side)s came.") % {**told, "side": side.label}
        for side in BOTH_SIDES
        if forum.came(side) < LEAST_OF_A_SIDE
    ]
    return lacks or [_("“%(meeting)s”: more than twice as many people of one side came.") % told]


def _others(initiative: Initiative, forums: list[Company]) -> Check:
    with_others = [one for one in forums if one.others]
    proofs = [
        Proof(
            _("“%(meeting)s”: others than the two sides were invited or came.")
            % {"meeting": one.meeting.shown_title},
            _url(initiative, one),
        )
        for one in with_others
    ]
    if proofs:
        finding = _("Others who can add something were invited, too.")
        return Check(_("Others are invited, too"), finding, proofs, [])
    missing = [_("Nobody from business, the public or science was invited to a meeting of this step.")]
    finding = _("Only the two sides have been invited so far.")
    return Check(_("Others are invited, too"), finding, [], missing)


def _url(initiative: Initiative, forum: Company) -> str:
    return reverse("meetings:home", args=[initiative.slug, forum.meeting.number])
