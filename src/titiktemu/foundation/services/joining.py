"""Coming in: by a personal code, as a citizen through an open link, and back again."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.foundation import codes
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.limits import count_try, refuse_when_full
from titiktemu.foundation.models import Initiative, Participant, Participation, PersonalCode
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.words import BOTH_SIDES, Side

TRIES_PER_SESSION = 10
WRONG_CODES_PER_SITE = 600
CITIZENS_PER_INVITATION = 400
WINDOW = timedelta(minutes=10)


def return_code(participant_id: int) -> str:
    """The code with which a participant comes back on another phone or after clearing this one."""
    return codes.derive("return", participant_id)


def sign_in_by_code(*, actor: Actor, typed: str, session: str) -> PersonalCode | Participant:
    """Recognise a personal code or a return code; RuleBroken with the same sentence for every failure.

    Tries are counted by session, and wrong codes for the whole site, so that guessing from ever new
    sessions ends as well: above that limit the codes of citizens, of whom there are very many, are not
    looked up. Slips of a side, 49 bits each and few, go on working, so that nobody can lock a hall out.
    """
    require(actor, Action.SIGN_IN_BY_CODE, None)
    count_try("code", session, most=TRIES_PER_SESSION, per=WINDOW)
    sought = codes.code_fingerprint(typed)
    code = (
        PersonalCode.objects.filter(fingerprint=sought, revoked_at=None, participation__revoked_at=None)
        .select_related("participation__initiative")
        .first()
    )
    if code is not None:
        return _came_in(code)
    refuse_when_full("wrong code", "site", most=WRONG_CODES_PER_SITE, per=WINDOW)
    participant = Participant.objects.filter(return_fingerprint=sought).select_related("initiative").first()
    if participant is not None:
        return participant
    count_try("wrong code", "site", most=WRONG_CODES_PER_SITE, per=WINDOW)
    raise RuleBroken(_("We do not know this code. Please check every letter, or ask for a new slip."))


def _came_in(code: PersonalCode) -> PersonalCode:
    place = code.participation
    if not place.is_valid_on(timezone.localdate()):
        raise RuleBroken(_("The mandate on this slip is not valid today. Please ask the facilitator."))
    with transaction.atomic():
        code.last_used_at = timezone.now()
        code.save(update_fields=["last_used_at"])
        record(Actor(participations=(place,)), Action.SIGN_IN_BY_CODE, place.initiative, place)
    return code


@transaction.atomic
def join(*, actor: Actor, initiative: Initiative, invitation: str) -> Participant:
    """Take a pseudonym in the initiative; joining again gives the same one.

    Somebody on a roster answers for their side; everybody else comes in as a citizen, whatever link
    they used. ``invitation`` is the open link's code, by which newcomers are counted.
    """
    require(actor, Action.JOIN, initiative)
    known = actor.participant_in(initiative)
    place = actor.place_in(initiative)
    speaks = place is not None and place.roster_id is not None
    if known is not None and (not speaks or known.participation_id == (place and place.pk)):
        return known
    if place is not None and not speaks:
        raise RuleBroken(_("Facilitators and observers lead or watch; they do not vote."))
    if place is None:
        count_try("join", invitation, most=CITIZENS_PER_INVITATION, per=WINDOW)
    side = place.side if place is not None else Side.CITIZENS
    participant, created = _participant(initiative, place.pk if place else None, side)
    if created:
        record(actor, Action.JOIN, initiative, participant, {"side": side})
    return participant


@transaction.atomic
def join_on_paper(*, actor: Actor, initiative: Initiative, place: Participation | None) -> Participant:
    """Take in somebody who answers on paper: a person of a list, or (without a place) a citizen.

    The person of a list is the same participant as on their phone.
    """
    require(actor, Action.ISSUE_SHEETS, initiative)
    if place is not None and (place.initiative_id != initiative.pk or place.roster_id is None):
        raise RuleBroken(_("Facilitators and observers lead or watch; they do not vote."))
    side = place.side if place is not None else Side.CITIZENS
    participant, created = _participant(initiative, place.pk if place else None, side)
    if created:
        record(actor, Action.JOIN, initiative, participant, {"side": side})
    return participant


def _participant(initiative: Initiative, place_id: int | None, side: str) -> tuple[Participant, bool]:
    if place_id is not None:
        # Two taps at once wait for each other here and get the same pseudonym.
        Participation.objects.select_for_update().get(pk=place_id)
        earlier = Participant.objects.filter(participation_id=place_id).first()
        if earlier is not None:
            return earlier, False
    participant = Participant.objects.create(
        initiative=initiative,
        participation_id=place_id,
        side=side,
        pseudonym=codes.fresh(5),
        joined_at=timezone.now(),
    )
    if side not in BOTH_SIDES and place_id is None:
        # People of a roster come back with their personal code; a citizen needs one of their own.
        participant.return_fingerprint = codes.code_fingerprint(return_code(participant.pk))
        participant.save(update_fields=["return_fingerprint"])
    return participant, True
