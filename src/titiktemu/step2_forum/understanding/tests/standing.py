"""Passages as they stand, for the tests of what is made of them: rows alone, no service of the passages."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import BOTH_SIDES
from titiktemu.step2_forum.understanding.figures import fingerprint
from titiktemu.step2_forum.understanding.models import Acceptance, Claim, Passage, Stance, Wording

FIGURES: dict[str, Any] = {
    "indicator": "Sekolah dengan air yang aman",
    "unit": "sekolah",
    "baseline": Decimal(12),
    "baseline_on": date(2026, 1, 31),
    "target": Decimal(60),
    "due_on": date(2027, 12, 31),
    "source": "Uji air Dinas Kesehatan, 2026",
}


def passage(
    initiative: Initiative, kind: str, text: str = "Air sekolah diuji tiap bulan.", **told: Any
) -> Wording:
    """A passage in its first wording."""
    number = Passage.objects.filter(initiative=initiative).count() + 1
    made = Passage.objects.create(initiative=initiative, number=number, kind=kind)
    return Wording.objects.create(passage=made, number=1, text=text, written_at=timezone.now(), **told)


def target(initiative: Initiative, **told: Any) -> Wording:
    """A target with its figures."""
    return passage(initiative, "target", **{"text": "Air semua sekolah aman.", **FIGURES, **told})


def amended(wording: Wording, side: str, text: str = "Air sekolah diuji tiap pekan.") -> Wording:
    """Another wording that waits beside the one that stands."""
    number = wording.passage.wordings.count() + 1
    told = {"number": number, "base": wording.number, "side": side, "is_beside": True, "text": text}
    return Wording.objects.create(passage=wording.passage, written_at=timezone.now(), **told)


def endorsed(wording: Wording, *sides: str) -> None:
    """Sides that endorse it, with its figures; both where none is named."""
    now, figures = timezone.now(), fingerprint(wording)
    for side in sides or tuple(str(one) for one in BOTH_SIDES):
        Stance.objects.create(wording=wording, side=side, word="endorsed", said_at=now)
        if figures:
            told = {"passage": wording.passage, "side": side, "figures": figures}
            Acceptance.objects.get_or_create(**told, defaults={"accepted_at": now})


def disputed(wording: Wording, side: str) -> Stance:
    """A side disputes it, says why, and which data would settle it."""
    return Stance.objects.create(
        wording=wording,
        side=side,
        word="disputed",
        reason="Pipa lama tidak dihitung.",
        query="Umur pipa per sekolah",
        said_at=timezone.now(),
    )


def claim(wording: Wording, text: str = "Sepertiga sekolah tidak pernah diuji.", **told: Any) -> Claim:
    """A claim of the passage."""
    number = wording.passage.claims.count() + 1
    return Claim.objects.create(
        passage=wording.passage, number=number, text=text, made_at=timezone.now(), **told
    )
