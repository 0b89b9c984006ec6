"""Stakeholders are put on the map by both sides, linked in told ways, and taken off without a loss."""

from datetime import timedelta

import pytest
from django.utils import timezone

from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import AuditEntry
from titiktemu.foundation.words import Role, Side
from titiktemu.meetings.stakeholders.models import Stakeholder, StakeholderLink
from titiktemu.meetings.stakeholders.queries.ratings import group_of, own_rating
from titiktemu.meetings.stakeholders.queries.register import (
    links_of,
    removed_stakeholders,
    sees_map,
    stakeholders_of,
)
from titiktemu.meetings.stakeholders.services.linking import link_stakeholders, unlink_stakeholders
from titiktemu.meetings.stakeholders.services.rating import Said, rate_as_leading, rate_for_side
from titiktemu.meetings.stakeholders.services.register import (
    Changed,
    change_stakeholder,
    remove_stakeholder,
    restore_stakeholder,
)
from titiktemu.meetings.stakeholders.tasks import forget_contacts
from titiktemu.meetings.stakeholders.tests.mapping import CIVIL_SOCIETY, GOVERNMENT, put, rate

pytestmark = pytest.mark.django_db


def test_both_sides_and_those_who_lead_put_somebody_on_the_map(initiative, official, activist, facilitator):
    made = [put(official, initiative), put(activist, initiative, "Kelompok Ibu", "community")]
    made.append(put(facilitator, initiative, "Radio Pesisir", "media"))
    assert list(stakeholders_of(initiative)) == made
    assert [(one.number, one.side) for one in made] == [(1, GOVERNMENT), (2, CIVIL_SOCIETY), (3, "")]


def test_nobody_writes_for_another_group(initiative, person, official, activist, observer):
    row = put(official, initiative)
    expert = person(Side.OTHER, Role.REPRESENTATIVE)
    for who, side in ((official, CIVIL_SOCIETY), (official, ""), (observer, ""), (expert, Side.OTHER.value)):
        with pytest.raises(NotAllowed):
            put(who, initiative, "Lain", side=side)
    with pytest.raises(NotAllowed):
        change_stakeholder(actor=activist, stakeholder=row, version=1, name="Lain")
    with pytest.raises(NotAllowed):
        remove_stakeholder(actor=activist, stakeholder=row)


def test_the_map_is_for_both_sides_and_those_who_lead(
    initiative, person, official, activist, facilitator, administrator, observer, citizen, stranger
):
    inside = (official, activist, facilitator, administrator)
    expert = person(Side.OTHER, Role.REPRESENTATIVE)
    assert all(sees_map(one, initiative) for one in inside)
    assert not any(sees_map(one, initiative) for one in (observer, expert, citizen, stranger))


def test_the_same_name_stands_on_the_map_once(initiative, official, activist):
    row = put(official, initiative)
    with pytest.raises(RuleBroken, match="stands on the map already"):
        put(activist, initiative, "dinas AIR", "opd")
    remove_stakeholder(actor=official, stakeholder=row)
    put(activist, initiative, "Dinas Air", "opd")
    with pytest.raises(RuleBroken, match="stands on the map already"):
        restore_stakeholder(actor=official, stakeholder=row)


def test_only_people_and_organisations_of_the_lists_are_named(
    initiative, make_initiative, person, official, activist
):
    place = activist.place_in(initiative)
    row = put(official, initiative, "Yayasan", "oms", place=place, organisation=place.organisation)
    assert row.invited_as == CIVIL_SOCIETY
    elsewhere = person(
        Side.GOVERNMENT, Role.REPRESENTATIVE, initiative=make_initiative("Lain")
    ).participations[0]
    with pytest.raises(RuleBroken, match="on a list of this initiative"):
        put(official, initiative, "Kantor", place=elsewhere)
    with pytest.raises(RuleBroken, match="somebody of a list speaks for"):
        put(official, initiative, "Kantor", organisation=elsewhere.organisation)


def test_of_two_who_change_at_once_the_second_sees_what_the_first_wrote(initiative, official):
    row = put(official, initiative)
    change_stakeholder(actor=official, stakeholder=row, version=1, note="Mengelola sumur.")
    with pytest.raises(Changed):
        change_stakeholder(actor=official, stakeholder=row, version=1, note="Lain.")
    row.refresh_from_db()
    assert (row.note, row.version) == ("Mengelola sumur.", 2)


def test_taking_off_keeps_what_the_other_side_said_and_its_links(initiative, official, activist):
    row, other = put(official, initiative), put(activist, initiative, "Warga", "citizens")
    link_stakeholders(
        actor=activist, initiative=initiative, side=CIVIL_SOCIETY, first=row, second=other, tie="conflict"
    )
    rate(activist, row, 3, 1)
    remove_stakeholder(actor=official, stakeholder=row)
    assert list(removed_stakeholders(initiative)) == [row]
    assert not links_of(initiative)
    assert own_rating(CIVIL_SOCIETY, row).power == 3
    restore_stakeholder(actor=official, stakeholder=row)
    assert links_of(initiative).get().first in (row, other)
    assert own_rating(CIVIL_SOCIETY, row).interest == 1
    with pytest.raises(RuleBroken):
        restore_stakeholder(actor=official, stakeholder=row)


def test_a_contact_is_in_no_log_and_goes_with_the_row(initiative, official):
    row = put(official, initiative, contact="0800 1234 5678")
    change_stakeholder(actor=official, stakeholder=row, version=1, contact="0800 9999")
    remove_stakeholder(actor=official, stakeholder=row)
    row.refresh_from_db()
    assert row.contact == ""
    said = str(list(AuditEntry.objects.values()))
    assert "0800" not in said
    assert "Dinas Air" not in said


def test_contacts_are_forgotten_some_months_after_the_initiative_has_ended(initiative, official):
    put(official, initiative, contact="0800 1")
    today = timezone.now()
    for days, kept in ((None, 1), (89, 1), (92, 0)):
        initiative.ends_on = days and (today - timedelta(days=days)).date()
        initiative.save()
        forget_contacts(today)
        assert Stakeholder.objects.exclude(contact="").count() == kept


def test_links_have_a_direction_where_their_kind_has_one(initiative, official):
    first, second = put(official, initiative), put(official, initiative, "PDAM", "private")
    told = {"actor": official, "initiative": initiative, "side": GOVERNMENT}
    link_stakeholders(**told, first=second, second=first, tie="funds")
    link_stakeholders(**told, first=first, second=second, tie="funds")
    with pytest.raises(RuleBroken, match="in this way already"):
        link_stakeholders(**told, first=first, second=second, tie="funds")
    both_ways = link_stakeholders(**told, first=second, second=first, tie="cooperates")
    assert both_ways.first == first
    with pytest.raises(RuleBroken, match="in this way already"):
        link_stakeholders(**told, first=first, second=second, tie="cooperates")
    with pytest.raises(RuleBroken, match="two different"):
        link_stakeholders(**told, first=first, second=first, tie="advises")


def test_a_link_is_taken_off_by_its_own_side_or_those_who_lead(initiative, official, activist, facilitator):
    first, second = put(official, initiative), put(official, initiative, "PDAM", "private")
    told = {"initiative": initiative, "first": first, "second": second}
    link = link_stakeholders(actor=official, side=GOVERNMENT, tie="funds", **told)
    with pytest.raises(NotAllowed):
        unlink_stakeholders(actor=activist, link=link)
    unlink_stakeholders(actor=facilitator, link=link)
    with pytest.raises(RuleBroken):
        unlink_stakeholders(actor=facilitator, link=link)
    link_stakeholders(actor=official, side=GOVERNMENT, tie="funds", **told)
    assert StakeholderLink.objects.filter(removed_at=None).count() == 1
    remove_stakeholder(actor=official, stakeholder=first)
    with pytest.raises(RuleBroken, match="stand on the map"):
        link_stakeholders(actor=official, side=GOVERNMENT, tie="advises", **told)


def test_each_group_rates_for_itself_alone(initiative, official, activist, facilitator, administrator):
    row = put(official, initiative)
    for who, marks in ((official, (3, 3)), (activist, (1, 2)), (facilitator, (2, 0))):
        rate(who, row, *marks)
        kept = own_rating(group_of(who, initiative), row)
        assert (kept.power, kept.interest) == marks
    assert group_of(administrator, initiative) == ""
    assert own_rating("", row) is None
    for who in (official, administrator):
        with pytest.raises(NotAllowed):
            rate_as_leading(actor=who, stakeholder=row, said=Said(1, 1, 1))
    for who, side in ((official, CIVIL_SOCIETY), (facilitator, GOVERNMENT), (administrator, GOVERNMENT)):
        with pytest.raises(NotAllowed):
            rate_for_side(actor=who, stakeholder=row, side=side, said=Said(1, 1, 1))


def test_of_two_of_a_group_who_rate_at_once_the_second_is_told(initiative, person, official):
    row, colleague = put(official, initiative), person(Side.GOVERNMENT, Role.LEADER)
    rate(official, row, 3, 3)
    with pytest.raises(Changed):
        rate(colleague, row, 0, 0)
    assert rate(colleague, row, 0, 0, version=1).version == 2


def test_marks_off_the_scale_and_of_what_was_taken_off_are_refused(initiative, official):
    row = put(official, initiative)
    with pytest.raises(RuleBroken):
        rate(official, row, 4, 0)
    remove_stakeholder(actor=official, stakeholder=row)
    with pytest.raises(RuleBroken):
        rate(official, row, 3, 0)


def test_a_rating_leaves_no_entry_and_does_not_touch_the_row(initiative, official):
    row = put(official, initiative)
    before = Stakeholder.objects.values().get(), AuditEntry.objects.count()
    rate(official, row, 3, 3)
    assert (Stakeholder.objects.values().get(), AuditEntry.objects.count()) == before
