"""What a side writes is hidden from the other until both have opened, and two who write lose nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import AuditEntry
from titiktemu.foundation.words import Role, Side, opposite
from titiktemu.step2_forum.roles.models import RoleMirror, RolePoint
from titiktemu.step2_forum.roles.queries.points import mirror_of, points_of, sees, untold_writing
from titiktemu.step2_forum.roles.services.opening import open_side, write_on
from titiktemu.step2_forum.roles.services.writing import (
    MOST_POINTS,
    Changed,
    Wording,
    edit_point,
    remove_point,
    type_paper,
)
from titiktemu.step2_forum.roles.tests.mirroring import (
    CIVIL_SOCIETY,
    GOVERNMENT,
    LAW,
    LIMIT,
    both_wrote,
    opened,
    written,
)

pytestmark = pytest.mark.django_db


def readers(mirror, side, cast):
    return {name for name, actor in cast.items() if sees(actor, mirror, side)}


def test_a_side_reads_its_own_and_those_who_lead_both_until_both_have_opened(
    initiative, speakers, official, activist, facilitator, observer, administrator, person
):
    cast = {
        "official": official,
        "colleague": person(Side.GOVERNMENT, Role.LEADER),
        "activist": activist,
        "facilitator": facilitator,
        "administrator": administrator,
        "observer": observer,
        "expert": person(Side.OTHER, Role.LEADER),
        "citizen": person(Side.CITIZENS, Role.PARTICIPANT),
    }
    leading = {"facilitator", "administrator"}
    both_wrote(initiative, speakers)
    open_side(actor=official, mirror=mirror_of(initiative), side=GOVERNMENT)
    mirror = mirror_of(initiative)
    assert readers(mirror, GOVERNMENT, cast) == leading | {"official", "colleague"}
    assert readers(mirror, CIVIL_SOCIETY, cast) == leading | {"activist"}
    open_side(actor=activist, mirror=mirror, side=CIVIL_SOCIETY)
    assert readers(mirror_of(initiative), GOVERNMENT, cast) == set(cast)


def test_numbers_are_of_the_side_so_that_no_gap_tells_how_much_the_other_writes(
    initiative, official, activist
):
    written(official, initiative, GOVERNMENT, GOVERNMENT, "Satu")
    written(activist, initiative, CIVIL_SOCIETY, GOVERNMENT, "Dua")
    second = written(official, initiative, GOVERNMENT, CIVIL_SOCIETY, "Tiga")
    assert second.number == 2


@pytest.mark.parametrize("reader", ["official", "activist", "facilitator", "observer", "administrator"])
def test_the_log_tells_nobody_how_busily_a_side_writes_before_both_have_opened(
    initiative, speakers, reader, client_as, request
):
    def log():
        actor = request.getfixturevalue(reader)
        return client_as(actor).get(reverse("web:audit", args=[initiative.slug])).text

    both_wrote(initiative, speakers)
    assert AuditEntry.objects.filter(action="roles.write").count() == 4
    assert AuditEntry.objects.filter(untold_writing(initiative)).count() == 4
    assert "A side wrote in the role mirror." not in log()
    opened(initiative, speakers)
    assert log().count("A side wrote in the role mirror.") == 4


def test_the_log_holds_counts_and_states_only(initiative, speakers, official):
    both_wrote(initiative, speakers)
    told = {"actor": official, "initiative": initiative, "side": GOVERNMENT, "about": GOVERNMENT}
    type_paper(kind="decides", lines=["Anggaran air", "Jadwal uji"], **told)
    details = [one.detail for one in AuditEntry.objects.filter(action__startswith="roles.")]
    assert details == [{"change": "added"}] * 4 + [{"points": 2}]


def test_a_side_writes_for_itself_and_who_leads_types_for_it(
    initiative, official, activist, facilitator, observer
):
    for actor, side in ((activist, GOVERNMENT), (observer, GOVERNMENT), (official, ""), (facilitator, "")):
        with pytest.raises((NotAllowed, RuleBroken)):
            written(actor, initiative, side, GOVERNMENT, "Menguji air")
    assert not written(official, initiative, GOVERNMENT, GOVERNMENT, "Menguji air").is_typed
    assert written(facilitator, initiative, GOVERNMENT, CIVIL_SOCIETY, "Mendampingi").is_typed


def test_two_who_change_a_point_lose_nothing(initiative, official):
    point = written(official, initiative, GOVERNMENT, GOVERNMENT, "Menguji air")
    edit_point(actor=official, point=point, version=1, wording=Wording("does", "Menguji air sekolah"))
    for deed in (
        lambda: edit_point(actor=official, point=point, version=1, wording=Wording("does", "Lain")),
        lambda: remove_point(actor=official, point=point, version=1),
    ):
        with pytest.raises(Changed):
            deed()
    point.refresh_from_db()
    assert (point.text, point.version, point.removed_at) == ("Menguji air sekolah", 2, None)
    remove_point(actor=official, point=point, version=2)
    assert not points_of(mirror_of(initiative)).exists()
    assert RolePoint.objects.count() == 1


@pytest.mark.parametrize("kind", ["can", "may_not"])
def test_of_ones_own_limits_the_law_is_named_or_said_to_be_missing(initiative, official, kind):
    told = (official, initiative, GOVERNMENT)
    with pytest.raises(RuleBroken, match="law and article"):
        written(*told, GOVERNMENT, LIMIT, kind)
    assert written(*told, GOVERNMENT, LIMIT, kind, basis=LAW).basis_words == f"Legal basis: {LAW}"
    other = written(*told, GOVERNMENT, "Lain", kind, has_no_basis=True)
    assert other.basis_words == "Legal basis: there is none."
    # Of the other side nobody has to know it.
    assert written(*told, CIVIL_SOCIETY, LIMIT, kind).basis_words == "Legal basis: not told yet"
    with pytest.raises(RuleBroken, match="Keep one of the two"):
        written(*told, GOVERNMENT, "Ketiga", kind, basis=LAW, has_no_basis=True)


@pytest.mark.parametrize(
    ("text", "why"), [("", "needs words"), (" … ", "needs words"), ("a" * 301, "at most 300 letters")]
)
def test_points_have_words_and_an_end(initiative, official, text, why):
    with pytest.raises(RuleBroken, match=why):
        written(official, initiative, GOVERNMENT, GOVERNMENT, text)
    assert not RolePoint.objects.exists()
    assert not RoleMirror.objects.exists()


def test_nothing_is_written_twice(initiative, official):
    written(official, initiative, GOVERNMENT, GOVERNMENT, "Menguji  air!")
    with pytest.raises(RuleBroken, match="there already"):
        written(official, initiative, GOVERNMENT, GOVERNMENT, "menguji air")
    written(official, initiative, GOVERNMENT, CIVIL_SOCIETY, "menguji air")


def test_paper_is_typed_line_by_line_and_what_is_there_is_left(initiative, facilitator):
    told = {"actor": facilitator, "initiative": initiative, "side": CIVIL_SOCIETY, "about": CIVIL_SOCIETY}
    made = type_paper(
        kind="may_not", lines=["Membuka nama ibu", "membuka nama ibu.", "Menarik biaya"], **told
    )
    assert [one.text for one in made] == ["Membuka nama ibu", "Menarik biaya"]
    assert {one.basis_words for one in made} == {"Legal basis: not told yet"}
    assert all(one.is_typed for one in made)
    assert type_paper(kind="may_not", lines=["Menarik biaya"], **told) == []
    with pytest.raises(RuleBroken, match="at most 200 points"):
        type_paper(kind="does", lines=[f"Baris {number}" for number in range(MOST_POINTS)], **told)
    assert RolePoint.objects.count() == 2


def test_a_side_opens_when_it_wrote_of_itself_and_of_the_other(initiative, official, activist, facilitator):
    with pytest.raises(RuleBroken, match="Nobody has written"):
        open_side(actor=official, mirror=mirror_of(initiative), side=GOVERNMENT)
    written(official, initiative, GOVERNMENT, GOVERNMENT, "Menguji air")
    with pytest.raises(RuleBroken, match="at least one point"):
        open_side(actor=official, mirror=mirror_of(initiative), side=GOVERNMENT)
    written(official, initiative, GOVERNMENT, CIVIL_SOCIETY, "Mendampingi")
    for actor in (activist, facilitator):
        with pytest.raises(NotAllowed):
            open_side(actor=actor, mirror=mirror_of(initiative), side=GOVERNMENT)
    assert open_side(actor=official, mirror=mirror_of(initiative), side=GOVERNMENT).is_ready(GOVERNMENT)
    assert not write_on(actor=official, mirror=mirror_of(initiative), side=GOVERNMENT).is_ready(GOVERNMENT)
    assert not mirror_of(initiative).is_open


def test_after_both_have_opened_nobody_changes_what_was_written_apart(initiative, speakers, official):
    points = both_wrote(initiative, speakers)
    mirror = opened(initiative, speakers)
    point = points[GOVERNMENT]
    for deed in (
        lambda: written(official, initiative, GOVERNMENT, GOVERNMENT, "Lagi"),
        lambda: edit_point(actor=official, point=point, version=1, wording=Wording("does", "Lain")),
        lambda: remove_point(actor=official, point=point, version=1),
        lambda: open_side(actor=official, mirror=mirror, side=GOVERNMENT),
        lambda: write_on(actor=official, mirror=mirror, side=GOVERNMENT),
    ):
        with pytest.raises(RuleBroken, match="have opened"):
            deed()


deeds = st.lists(
    st.tuples(st.sampled_from([GOVERNMENT, CIVIL_SOCIETY]), st.sampled_from(["own", "belief", "open", "on"])),
    max_size=8,
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds)
def test_whatever_is_done_in_whatever_order_a_side_alone_opens_nothing(
    initiative, speakers, observer, official, activist, deeds
):
    RoleMirror.objects.all().delete()
    wrote, ready, is_open = {GOVERNMENT: set(), CIVIL_SOCIETY: set()}, set(), False
    for number, (side, deed) in enumerate(deeds):
        try:
            if deed in {"own", "belief"}:
                about = side if deed == "own" else opposite(side).value
                written(speakers[side], initiative, side, about, f"Butir {number}")
                wrote[side].add(deed)
            else:
                service = open_side if deed == "open" else write_on
                service(actor=speakers[side], mirror=mirror_of(initiative), side=side)
                ready = ready | {side} if deed == "open" else ready - {side}
        except RuleBroken:
            may_open = deed == "open" and wrote[side] == {"own", "belief"} and not is_open
            assert not may_open
        is_open = is_open or ready == {GOVERNMENT, CIVIL_SOCIETY}
        mirror = mirror_of(initiative)
        assert mirror.is_open == is_open
        assert sees(official, mirror, CIVIL_SOCIETY) == sees(activist, mirror, GOVERNMENT) == is_open
        assert sees(observer, mirror, GOVERNMENT) == is_open


def test_whoever_writes_waits_for_whoever_opens(initiative, official):
    written(official, initiative, GOVERNMENT, GOVERNMENT, "Menguji air")
    with CaptureQueriesContext(connection) as asked:
        written(official, initiative, GOVERNMENT, GOVERNMENT, "Mencatat hasilnya")
    if connection.features.has_select_for_update:
        assert any("rolemirror" in one["sql"] and "FOR UPDATE" in one["sql"] for one in asked)
