"""What the calendar says: known days of decrees, Ramadan, zones, midnight, the turn of the year."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from titiktemu.foundation.words import Side
from titiktemu.meetings.almanac import Kind, cautions, days_off, idul_fitri, is_ramadan
from titiktemu.meetings.times import at, days_of, period

JAKARTA, MAKASSAR, JAYAPURA = "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"


def moment(text, zone=JAKARTA):
    day = datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
    return at(day.date(), day.time(), zone)


def kinds(begins, ends, zone=JAKARTA, side=""):
    return [one.kind for one in cautions(moment(begins, zone), moment(ends, zone), zone, side)]


def said(begins, ends, zone=JAKARTA):
    return " ".join(one.sentence for one in cautions(moment(begins, zone), moment(ends, zone), zone))


def test_independence_day_is_told_by_name():
    assert kinds("2026-08-17 09:00", "2026-08-17 12:00") == [Kind.HOLIDAY]
    assert "17 August 2026 is a public holiday: Independence Day" in said(
        "2026-08-17 09:00", "2026-08-17 12:00"
    )
    with translation.override("id"):
        assert "Hari Kemerdekaan Republik Indonesia" in said("2026-08-17 09:00", "2026-08-17 12:00")


@pytest.mark.parametrize("day", ["2026-03-20", "2026-03-23", "2026-03-24", "2026-02-16", "2026-12-24"])
def test_joint_days_off_of_the_decree_for_2026_are_told(day):
    assert Kind.JOINT_LEAVE in kinds(f"{day} 13:30", f"{day} 15:00")


def test_idul_fitri_2026_is_the_decreed_one():
    assert idul_fitri(2026) == (date(2026, 3, 21),)
    assert kinds("2026-03-21 09:00", "2026-03-21 10:00")[0] == Kind.HOLIDAY


def test_days_by_the_moon_that_are_not_decreed_are_called_estimates():
    assert "estimated" in said("2030-02-04 09:00", "2030-02-04 10:00")


def test_years_without_a_decree_say_so_instead_of_keeping_silent():
    assert kinds("2030-06-04 09:00", "2030-06-04 12:00") == [Kind.NOT_DECREED]
    assert kinds("2026-06-09 09:00", "2026-06-09 12:00") == []


def test_ramadan_is_counted_back_from_idul_fitri():
    assert [is_ramadan(date(2026, 2, day)) for day in (18, 19, 28)] == [False, True, True]
    assert is_ramadan(date(2026, 3, 20))
    assert not is_ramadan(date(2026, 3, 21))
    assert Kind.RAMADAN in kinds("2026-03-03 09:00", "2026-03-03 12:00")
    assert "estimate" in said("2026-03-03 09:00", "2026-03-03 12:00")


def test_a_year_with_two_feasts_has_two_ramadans_and_the_next_years_reaches_back():
    assert len(idul_fitri(2033)) == 2
    assert is_ramadan(date(2032, 12, 20)), "Ramadan before the feast of January 2033"


def test_friday_prayer_and_the_hours_around_it():
    assert Kind.PRAYER in kinds("2026-11-06 09:00", "2026-11-06 12:00")
    assert Kind.PRAYER not in kinds("2026-11-06 08:00", "2026-11-06 11:30")
    assert Kind.PRAYER not in kinds("2026-11-06 13:00", "2026-11-06 15:00")
    assert Kind.PRAYER not in kinds("2026-11-05 09:00", "2026-11-05 15:00")


def test_the_clock_of_the_place_decides_what_is_friday_noon():
    # 11:00 to 12:00 in Jayapura is 9:00 to 10:00 in Jakarta.
    begins, ends = moment("2026-11-06 11:00", JAYAPURA), moment("2026-11-06 12:00", JAYAPURA)
    assert Kind.PRAYER in [one.kind for one in cautions(begins, ends, JAYAPURA)]
    assert Kind.PRAYER not in [one.kind for one in cautions(begins, ends, JAKARTA)]


def test_weekends_and_evenings_are_told_for_officials():
    assert kinds("2026-11-07 09:00", "2026-11-07 12:00") == [Kind.WEEKEND]
    assert kinds("2026-11-03 19:00", "2026-11-03 21:00") == [Kind.OFFICE_HOURS]
    assert kinds("2026-11-03 06:00", "2026-11-03 08:00", side=Side.GOVERNMENT) == [Kind.OFFICE_HOURS]
    assert kinds("2026-11-03 19:00", "2026-11-03 21:00", side=Side.CIVIL_SOCIETY) == []


def test_a_meeting_across_midnight_touches_both_days():
    begins, ends = moment("2026-08-16 22:00"), moment("2026-08-17 01:00")
    assert list(days_of(begins, ends, JAKARTA)) == [date(2026, 8, 16), date(2026, 8, 17)]
    assert Kind.HOLIDAY in [one.kind for one in cautions(begins, ends, JAKARTA)]
    assert Kind.OFFICE_HOURS in kinds("2026-11-03 22:00", "2026-11-04 09:00")


def test_a_meeting_that_ends_at_midnight_does_not_touch_the_next_day():
    begins, ends = moment("2026-08-16 20:00"), moment("2026-08-17 00:00")
    assert list(days_of(begins, ends, JAKARTA)) == [date(2026, 8, 16)]


def test_a_meeting_across_the_end_of_the_year_reads_both_years():
    told = said("2026-12-31 22:00", "2027-01-01 01:00")
    assert "1 January 2027 is a public holiday" in told
    shown = period(moment("2026-12-31 22:00"), moment("2027-01-01 01:00"), JAKARTA)
    assert shown == "Thursday, 31 December 2026, 22:00 – Friday, 1 January 2027, 01:00 WIB"


def test_time_is_written_as_people_write_it():
    begins, ends = moment("2026-11-03 09:00", MAKASSAR), moment("2026-11-03 12:30", MAKASSAR)
    assert period(begins, ends, MAKASSAR) == "Tuesday, 3 November 2026, 09:00–12:30 WITA"
    assert period(begins, ends, JAKARTA) == "Tuesday, 3 November 2026, 08:00–11:30 WIB"
    with translation.override("id"):
        assert period(begins, ends, JAYAPURA) == "Selasa, 3 November 2026, 10.00–13.30 WIT"


def test_every_day_off_of_2026_is_known_in_both_languages():
    for category in ("public", "government"):
        assert days_off(2026, category, "id").keys() == days_off(2026, category, "en").keys()
    assert len(days_off(2026, "government", "id")) == 8
