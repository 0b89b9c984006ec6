"""One more vote in a database of five million: how long until a page shows it, and until the map follows?"""

from __future__ import annotations

import os
import sqlite3
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

STATEMENTS, VOTES_EACH, TRIES = 500, 50, 200


@dataclass(frozen=True)
class Live:
    """Milliseconds of one vote and the page after it; seconds of the map without and with its stability."""

    votes: int
    p50: float
    p95: float
    map_seconds: float
    shaken_seconds: float


def measure(*, votes: int) -> Live:
    """Fill a database of its own in a temporary folder, vote, and read the results after each vote."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(
            TITIKTEMU_MODE="demo", TITIKTEMU_VAR=folder, DJANGO_SETTINGS_MODULE="titiktemu.config.settings"
        )
        import_module = __import__("importlib").import_module
        import_module("django").setup()
        return _measure(votes, Path(folder), import_module)


def _measure(votes: int, folder: Path, import_module: Any) -> Live:
    import_module("django.core.management").call_command("migrate", verbosity=0)
    consultation, people = _made(import_module, max(30, votes // VOTES_EACH))
    _fill(folder / "titiktemu.sqlite3", consultation.pk, people)
    tasks = import_module("titiktemu.consultation.tasks")
    tasks.recount_turnout(consultation)
    tasks.bring_to_gate(consultation)
    times = [_one_vote(import_module, consultation, people[at]) for at in range(min(TRIES, len(people)))]
    draw = import_module("titiktemu.consultation.mapping").draw
    import_module("titiktemu.analysis.kernels").compile_all()
    shaken = _timed(draw, consultation)  # the first time makes the store
    shaken = min(shaken, _timed(_again, import_module, consultation))
    total = import_module("titiktemu.consultation.models").Vote.objects.count()
    return Live(
        total,
        float(np.percentile(times, 50)),
        float(np.percentile(times, 95)),
        _timed(draw, consultation),
        shaken,
    )


def _again(import_module: Any, consultation: Any) -> None:
    """The map with its stability measured anew."""
    import_module("titiktemu.consultation.models").DrawnMap.objects.all().delete()
    import_module("titiktemu.consultation.mapping").draw(consultation)


def _timed(work: Any, *values: Any) -> float:
    clock = time.perf_counter()
    work(*values)
    return time.perf_counter() - clock


def _made(import_module: Any, people: int) -> tuple[Any, list[int]]:
    """An open consultation with its statements and citizens."""
    running = import_module("titiktemu.consultation.services.running")
    actor = import_module("titiktemu.foundation.actors").operator()
    initiative = import_module("titiktemu.foundation.services.initiatives").create_initiative(
        actor=actor, title="Bench", is_public=True, sector="1.01", region="35.10"
    )
    consultation = running.create_consultation(actor=actor, initiative=initiative, title="Bench")
    add = import_module("titiktemu.consultation.services.statements").add_statements
    add(actor=actor, consultation=consultation, lines=[f"Pernyataan {one}." for one in range(STATEMENTS)])
    running.open_consultation(actor=actor, consultation=consultation)
    models = import_module("titiktemu.foundation.models")
    now = import_module("django.utils.timezone").now()
    made = models.Participant.objects.bulk_create(
        (
            models.Participant(initiative=initiative, side="citizens", pseudonym=str(one), joined_at=now)
            for one in range(people)
        ),
        batch_size=5000,
    )
    return consultation, [one.pk for one in made]


def _fill(database: Path, consultation: int, people: list[int]) -> None:
    """Votes written straight into the file: what is measured is one more of them."""
    rng = np.random.default_rng(1)
    with sqlite3.connect(database) as link:
        rows = link.execute(
            "select id from consultation_statement where consultation_id = ?", (consultation,)
        )
        keys = np.array([row[0] for row in rows])
        agreement = rng.uniform(0.2, 0.8, (3, len(keys)))
        for person in people:
            chosen = rng.choice(len(keys), min(VOTES_EACH, len(keys) - 5), replace=False)
            yes = rng.random(len(chosen)) < agreement[person % 3, chosen]
            link.executemany(
                "insert into consultation_vote (statement_id, participant_id, answer, cast_at)"
                " values (?, ?, ?, '2026-01-01 00:00:00')",
                zip(
                    keys[chosen].tolist(), [person] * len(chosen), np.where(yes, 1, -1).tolist(), strict=True
                ),
            )
    link.close()


def _one_vote(import_module: Any, consultation: Any, person: int) -> float:
    """Milliseconds from a tap to the page with the counts after it."""
    voting = import_module("titiktemu.consultation.services.voting")
    models = import_module("titiktemu.consultation.models")
    participant = import_module("titiktemu.foundation.models").Participant.objects.get(pk=person)
    actor = import_module("titiktemu.foundation.actors").Actor(participants=(participant,))
    answered = models.Vote.objects.filter(participant=person).values("statement")
    statement = consultation.statements.exclude(pk__in=answered).select_related("consultation__initiative")[0]
    results = import_module("titiktemu.consultation.views.results").results
    factory = import_module("django.test").RequestFactory()
    request = factory.get("/")
    request.actor = import_module("titiktemu.foundation.actors").STRANGER
    request.session, request.htmx = {}, False
    clock = time.perf_counter()
    voting.cast_vote(actor=actor, statement=statement, answer=models.Vote.Answer.AGREE)
    answer = results(request, consultation.initiative.slug, consultation.number)
    if answer.status_code != 200:
        raise RuntimeError(answer.status_code)
    return 1000 * (time.perf_counter() - clock)
