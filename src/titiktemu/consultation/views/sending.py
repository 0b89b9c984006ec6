"""The door for phones on a bad line: statements to take along, and answers that come later."""

import json
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from titiktemu.consultation.services.routing import AHEAD, draw_ahead
from titiktemu.consultation.services.sending import MOST_AT_ONCE, Sent, send_votes
from titiktemu.consultation.views.places import consultation_for, storage_key
from titiktemu.consultation.views.voting import voter_in
from titiktemu.foundation.requests import Request

LONGEST_KEY, LONGEST_TICKET = 36, 300
HIGHEST_NUMBER = 2**31 - 1


@require_safe
@never_cache
def supplies(request: Request, slug: str, number: int) -> JsonResponse:
    """Statements to take along, with proof of how they were drawn, and a fresh token for sending."""
    consultation = consultation_for(request.actor, slug, number)
    participant = voter_in(request.actor, consultation.initiative)
    if participant is None:
        return _signed_out()
    drawn = draw_ahead(actor=request.actor, consultation=consultation, many=AHEAD)
    pack = [
        {"statement": one.statement.number, "text": one.statement.shown_text, "ticket": one.ticket}
        for one in (drawn if consultation.is_open else [])
    ]
    return JsonResponse(
        {"key": storage_key(participant, consultation), "token": get_token(request), "pack": pack}
    )


@require_POST
def send(request: Request, slug: str, number: int) -> JsonResponse:
    """Take answers that were given without a connection; each gets a receipt of its own."""
    consultation = consultation_for(request.actor, slug, number)
    participant = voter_in(request.actor, consultation.initiative)
    if participant is None:
        return _signed_out()
    told = _told(request)
    if told is None:
        return JsonResponse({"problem": _("These answers cannot be read.")}, status=422)
    if told.get("key") != storage_key(participant, consultation):
        sentence = _("These answers belong to somebody else who used this phone. They stay on the phone.")
        return JsonResponse({"problem": sentence}, status=409)
    votes = [_sent(one) for one in told.get("votes", [])[:MOST_AT_ONCE]]
    receipts = send_votes(
        actor=request.actor, consultation=consultation, votes=[one for one in votes if one is not None]
    )
    return JsonResponse(
        {
            "receipts": [
                {"key": one.key, "kept": one.kept, "problem": one.problem, "again": one.again}
                for one in receipts
            ]
        }
    )


def _signed_out() -> JsonResponse:
    sentence = _(
        "You are no longer signed in here. Your answers stay on this phone; come in again with your code."
    )
    return JsonResponse({"problem": sentence}, status=401)


def _told(request: HttpRequest) -> dict[str, Any] | None:
    try:
        told = json.loads(request.body)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) and isinstance(told.get("votes", []), list) else None


def _sent(one: Any) -> Sent | None:
    """An answer that is well formed, whatever it says; None for one without a key to answer to."""
    if not isinstance(one, dict):
        return None
    key, ticket = one.get("key"), one.get("ticket", "")
    if not isinstance(key, str) or not 0 < len(key) <= LONGEST_KEY or "\x00" in key:
        return None
    ticket = ticket if isinstance(ticket, str) and len(ticket) <= LONGEST_TICKET else ""
    return Sent(key, _whole(one.get("statement")), _whole(one.get("answer"), otherwise=2), ticket)


def _whole(value: Any, otherwise: int = 0) -> int:
    is_whole = isinstance(value, int) and not isinstance(value, bool) and abs(value) <= HIGHEST_NUMBER
    return value if is_whole else otherwise
