"""The demo's votes before and after the discussion: six statements, asked twice. All of it is invented."""

from datetime import timedelta
from typing import Final

import numpy as np
from django.utils import timezone

from titiktemu.consultation.models import Consultation, Vote
from titiktemu.consultation.services.again import ask_again
from titiktemu.consultation.services.running import (
    close_consultation,
    create_consultation,
    edit_consultation,
    open_consultation,
)
from titiktemu.consultation.services.statements import add_statement
from titiktemu.consultation.tasks import bring_to_gate, recount_turnout
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative, Participant
from titiktemu.foundation.words import BOTH_SIDES, Side
from titiktemu.step2_forum.understanding.services.votes import choose_rounds

SEED: Final = 20261129
ANSWERING, PASSING = 0.9, 0.06
STATEMENTS: Final = (
    # Indonesian, English, how government and civil society lean before, and how after
    ("Hasil tes perlu sampai ke ibu dalam tujuh hari.",
     "Test results should reach the mother within seven days.", (0.55, 0.92), (0.95, 0.96)),
    ("Jumlah tes per desa boleh dibuka tiap triwulan, tanpa nama.",
     "The number of tests by village may be opened every quarter, without names.",
     (0.25, 0.85), (0.90, 0.92)),
    ("Relawan boleh mendampingi ibu bila ibu itu memintanya.",
     "Volunteers may accompany a mother if she asks for it.", (0.80, 0.95), (0.92, 0.95)),
    ("Kekurangan alat tes adalah sebab utama ibu pulang tanpa dites.",
     "Missing test kits are the main reason why mothers go home untested.", (0.30, 0.85), (0.35, 0.55)),
    ("Organisasi masyarakat sipil boleh melihat stok alat tes tiap puskesmas.",
     "Civil-society organisations may see each health centre's stock of test kits.",
     (0.35, 0.92), (0.60, 0.92)),
    ("Dinas perlu menjawab laporan warga dalam tiga hari kerja.",
     "The office should answer citizens' reports within three working days.", (0.30, 0.95), (0.35, 0.90)),
)  # fmt: skip
TITLES: Final = (
    ("Apa yang kita tuju bersama? Suara sebelum forum (rekaan)",
     "What do we aim for together? Votes before the forum (invented)"),
    ("Apa yang kita tuju bersama? Suara sesudah forum (rekaan)",
     "What do we aim for together? Votes after the forum (invented)"),
)  # fmt: skip


def tell_votes(initiative: Initiative, facilitator: Actor) -> None:
    """Both rounds, voted on by those of both lists who have joined, closed, and laid beside each other."""
    rng = np.random.default_rng(SEED)
    before = create_consultation(
        actor=facilitator,
        initiative=initiative,
        title=TITLES[0][0],
        title_en=TITLES[0][1],
        citizens_vote=False,
    )
    for text, text_en, _before, _after in STATEMENTS:
        add_statement(actor=facilitator, consultation=before, text=text, text_en=text_en)
    _voted(before, facilitator, rng, 0, days=21)
    after = ask_again(actor=facilitator, consultation=before)
    edit_consultation(actor=facilitator, consultation=after, title=TITLES[1][0], title_en=TITLES[1][1])
    _voted(after, facilitator, rng, 1, days=3)
    choose_rounds(actor=facilitator, initiative=initiative, before=before, after=after)


def _voted(
    consultation: Consultation, facilitator: Actor, rng: np.random.Generator, place: int, days: int
) -> None:
    open_consultation(actor=facilitator, consultation=consultation)
    now = timezone.now() - timedelta(days=days)
    people = Participant.objects.filter(initiative=consultation.initiative, side__in=BOTH_SIDES)
    votes = []
    for person in people.order_by("pk"):
        for statement, told in zip(consultation.statements.order_by("number"), STATEMENTS, strict=True):
            leaning = told[2 + place][0 if person.side == Side.GOVERNMENT else 1]
            answers, agrees, passes = rng.random(3)
            answer = Vote.Answer.AGREE if agrees < leaning else Vote.Answer.DISAGREE
            answer = Vote.Answer.PASS if passes < PASSING else answer
            if answers < ANSWERING:
                votes.append(Vote(statement=statement, participant=person, answer=answer, cast_at=now))
    Vote.objects.bulk_create(votes)
    recount_turnout(consultation)
    bring_to_gate(consultation)
    close_consultation(actor=facilitator, consultation=consultation)
    consultation.opened_at, consultation.closed_at = now - timedelta(days=2), now + timedelta(days=1)
    consultation.save(update_fields=["opened_at", "closed_at"])
