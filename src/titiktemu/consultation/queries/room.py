"""What a room follows live: who has joined, and a short mark that changes when something changed."""

import hashlib

from django.db.models import Count

from titiktemu.candour import gate
from titiktemu.consultation.models import Consultation
from titiktemu.consultation.queries import TOPIC, groups_of, shown_statements
from titiktemu.consultation.queries.veil import is_veiled
from titiktemu.foundation.models import Participant


def joined_by_side(consultation: Consultation) -> dict[str, int]:
    """How many people of each group that has a vote have joined the initiative."""
    rows = Participant.objects.filter(initiative=consultation.initiative).values_list("side")
    joined = dict(rows.annotate(people=Count("pk")))
    return {str(group): joined.get(str(group), 0) for group in groups_of(consultation)}


def state_words(consultation: Consultation) -> str:
    """The state as a resting page knows it: "open veiled", "closed shown"."""
    return f"{consultation.state} {'veiled' if is_veiled(consultation) else 'shown'}"


def mark_of(consultation: Consultation, *more: object) -> str:
    """A mark that changes with the state, the statements and the released figures, and with nothing else.

    While figures are hidden they are no part of it, or the mark would tell when votes come in.
    """
    keys = list(shown_statements(consultation).values_list("pk", flat=True))
    figures = None if is_veiled(consultation) else gate.latest(TOPIC, keys)
    told = (
        consultation.pk,
        consultation.state,
        consultation.results_hidden,
        consultation.timer_ends_at,
        len(keys),
        figures,
        *more,
    )
    return hashlib.sha256(repr(told).encode()).hexdigest()[:20]
