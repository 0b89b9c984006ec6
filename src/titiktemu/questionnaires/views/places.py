"""What every page of a questionnaire begins with: which is it, does it exist for this reader, the tabs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import segno
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.errors import RuleBroken, TooMany
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, allows, may_see
from titiktemu.foundation.requests import Request
from titiktemu.questionnaires.models import Questionnaire, Wave
from titiktemu.questionnaires.queries.pages import is_public

LONGEST_NUMBER = 4


def initiative_for(actor: Actor, slug: str) -> Initiative:
    """The initiative, if it exists for this reader."""
    initiative = get_object_or_404(Initiative, slug=slug)
    if not may_see(actor, initiative):
        raise Http404
    return initiative


def questionnaire_for(actor: Actor, slug: str, number: int) -> Questionnaire:
    """The questionnaire, if it exists for this reader: before its first opening for those who prepare it."""
    rows = Questionnaire.objects.select_related("initiative").prefetch_related("waves__version")
    found = get_object_or_404(rows, initiative__slug=slug, number=number)
    if not may_see(actor, found.initiative) or not (steers(actor, found) or is_public(found)):
        raise Http404
    return found


def steers(actor: Actor, questionnaire: Questionnaire) -> bool:
    """Whether this reader prepares and runs it."""
    return allows(actor, Action.EDIT_QUESTIONNAIRE, questionnaire.initiative)


def wave_of(questionnaire: Questionnaire, asked: str = "", *, leads: bool) -> Wave:
    """The wave of this number, else the newest that exists for this reader; it knows its questionnaire."""
    waves = [one for one in questionnaire.waves.all() if leads or one.state != Wave.State.DRAFT]
    number = int(asked) if asked.isdecimal() and len(asked) <= LONGEST_NUMBER else 0
    found = next((one for one in waves if one.number == number), max(waves, key=lambda one: one.number))
    found.questionnaire = questionnaire
    return found


def address(name: str, questionnaire: Questionnaire, *more: object) -> str:
    """The address of one of its pages."""
    return reverse(
        f"questionnaires:{name}", args=[questionnaire.initiative.slug, questionnaire.number, *more]
    )


def page(
    request: Request, questionnaire: Questionnaire, here: str, wave: Wave | None = None, **more: Any
) -> dict[str, Any]:
    """What the templates of every page of a questionnaire need."""
    leads = steers(request.actor, questionnaire)
    wave = wave or wave_of(questionnaire, leads=leads)
    return {
        "initiative": questionnaire.initiative,
        "questionnaire": questionnaire,
        "wave": wave,
        "waves": [one for one in questionnaire.waves.all() if leads or one.state != Wave.State.DRAFT],
        "steers": leads,
        "tabs": [
            {"url": address(name, questionnaire), "label": label, "is_here": name == here}
            for name, label in _rooms(leads=leads)
        ],
        **more,
    }


def _rooms(*, leads: bool) -> list[tuple[str, str]]:
    rooms = [("home", _("Overview")), ("results", _("Results"))]
    if leads:
        rooms += [
            ("responses", _("Answers")),
            ("imports", _("From other tools")),
            ("weighing", _("Weights")),
        ]
    return rooms


def link_address(request: Request, questionnaire: Questionnaire) -> str:
    """The whole address of the open link."""
    return request.build_absolute_uri(reverse("questionnaires:link", args=[questionnaire.link_code]))


def qr_code(whole_address: str) -> SafeString:
    """The address as a QR code, drawn in the page."""
    drawn = segno.make(whole_address, error="m", micro=False, boost_error=True)
    # segno escapes the title; the address is in the picture alone.
    return mark_safe(drawn.svg_inline(border=2, omitsize=True, svgclass="qr", title=_("QR code of the link")))  # noqa: S308


def status_of(error: RuleBroken) -> int:
    """The answer's status where a page shows the rule's sentence in place."""
    return 429 if isinstance(error, TooMany) else 409


@contextmanager
def on_disk(file: UploadedFile[bytes]) -> Iterator[Path]:
    """A file that was sent, where it can be read by its path; gone afterwards."""
    ending = Path(file.name or "").suffix.lower()[:6]
    with NamedTemporaryFile(suffix=ending if ending[1:].isalnum() else "") as place:
        for chunk in file.chunks():
            place.write(chunk)
        place.flush()
        yield Path(place.name)
