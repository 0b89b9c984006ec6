"""Passages, claims and answers for tests, made through the services."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from titiktemu.consultation.tests.cast import opened
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import Side
from titiktemu.step2_forum.needs.models import DataNeed
from titiktemu.step2_forum.understanding.content import Content, content_of
from titiktemu.step2_forum.understanding.figures import fingerprint
from titiktemu.step2_forum.understanding.models import Passage, Wording
from titiktemu.step2_forum.understanding.services.answering import accept_figures, answer_passage
from titiktemu.step2_forum.understanding.services.claims import add_claim
from titiktemu.step2_forum.understanding.services.passages import add_passage, reword_passage

GOVERNMENT, CIVIL_SOCIETY = Side.GOVERNMENT.value, Side.CIVIL_SOCIETY.value
FIGURES: dict[str, Any] = {
    "indicator": "Sekolah yang airnya diuji tiap bulan",
    "unit": "sekolah",
    "baseline": Decimal("12.5"),
    "target": Decimal(60),
    "due_on": date(2031, 12, 31),
    "source": "Laporan dinas",
}


def written(
    actor: Actor, initiative: Initiative, side: str = "", kind: str = "solution", **told: Any
) -> Passage:
    """A passage of a side, "" of whoever leads."""
    content = Content(**{"text": "Air sekolah diuji tiap bulan.", **told})
    return add_passage(actor=actor, initiative=initiative, side=side, kind=kind, content=content)


def target(actor: Actor, initiative: Initiative, side: str = "", **told: Any) -> Passage:
    """A target with all its figures."""
    told = {"text": "Air di enam puluh sekolah diuji.", **FIGURES, **told}
    return written(actor, initiative, side, "target", **told)


def standing(passage: Passage) -> Wording:
    """The wording that stands now."""
    passage.refresh_from_db()
    return Wording.objects.get(passage=passage, number=passage.version)


def worded(actor: Actor, passage: Passage, side: str, base: int = 0, **told: Any) -> Wording:
    """The standing wording with something changed."""
    stands = standing(passage)
    return reword_passage(
        actor=actor,
        passage=passage,
        side=side,
        content=replace(content_of(stands), **told),
        base=base or stands.number,
        knows_agreed=True,
    )


def endorsed(passage: Passage, speakers: dict[str, Actor]) -> None:
    """Both sides endorse what stands, and accept its figures where there are any."""
    stands = standing(passage)
    for side, actor in speakers.items():
        answer_passage(actor=actor, passage=passage, side=side, word="endorsed", base=stands.number)
        if passage.kind == "target":
            accept_figures(actor=actor, passage=passage, side=side, figures=fingerprint(stands))


def asked_for(passage: Passage) -> DataNeed:
    """A data need behind a passage."""
    number = DataNeed.objects.filter(initiative=passage.initiative).count() + 1
    return DataNeed.objects.create(
        initiative=passage.initiative,
        number=number,
        passage=passage,
        text="Uji air per sekolah",
        asked_at=timezone.now(),
    )


def passage_arguments(
    facilitator: Actor, speakers: dict[str, Actor], initiative: Initiative, _wanted: str
) -> dict[str, Any]:
    """A target of whoever leads, with a claim of government; a consultation that may be asked again."""
    passage = target(facilitator, initiative)
    told: dict[str, Any] = {"text": "Tiga sekolah belum diuji.", "value": Decimal(3), "source": "Dinas"}
    made = add_claim(actor=speakers[GOVERNMENT], passage=passage, side=GOVERNMENT, **told)
    opened(facilitator, initiative)
    return {"passage": passage.number, "claim": made.number, "form": "csv"}
