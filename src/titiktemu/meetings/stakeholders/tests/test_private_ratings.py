"""What a group says of stakeholders is seen by nobody else: compared byte for byte, with and without."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse

from titiktemu.foundation.models import AuditEntry
from titiktemu.foundation.words import Role, Side
from titiktemu.meetings.stakeholders.models import StakeholderRating
from titiktemu.meetings.stakeholders.services.inviting import invite_stakeholders
from titiktemu.meetings.stakeholders.services.linking import link_stakeholders
from titiktemu.meetings.stakeholders.services.register import remove_stakeholder
from titiktemu.meetings.stakeholders.tests.mapping import CIVIL_SOCIETY, GOVERNMENT, put, rate
from titiktemu.meetings.tests.gathering import planned

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
RANDOM = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')


@pytest.fixture(autouse=True)
def frozen():
    """One moment for everything, so that no two files differ by their time."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def everybody(person, official, activist, facilitator, administrator, observer):
    """Each of the cast, by name."""
    return {
        "official": official,
        "activist": activist,
        "facilitator": facilitator,
        "administrator": administrator,
        "observer": observer,
        "expert": person(Side.OTHER, Role.REPRESENTATIVE),
    }


@pytest.fixture
def mapped(initiative, official, activist, facilitator):
    """Three on the map, two linked, one of them taken off; and a meeting."""
    rows = [
        put(official, initiative),
        put(activist, initiative, "Ibu", "community"),
        put(official, initiative, "PDAM", "private"),
        put(facilitator, initiative, "Radio", "media"),
    ]
    link_stakeholders(
        actor=official,
        initiative=initiative,
        side=GOVERNMENT,
        first=rows[0],
        second=rows[1],
        tie="funds",
    )
    return rows, planned(facilitator, initiative, starts_at=NOW + timedelta(days=9), is_public=True)


def addresses(initiative, meeting):
    """Every page and file of the room, and those of other rooms on which something might be left."""
    slug, number = initiative.slug, meeting.number
    room = [
        *((name, []) for name in ("index", "create", "ratings", "links")),
        *(("stakeholder", [one]) for one in range(1, 5)),
        *(("rate", [one]) for one in range(1, 5)),
        ("meeting", [number]),
        *(("file", [form]) for form in ("csv", "xlsx")),
    ]
    found = [reverse(f"stakeholders:{name}", args=[slug, *more]) for name, more in room]
    found += [reverse(f"meetings:{name}", args=[slug, number]) for name in ("home", "people", "makeup")]
    found += [reverse(f"web:{name}", args=[slug]) for name in ("initiative", "audit", "rosters")]
    found.append(reverse("web:audit", args=[slug]) + "?periksa=1")
    return [*found, reverse("web:step", args=[slug, 2]), reverse("meetings:index", args=[slug])]


def read(browser, initiative, meeting):
    """All that somebody gets: status, headers and bytes of every address, and of looking at what if."""
    told = {}
    for address in addresses(initiative, meeting):
        answer = browser.get(address)
        told[address] = answer.status_code, dict(answer.headers), RANDOM.sub(b"", answer.content)
    address = reverse("stakeholders:meeting", args=[initiative.slug, meeting.number])
    answer = browser.post(address, {"do": "look", "chosen": ["1", "4"]})
    told["look"] = answer.status_code, RANDOM.sub(b"", answer.content)
    return told


def afterwards(outsider, facilitator, rows, meeting):
    """What people do later: none of it may tell that there were ratings before."""
    initiative = meeting.initiative
    invite_stakeholders(actor=facilitator, meeting=meeting, stakeholders=rows[:2])
    put(facilitator, initiative, "Kampus", "academic")
    remove_stakeholder(actor=facilitator, stakeholder=rows[2])


@pytest.mark.parametrize(
    ("rater", "outsider"),
    [
        *(("official", one) for one in ("activist", "facilitator", "administrator", "observer", "expert")),
        *(("activist", one) for one in ("official", "facilitator", "administrator")),
        *(("facilitator", one) for one in ("official", "activist", "administrator", "observer")),
    ],
)
def test_nobody_else_gets_another_byte_with_a_groups_ratings_than_without(
    initiative, mapped, everybody, client_as, rater, outsider
):
    rows, meeting = mapped
    browser = client_as(everybody[outsider])
    for group in ("official", "activist", "facilitator"):
        if group == outsider:
            rate(everybody[group], rows[1], 2, 3)
    told = []
    for with_ratings in (False, True):
        with transaction.atomic():
            if with_ratings:
                for row in rows:
                    rate(everybody[rater], row, 3, 1)
                rate(everybody[rater], rows[0], 2, 2, version=1)
            afterwards(everybody[outsider], everybody["facilitator"], rows, meeting)
            told.append(read(browser, initiative, meeting))
            transaction.set_rollback(True)
    without, with_them = told
    assert {name for name in without if without[name] != with_them[name]} == set()
    assert any(status == 200 for status, *_rest in without.values())


def test_the_own_group_does_get_others(initiative, mapped, everybody, client_as):
    rows, meeting = mapped
    browser = client_as(everybody["official"])
    before = read(browser, initiative, meeting)
    rate(everybody["official"], rows[0], 3, 1)
    after = read(browser, initiative, meeting)
    changed = {name for name in before if before[name] != after[name]}
    for name, more in (
        ("index", []),
        ("ratings", []),
        ("file", ["csv"]),
        ("stakeholder", [1]),
        ("rate", [1]),
    ):
        assert reverse(f"stakeholders:{name}", args=[initiative.slug, *more]) in changed
    assert not [one for one in changed if "pemangku" not in one]


def test_an_outsider_takes_the_same_queries_with_them_and_without(
    initiative, mapped, everybody, client_as, django_assert_num_queries
):
    rows, _meeting = mapped
    browser, address = client_as(everybody["activist"]), reverse("stakeholders:index", args=[initiative.slug])
    browser.get(address)
    for with_ratings in (False, True):
        if with_ratings:
            for row in rows:
                rate(everybody["official"], row, 3, 3)
        with django_assert_num_queries(9):
            browser.get(address)


def test_marks_of_another_group_cannot_be_asked_for(initiative, mapped, everybody, client_as):
    rows, _meeting = mapped
    rate(everybody["official"], rows[0], 3, 3)
    address = reverse("stakeholders:rate", args=[initiative.slug, 1])
    sent = {"power": "0", "interest": "0", "version": "0", "group": "government", "side": "government"}
    assert client_as(everybody["activist"]).post(address, sent).status_code == 302
    assert client_as(everybody["administrator"]).post(address, sent).status_code == 403
    marks = set(StakeholderRating.objects.values_list("group", "power", "interest"))
    assert marks == {(GOVERNMENT, 3, 3), (CIVIL_SOCIETY, 0, 0)}
    assert "rat" not in " ".join(AuditEntry.objects.values_list("action", flat=True).distinct()).split(".")
