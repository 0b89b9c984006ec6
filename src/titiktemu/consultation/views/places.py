"""What every page of a consultation begins with: which one is it, does it exist for this reader, the tabs."""

from typing import Any

import segno
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from titiktemu.consultation.models import Consultation
from titiktemu.consultation.queries import waiting_statements
from titiktemu.consultation.queries.room import state_words
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.errors import RuleBroken, TooMany
from titiktemu.foundation.models import Initiative, Participant
from titiktemu.foundation.permissions import Action, allows, may_see
from titiktemu.foundation.requests import Request


def initiative_for(actor: Actor, slug: str) -> Initiative:
    """The initiative, if it exists for this reader."""
    initiative = get_object_or_404(Initiative, slug=slug)
    if not may_see(actor, initiative):
        raise Http404
    return initiative


def consultation_for(actor: Actor, slug: str, number: int) -> Consultation:
    """The consultation, if it exists for this reader: a draft only for those who prepare it."""
    found = get_object_or_404(
        Consultation.objects.select_related("initiative"), initiative__slug=slug, number=number
    )
    if not may_see(actor, found.initiative):
        raise Http404
    if found.state == Consultation.State.DRAFT and not steers(actor, found):
        raise Http404
    return found


def steers(actor: Actor, consultation: Consultation) -> bool:
    """Whether this reader prepares and runs the consultation."""
    return allows(actor, Action.EDIT_CONSULTATION, consultation.initiative)


def address(name: str, consultation: Consultation) -> str:
    """The address of one of its pages."""
    return reverse(f"consultation:{name}", args=[consultation.initiative.slug, consultation.number])


def join_address(request: HttpRequest, consultation: Consultation) -> str:
    """The whole address behind the QR code."""
    return request.build_absolute_uri(reverse("consultation:join", args=[consultation.join_code]))


def qr_code(whole_address: str) -> SafeString:
    """The address as a QR code, drawn in the page; half of it may be hidden by a hand and it still reads."""
    drawn = segno.make(whole_address, error="m", micro=False, boost_error=True)
    title = _("QR code of the link")
    # segno escapes the title; the address is in the picture alone.
    return mark_safe(drawn.svg_inline(border=2, omitsize=True, svgclass="qr", title=title))  # noqa: S308


def way_in(request: Request, consultation: Consultation) -> dict[str, Any]:
    """The address, its QR code and the site's name, for whoever shows the way in."""
    whole = join_address(request, consultation)
    return {"join_address": whole, "qr": qr_code(whole), "host": request.get_host()}


def page(request: Request, consultation: Consultation, here: str, **more: Any) -> dict[str, Any]:
    """What the templates of every page of a consultation need."""
    may_moderate = allows(request.actor, Action.MODERATE, consultation.initiative)
    waiting = waiting_statements(consultation).count() if may_moderate else 0
    return {
        "initiative": consultation.initiative,
        "consultation": consultation,
        "state_words": state_words(consultation),
        "steers": steers(request.actor, consultation),
        "may_moderate": may_moderate,
        "waiting": waiting,
        "tabs": [
            {"url": address(name, consultation), "label": label, "is_here": name == here}
            for name, label in _rooms(consultation, waiting, leads=steers(request.actor, consultation))
        ],
        **more,
    }


def _rooms(consultation: Consultation, waiting: int, *, leads: bool) -> list[tuple[str, str]]:
    moderation = _("Moderation (%(waiting)d waiting)") % {"waiting": waiting} if waiting else _("Moderation")
    rooms = [("home", _("Overview")), ("statements", _("Statements")), ("moderation", moderation)]
    if consultation.state != Consultation.State.DRAFT:
        rooms[1:1] = [("results", _("Results")), ("map", _("Opinion map"))]
    if leads and not consultation.is_imported:
        rooms.append(("sheets", _("Paper")))
    return rooms


def storage_key(participant: Participant, consultation: Consultation) -> str:
    """Under which name a phone keeps a participant's answers: it tells nobody who that is."""
    whose = f"{participant.pk}:{consultation.pk}"
    return salted_hmac("titiktemu.offline", whose, algorithm="sha256").hexdigest()[:20]


def status_of(error: RuleBroken) -> int:
    """The answer's status where a page shows the rule's sentence in place."""
    return 429 if isinstance(error, TooMany) else 409
