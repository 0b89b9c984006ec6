"""The door for programs: the same results as the pages, past the same gate."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Path, Router, Schema

from titiktemu.consultation.models import Consultation
from titiktemu.consultation.plain import plain_results
from titiktemu.foundation.actors import STRANGER
from titiktemu.foundation.errors import NotAllowed
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, allows, visible_initiatives

router = Router(tags=["consultation"])


class FigureOut(Schema):
    """What may be shown of one group's answers; fields that may not be shown are empty."""

    kind: str
    n: str
    word: str | None
    share: float | None
    low: float | None
    high: float | None
    passed_share: float | None
    agree: int | None
    disagree: int | None
    passed: int | None


class NeedOut(Schema):
    """How many more votes of a side would tell; empty where no number would."""

    side: str
    votes: int | None


class CorrectedOut(Schema):
    """The share had every statement been drawn with the same probability, and its number of answers."""

    share: float
    n: int


class StatementOut(Schema):
    """One statement with its figures."""

    number: int
    text: str
    text_en: str
    state: str | None
    rejected: bool
    shown_at_close: bool
    needs: list[NeedOut]
    figures: dict[str, FigureOut]
    corrected: dict[str, CorrectedOut]
    without_alike: dict[str, FigureOut]


class GroupOut(Schema):
    """How many of a group answered anything (below 20 the bound that was reached), and how many might."""

    group: str
    voters: int
    voters_exact: bool
    electorate: int | None


class ResultsOut(Schema):
    """A consultation's results."""

    title: str
    state: str
    has_sides: bool
    figures_hidden: bool
    source: str
    licence: str
    credit: str
    groups: list[GroupOut]
    statements: list[StatementOut]


class Problem(Schema):
    """Why there is no answer."""

    detail: str


@router.get(
    "/initiatives/{slug}/consultations/{number}/results",
    response={200: ResultsOut, 403: Problem, 404: Problem},
)
def results(request: HttpRequest, slug: str, number: Annotated[int, Path(ge=1, le=32767)]) -> dict[str, Any]:
    """Results of a consultation, by the release policy."""
    actor = getattr(request, "actor", STRANGER)
    initiative = get_object_or_404(visible_initiatives(actor), slug=slug)
    found = get_object_or_404(
        Consultation.objects.select_related("initiative"), initiative=initiative, number=number
    )
    if found.state == Consultation.State.DRAFT:
        raise Http404
    if not allows(actor, Action.VIEW_RESULTS, initiative):
        raise NotAllowed(Action.VIEW_RESULTS)
    return plain_results(found)


@router.get("/initiatives", response=list[dict[str, str]])
def initiatives(request: HttpRequest) -> list[dict[str, str]]:
    """The initiatives that the asker may see."""
    actor = getattr(request, "actor", STRANGER)
    found: list[Initiative] = list(visible_initiatives(actor))
    return [
        {"slug": one.slug, "title": one.title, "sector": one.sector, "region": one.region} for one in found
    ]
