"""Voting on a phone: joining through an open link, one statement a screen, the last answer taken back."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from titiktemu.consultation.forms import VoteForm
from titiktemu.consultation.models import Consultation, Statement, Vote
from titiktemu.consultation.queries import (
    find_by_join_code,
    groups_of,
    may_answer,
    own_answer,
    own_last_vote,
    own_progress,
    own_votes,
    shown_statements,
)
from titiktemu.consultation.queries.room import state_words
from titiktemu.consultation.services.routing import next_statement_for
from titiktemu.consultation.services.voting import cast_vote
from titiktemu.consultation.views.places import address, consultation_for, status_of, storage_key
from titiktemu.foundation.actors import PARTICIPANTS, Actor
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.limits import count_try
from titiktemu.foundation.models import Initiative, Participant
from titiktemu.foundation.permissions import may_see
from titiktemu.foundation.requests import Request, is_looked_at
from titiktemu.foundation.services.joining import join as join_initiative
from titiktemu.foundation.services.joining import return_code

GIVEN = "given"
"""Under this key a browser session keeps when it gave the answers of somebody of a list."""
GIVEN_KEPT = 500
JOINS_PER_SESSION = 20
LONGEST_NUMBER = 10
WINDOW = timedelta(minutes=10)


def voter_in(actor: Actor, initiative: Initiative) -> Participant | None:
    """Under which pseudonym this reader answers; None where they have to join first.

    Somebody of a roster joins for their side even where the browser joined as a citizen before.
    """
    place, participant = actor.place_in(initiative), actor.participant_in(initiative)
    if participant is None:
        return None
    speaks = place is not None and place.roster_id is not None
    return None if speaks and place and participant.participation_id != place.pk else participant


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: Request, join_code: str) -> HttpResponse:
    """The open link: says what this is; only the button takes a pseudonym."""
    consultation = find_by_join_code(join_code)
    # A code can be guessed, so of a hidden initiative it tells no more than a code that leads nowhere.
    if consultation is None or not may_see(request.actor, consultation.initiative):
        return render(request, "consultation/unknown_code.html", {"join_code": join_code}, status=404)
    if request.method == "POST" and consultation.is_open:
        _take_pseudonym(request, consultation)
        return redirect(address("vote", consultation))
    initiative = consultation.initiative
    place = request.actor.place_in(initiative)
    shown = {
        "initiative": initiative,
        "consultation": consultation,
        "participant": voter_in(request.actor, initiative),
        "place": place,
        "watches": place is not None and place.roster_id is None,
        "has_vote": may_answer(consultation, request.actor),
        "total": shown_statements(consultation).count(),
        "state_words": state_words(consultation),
    }
    return render(request, "consultation/join.html", shown)


def _take_pseudonym(request: Request, consultation: Consultation) -> None:
    if request.session.session_key is None:
        request.session.create()
    count_try("join session", str(request.session.session_key), most=JOINS_PER_SESSION, per=WINDOW)
    request.session.cycle_key()
    joined = join_initiative(
        actor=request.actor, initiative=consultation.initiative, invitation=consultation.join_code
    )
    if joined.participation_id is None:
        mine = request.session.get(PARTICIPANTS, [])
        request.session[PARTICIPANTS] = [*(one for one in mine if one != joined.pk), joined.pk]


@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: Request, slug: str, number: int) -> HttpResponse:
    """The next statement (GET) and the answer to one (POST)."""
    consultation = consultation_for(request.actor, slug, number)
    participant = voter_in(request.actor, consultation.initiative)
    if participant is None:
        return _to_join(request, consultation)
    if request.method == "POST":
        return _cast(request, consultation, participant)
    asked = request.GET.get("ubah", "")
    again = None
    if asked.isdecimal() and len(asked) <= LONGEST_NUMBER and consultation.is_open:
        again = _shown(consultation, int(asked))
    return _ballot(request, consultation, participant, Moment(again))


def _to_join(request: Request, consultation: Consultation) -> HttpResponse:
    answer = redirect("consultation:join", consultation.join_code)
    return HttpResponseClientRedirect(answer.url) if request.htmx else answer


def _shown(consultation: Consultation, number: int) -> Statement:
    statements = shown_statements(consultation).select_related("consultation__initiative")
    return get_object_or_404(statements, number=number)


@dataclass(frozen=True)
class Moment:
    """What led to this ballot: a statement asked for again, an answer that was kept or was not."""

    statement: Statement | None = None
    problem: str = ""
    chosen: Vote.Answer | None = None
    cast: Vote | None = None
    status: int = 200


def _cast(request: Request, consultation: Consultation, participant: Participant) -> HttpResponse:
    form = VoteForm(request.POST)
    valid = form.is_valid()
    statement = consultation.statements.filter(number=form.cleaned_data.get("statement", 0)).first()
    if not valid or statement is None:
        moment = Moment(_kept(statement), _("Please choose one of the three answers."), status=422)
        return _ballot(request, consultation, participant, moment)
    statement.consultation = consultation
    answer = form.cleaned_data["answer"]
    try:
        cast = cast_vote(actor=request.actor, statement=statement, answer=answer)
    except RuleBroken as error:
        # It may have closed between the page and the tap: the sentence stands where the answer was given.
        consultation.refresh_from_db(fields=["state"])
        moment = Moment(_kept(statement), str(error), answer, status=status_of(error))
        return _ballot(request, consultation, participant, moment)
    if participant.participation_id is not None:
        given = [*request.session.get(GIVEN, []), cast.cast_at.isoformat()]
        request.session[GIVEN] = given[-GIVEN_KEPT:]
    if request.htmx:
        return _ballot(request, consultation, participant, Moment(cast=cast))
    return redirect(address("vote", consultation))


def _kept(statement: Statement | None) -> Statement | None:
    """The statement to stay on; one that was hidden meanwhile is not shown again."""
    return statement if statement and statement.state == Statement.State.SHOWN else None


def _shown_again(request: Request, participant: Participant) -> QuerySet[Vote]:
    """The votes that this browser may see again.

    Slips are printed by facilitators: whoever comes in with one must not read what its person answered
    elsewhere. A citizen's code is known to the citizen alone.
    """
    on_a_list = participant.participation_id is not None
    return own_votes(participant, request.session.get(GIVEN, []) if on_a_list else None)


def _ballot(
    request: Request, consultation: Consultation, participant: Participant, moment: Moment
) -> HttpResponse:
    has_vote = participant.side in groups_of(consultation)
    votes = consultation.is_open and has_vote
    shown, last, given = moment.statement, moment.cast, None
    own = _shown_again(request, participant)
    if shown is not None:
        given = own_answer(shown, own)
    elif votes:
        shown = next_statement_for(
            actor=request.actor, consultation=consultation, is_looked_at=is_looked_at(request)
        )
        last = last or own_last_vote(consultation, own)
    answered, total = own_progress(consultation, participant)
    pressed = moment.chosen if moment.chosen is not None else given
    context: dict[str, Any] = {
        "initiative": consultation.initiative,
        "consultation": consultation,
        "participant": participant,
        "statement": shown,
        "has_vote": has_vote,
        "answered": answered,
        "total": total,
        "place": answered if given is not None else min(answered + 1, total),
        "last": last,
        "cast": moment.cast,
        "problem": moment.problem,
        "chosen": "" if pressed is None else str(int(pressed)),
        "changing": given is not None,
        "state_words": state_words(consultation),
        "storage_key": storage_key(participant, consultation) if votes else "",
        "code": return_code(participant.pk) if participant.participation_id is None else "",
    }
    part = "#ballot" if request.htmx else ""
    return render(request, f"consultation/vote.html{part}", context, status=moment.status)
