"""Voting on a phone: joining through an open link, one statement a screen, the last answer taken back."""

from datetime import timedelta
from typing import Any

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
    next_statement,
    own_last_vote,
    own_progress,
    shown_statements,
)
from titiktemu.consultation.services.voting import cast_vote
from titiktemu.consultation.views.places import address, consultation_for, status_of
from titiktemu.foundation.actors import PARTICIPANTS, Actor
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.limits import count_try
from titiktemu.foundation.models import Initiative, Participant
from titiktemu.foundation.permissions import may_see
from titiktemu.foundation.requests import Request
from titiktemu.foundation.services.joining import join as join_initiative
from titiktemu.foundation.services.joining import return_code

JOINS_PER_SESSION = 20
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
    if consultation is None:
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
        "may_see": may_see(request.actor, initiative),
        "total": shown_statements(consultation).count(),
    }
    return render(request, "consultation/join.html", shown)


def _take_pseudonym(request: Request, consultation: Consultation) -> None:
    if request.session.session_key is None:
        request.session.create()
    count_try("join session", str(request.session.session_key), most=JOINS_PER_SESSION, per=WINDOW)
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
    if asked.isdecimal() and consultation.is_open:
        again = _shown(consultation, int(asked))
    return _ballot(request, consultation, participant, statement=again)


def _to_join(request: Request, consultation: Consultation) -> HttpResponse:
    answer = redirect("consultation:join", consultation.join_code)
    return HttpResponseClientRedirect(answer.url) if request.htmx else answer


def _shown(consultation: Consultation, number: int) -> Statement:
    statements = shown_statements(consultation).select_related("consultation__initiative")
    return get_object_or_404(statements, number=number)


def _cast(request: Request, consultation: Consultation, participant: Participant) -> HttpResponse:
    form = VoteForm(request.POST)
    statement = consultation.statements.filter(number=form["statement"].value() or 0).first() if (
        str(form["statement"].value() or "").isdecimal()
    ) else None
    if not form.is_valid() or statement is None:
        problem = _("Please choose one of the three answers.")
        return _ballot(request, consultation, participant, statement=_kept(statement), problem=problem, status=422)
    statement.consultation = consultation
    answer = form.cleaned_data["answer"]
    try:
        cast = cast_vote(actor=request.actor, statement=statement, answer=answer)
    except RuleBroken as error:
        # It may have closed between the page and the tap: the sentence stands where the answer was given.
        consultation.refresh_from_db(fields=["state"])
        shown = {"statement": _kept(statement), "problem": str(error), "chosen": answer}
        return _ballot(request, consultation, participant, status=status_of(error), **shown)
    if request.htmx:
        return _ballot(request, consultation, participant, cast=cast)
    return redirect(address("vote", consultation))


def _kept(statement: Statement | None) -> Statement | None:
    """The statement to stay on; one that was hidden meanwhile is not shown again."""
    return statement if statement and statement.state == Statement.State.SHOWN else None


def _ballot(
    request: Request,
    consultation: Consultation,
    participant: Participant,
    *,
    statement: Statement | None = None,
    problem: str = "",
    chosen: Vote.Answer | None = None,
    cast: Vote | None = None,
    status: int = 200,
) -> HttpResponse:
    answered, total = own_progress(consultation, participant)
    has_vote = participant.side in groups_of(consultation)
    votes = consultation.is_open and has_vote
    last = cast or (own_last_vote(consultation, participant) if votes else None)
    shown = statement or (next_statement(consultation, participant) if votes else None)
    changing = _own_answer(participant, statement) if statement else None
    pressed = chosen if chosen is not None else changing
    context: dict[str, Any] = {
        "initiative": consultation.initiative,
        "consultation": consultation,
        "participant": participant,
        "statement": shown,
        "has_vote": has_vote,
        "answered": answered,
        "total": total,
        "place": answered if changing is not None else answered + 1,
        "last": None if statement else last,
        "cast": cast,
        "problem": problem,
        "chosen": "" if pressed is None else str(int(pressed)),
        "changing": changing is not None,
        "code": return_code(participant.pk) if participant.participation_id is None else "",
    }
    part = "#ballot" if request.htmx else ""
    return render(request, f"consultation/vote.html{part}", context, status=status)


def _own_answer(participant: Participant, statement: Statement) -> int | None:
    found = Vote.objects.filter(participant=participant, statement=statement)
    return found.values_list("answer", flat=True).first()
