"""The packed store: the same as the database after whatever happened, and whole again after a crash."""

import subprocess
import sys
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from titiktemu.consultation import vote_store
from titiktemu.consultation.models import Consultation, DrawnMap, Vote
from titiktemu.consultation.services.voting import cast_vote
from titiktemu.consultation.tasks import ask_for_map
from titiktemu.consultation.tests.cast import AGREE, DISAGREE, PASS, keep_votes, members, opened, vote
from titiktemu.consultation.vote_store import forget, is_sound, read_votes, rebuild
from titiktemu.foundation.models import Participant
from titiktemu.foundation.words import Side

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultation(facilitator, initiative):
    return opened(facilitator, initiative, 3)


@pytest.fixture
def people(consultation, person):
    return members(person, Side.CITIZENS, 5)


def in_database(consultation):
    rows = Vote.objects.filter(statement__consultation=consultation)
    return sorted(rows.values_list("participant", "statement", "answer"))


def in_store(consultation):
    votes = read_votes(consultation)
    columns = (votes.participants, votes.statements, votes.answers)
    return list(zip(*(column.tolist() for column in columns), strict=True))


kinds = st.sampled_from(["vote", "vote", "vote", "erase", "read"])
acts = st.lists(
    st.tuples(kinds, st.integers(0, 4), st.integers(1, 3), st.sampled_from([-1, 0, 1])), max_size=14
)


@given(acts)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happens_the_store_holds_what_the_database_holds(consultation, people, acts):
    Vote.objects.all().delete()
    forget(consultation)
    statements = {one.number: one for one in consultation.statements.all()}
    for what, who, number, answer in acts:
        if what == "vote":
            Vote.objects.filter(
                statement=statements[number], participant=people[who].participants[0]
            ).delete()
            keep_votes([people[who]], statements[number], [answer])
        elif what == "erase":
            Vote.objects.filter(participant=people[who].participants[0]).delete()
        else:
            assert in_store(consultation) == in_database(consultation)
    assert in_store(consultation) == in_database(consultation)


def test_a_changed_answer_counts_once_and_the_later_one(consultation, people):
    statement = consultation.statements.get(number=1)
    vote(people, statement, [AGREE] * 5)
    in_store(consultation)
    cast_vote(actor=people[0], statement=statement, answer=DISAGREE)
    assert in_store(consultation) == in_database(consultation)
    assert is_sound(consultation)


def test_what_a_crash_left_behind_is_cut_off_at_every_byte(consultation, people):
    statement = consultation.statements.get(number=1)
    vote(people[:3], statement, [AGREE, PASS, DISAGREE])
    in_store(consultation)
    rows, head = (vote_store._path(consultation, kind) for kind in ("rows", "json"))
    whole, told = rows.read_bytes(), head.read_bytes()
    vote(people[3:], statement, [AGREE, AGREE])
    expected = in_database(consultation)
    torn = np.zeros(1, vote_store.ROW).tobytes()
    for length in range(len(torn)):
        rows.write_bytes(whole + torn[:length])
        head.write_bytes(told)
        assert in_store(consultation) == expected


def test_a_damaged_file_is_found_and_made_anew(consultation, people):
    vote(people, consultation.statements.get(number=1), [AGREE] * 5)
    in_store(consultation)
    path = vote_store._path(consultation, "rows")
    damaged = bytearray(path.read_bytes())
    damaged[-1] ^= 0xFF
    path.write_bytes(damaged)
    assert not is_sound(consultation)
    assert in_store(consultation) == in_database(consultation)
    assert is_sound(consultation)
    path.unlink()
    assert in_store(consultation) == in_database(consultation)


def test_the_files_are_private(consultation, people):
    vote(people, consultation.statements.get(number=1), [AGREE] * 5)
    rebuild(consultation)
    path = vote_store._path(consultation, "rows")
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


def test_a_hundred_votes_leave_one_drawing_waiting(
    consultation, person, monkeypatch, django_capture_on_commit_callbacks
):
    asked = []
    stub = SimpleNamespace(enqueue=asked.append)
    monkeypatch.setattr("titiktemu.consultation.tasks.redraw_map", stub)
    statement = consultation.statements.get(number=1)
    with django_capture_on_commit_callbacks(execute=True):
        vote(members(person, Side.CITIZENS, 30), statement, [AGREE] * 30)
    assert len(asked) <= 1
    assert Consultation.objects.get(pk=consultation.pk).map_due_at is not None


def test_after_a_drawing_the_next_may_be_asked_for(consultation, people, django_capture_on_commit_callbacks):
    vote(people, consultation.statements.get(number=1), [AGREE] * 5)
    Consultation.objects.update(map_due_at=None)
    with django_capture_on_commit_callbacks(execute=True):
        ask_for_map(consultation)
    assert DrawnMap.objects.get(consultation=consultation).content["voters"] == 5
    assert Consultation.objects.get(pk=consultation.pk).map_due_at is None


def test_erased_people_are_gone_from_the_store(consultation, people):
    vote(people, consultation.statements.get(number=1), [AGREE] * 5)
    in_store(consultation)
    Participant.objects.filter(pk=people[0].participants[0].pk).delete()
    assert in_store(consultation) == in_database(consultation)
    assert len(read_votes(consultation)) == 4


def test_a_web_process_loads_no_compiled_loops():
    code = (
        "import sys, titiktemu.config.wsgi as one; from django.urls import get_resolver;"
        " get_resolver().url_patterns; sys.exit('numba' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=120).returncode == 0
