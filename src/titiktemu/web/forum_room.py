"""What waits of the forum and of the team: for the reader's side, and for the reader themselves."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, allows
from titiktemu.foundation.words import BOTH_SIDES
from titiktemu.meetings.queries.minutes import unanswered_minutes
from titiktemu.step2_forum.roles.queries.learning import learning_of
from titiktemu.step2_forum.roles.queries.points import mirror_of
from titiktemu.step2_forum.understanding.queries.passages import lines_of
from titiktemu.step2_forum.understanding.queries.waiting import waits_of
from titiktemu.step3_team.models import Member
from titiktemu.step3_team.queries.statements import current, sides_that_signed, signer_in
from titiktemu.step3_team.words import Consent
from titiktemu.web.waiting import Wait


def waits_in_forum(initiative: Initiative, actor: Actor) -> list[Wait]:
    """What a speaker of a side may answer now, a line for each room. No query for anybody else."""
    side = actor.side_in(initiative)
    if side not in BOTH_SIDES or not allows(actor, Action.ANSWER_PASSAGE, initiative, side=side):
        return []
    return [
        *_in_minutes(initiative, actor, side),
        *_in_understanding(initiative, side),
        *_in_roles(initiative, side),
    ]


def waits_in_team(initiative: Initiative, actor: Actor) -> list[Wait]:
    """A nomination to answer, and the statement that no leader of the reader's side has signed."""
    return [*_in_nominations(initiative, actor), *_in_statement(initiative, actor)]


def _in_nominations(initiative: Initiative, actor: Actor) -> Iterator[Wait]:
    place = actor.place_in(initiative)
    if place is None or place.side not in BOTH_SIDES:
        return
    if not allows(actor, Action.ANSWER_NOMINATION, initiative, side=place.side):
        return
    rows = Member.objects.filter(place=place, consent=Consent.ASKED, left_on=None)
    for one in rows.select_related("team"):
        url = reverse("team:team", args=[initiative.slug, one.team.number])
        yield Wait(_("You are nominated for a team"), url, _("answer"), one.team.shown_name)


def _in_statement(initiative: Initiative, actor: Actor) -> Iterator[Wait]:
    place = signer_in(actor, initiative)
    statement = current(initiative) if place else None
    if place and statement and place.side not in sides_that_signed(statement):
        url = reverse("team:sign", args=[initiative.slug])
        text = _("The statement of commitment waits for a signature of your side")
        yield Wait(text, url, _("sign"))


def _in_minutes(initiative: Initiative, actor: Actor, side: str) -> Iterator[Wait]:
    for meeting, count in unanswered_minutes(actor, initiative, side):
        text = ngettext(
            "%(count)d passage of the minutes waits for your side",
            "%(count)d passages of the minutes wait for your side",
            count,
        )
        url = reverse("meetings:minutes", args=[initiative.slug, meeting.number])
        yield Wait(text % {"count": count}, url, _("answer"), meeting.shown_title)


def _in_understanding(initiative: Initiative, side: str) -> Iterator[Wait]:
    count = sum(bool(waits_of(line, side)) for line in lines_of(initiative))
    if count:
        text = ngettext(
            "%(count)d passage of the shared understanding waits for your side",
            "%(count)d passages of the shared understanding wait for your side",
            count,
        )
        url = reverse("understanding:index", args=[initiative.slug])
        yield Wait(text % {"count": count}, url, _("answer"))


def _in_roles(initiative: Initiative, side: str) -> Iterator[Wait]:
    count = len(learning_of(mirror_of(initiative)).waits_for(side))
    if count:
        text = ngettext(
            "%(count)d point of the role mirror waits for your side",
            "%(count)d points of the role mirror wait for your side",
            count,
        )
        yield Wait(text % {"count": count}, reverse("roles:home", args=[initiative.slug]), _("answer"))
