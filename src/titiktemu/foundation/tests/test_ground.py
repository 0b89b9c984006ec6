"""Limits, the periodic tick, initiatives, regions and sectors."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from titiktemu.foundation import periodic
from titiktemu.foundation.actors import Actor, operator
from titiktemu.foundation.errors import NotAllowed, RuleBroken, TooMany
from titiktemu.foundation.limits import count_try
from titiktemu.foundation.models import AuditEntry, Initiative, PeriodicRun, RateCount
from titiktemu.foundation.regions import all_regions, regency_choices, region_name
from titiktemu.foundation.sectors import is_sensitive
from titiktemu.foundation.services.initiatives import create_initiative, edit_initiative, set_step
from titiktemu.foundation.words import Role, Side, Step, StepProgress

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
RAN: list[datetime] = []


def note(now):
    RAN.append(now)


def fail(now):
    raise ZeroDivisionError


@pytest.fixture
def one_job(settings):
    RAN.clear()
    settings.PERIODIC = {"note": (f"{__name__}.note", 60)}


# --- limits -----------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_tries_are_counted_by_purpose_and_key_and_forgotten_with_the_window():
    with time_machine.travel(NOW, tick=False) as clock:
        for _try in range(3):
            count_try("code", "a", most=3, per=timedelta(minutes=10))
        with pytest.raises(TooMany):
            count_try("code", "a", most=3, per=timedelta(minutes=10))
        count_try("code", "b", most=3, per=timedelta(minutes=10))
        count_try("join", "a", most=3, per=timedelta(minutes=10))
        clock.shift(600)
        count_try("code", "a", most=3, per=timedelta(minutes=10))


@pytest.mark.django_db
def test_old_counts_are_tidied_away_and_fresh_ones_kept():
    RateCount.objects.create(key="old", window=NOW - timedelta(days=2), count=1)
    RateCount.objects.create(key="new", window=NOW, count=1)
    periodic.tidy(NOW)
    assert list(RateCount.objects.values_list("key", flat=True)) == ["new"]


# --- the tick ---------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_job_runs_when_it_is_due_and_not_before(one_job):
    assert periodic.run_due(NOW) == ["note"]
    assert periodic.run_due(NOW + timedelta(seconds=59)) == []
    assert periodic.run_due(NOW + timedelta(seconds=60)) == ["note"]
    assert [NOW, NOW + timedelta(seconds=60)] == RAN


@pytest.mark.django_db
def test_a_job_that_fails_does_not_hold_up_the_others(settings, one_job):
    settings.PERIODIC = {"fail": (f"{__name__}.fail", 60), **settings.PERIODIC}
    assert periodic.run_due(NOW) == ["note"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_run_the_same_turn_twice(one_job):
    PeriodicRun.objects.create(job="note", last_run=NOW)
    together = threading.Barrier(4)

    def work(_worker):
        together.wait()
        try:
            return periodic.run_due(NOW + timedelta(seconds=60))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        ran = list(workers.map(work, range(4)))
    assert sorted(ran) == [[], [], [], ["note"]]
    assert len(RAN) == 1


# --- initiatives ------------------------------------------------------------------------------------------


def test_a_new_initiative_has_five_steps_three_lists_and_its_maker_as_facilitator(facilitator):
    made = create_initiative(actor=facilitator, title="Air bersih")
    assert [state.step for state in made.steps.all()] == list(Step)
    assert {roster.side for roster in made.rosters.all()} == {
        Side.GOVERNMENT,
        Side.CIVIL_SOCIETY,
        Side.OTHER,
    }
    place = made.participations.get()
    assert (place.user, place.role, place.side) == (facilitator.user, Role.FACILITATOR, "")
    assert not made.is_public


def test_initiatives_of_one_title_have_addresses_of_their_own(administrator):
    slugs = {create_initiative(actor=administrator, title="Air bersih").slug for _time in range(3)}
    assert slugs == {"air-bersih", "air-bersih-2", "air-bersih-3"}
    assert create_initiative(actor=administrator, title="水").slug == "inisiatif"


def test_nobody_of_a_side_makes_an_initiative(person, stranger):
    for actor in (person(Side.GOVERNMENT, Role.LEADER), person(Side.CITIZENS, Role.PARTICIPANT), stranger):
        with pytest.raises(NotAllowed):
            create_initiative(actor=actor, title="Air bersih")
    assert Initiative.objects.count() == 1


def test_whoever_makes_an_initiative_has_an_account_or_the_server(facilitator, initiative):
    without_account = Actor(participations=facilitator.participations)
    with pytest.raises(RuleBroken, match="by e-mail first"):
        create_initiative(actor=without_account, title="Air bersih")
    assert create_initiative(actor=operator(), title="Air bersih").participations.count() == 0


def test_an_edit_is_recorded_by_the_names_of_the_fields_only(facilitator, initiative):
    edit_initiative(actor=facilitator, initiative=initiative, purpose="Rahasia kita", title="Baru")
    assert AuditEntry.objects.last().detail == {"fields": ["purpose", "title"]}


def test_steps_are_an_order_and_not_a_lock(facilitator, initiative):
    with time_machine.travel(NOW, tick=False):
        state = set_step(actor=facilitator, initiative=initiative, step=5, progress=StepProgress.DONE)
        assert state.done_on == state.started_on == timezone.localdate()
        state = set_step(actor=facilitator, initiative=initiative, step=5, progress=StepProgress.UNDER_WAY)
        assert state.done_on is None
        assert state.started_on == timezone.localdate()


# --- tables -----------------------------------------------------------------------------------------------


def test_regions_are_complete_and_every_one_lies_in_another():
    regions = all_regions()
    assert sum(code.count(".") == 0 for code in regions) == 38
    assert sum(code.count(".") == 1 for code in regions) == 514
    assert all(not one.parent_code or one.parent_code in regions for one in regions.values())
    assert len(regency_choices()) == 38
    assert sum(len(group) for _province, group in regency_choices()) == 514 + 38


def test_a_region_is_named_with_those_around_it():
    assert region_name("35.10") == "Kabupaten Banyuwangi, Jawa Timur"
    assert region_name("31") == "DKI Jakarta"
    assert region_name("34") == "Daerah Istimewa Yogyakarta"
    assert region_name("99.01") == "99.01, 99"


def test_health_is_sensitive_roads_are_not_and_the_unknown_is():
    assert is_sensitive("1.02")
    assert not is_sensitive("1.03")
    assert is_sensitive("9.99")
    assert not is_sensitive("")
