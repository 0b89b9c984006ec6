"""Rare values joined and extremes cut off: counted over the whole table, and named in no recipe."""

import json

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from titiktemu.analysis.attackers import people_report
from titiktemu.analysis.treatments import Treatment, TreatmentBroken, apply
from titiktemu.analysis.treatments.giveaways import given_away
from titiktemu.analysis.treatments.limits import FEWEST_BEYOND, proposed_limits
from titiktemu.analysis.treatments.readings import readings_of

WORK = ["Tani"] * 9 + ["Guru"] * 6 + ["Hakim"] * 2 + ["Pilot"] + [None] * 3
VALUES = st.lists(st.none() | st.sampled_from(["A", "B", "C", "D", "E", "Lainnya", "lainnya "]))


def joined(values, least, **more):
    frame = pl.DataFrame({"kerja": pl.Series(values, dtype=pl.String)})
    return apply(frame, [Treatment("group", ["kerja"], {"least": least, **more})], seed=1)


def counts_of(made):
    return dict(made.frame["kerja"].drop_nulls().value_counts().iter_rows())


def test_values_in_few_rows_are_called_by_one_name():
    made = joined(WORK, 3)
    assert counts_of(made) == {"Tani": 9, "Guru": 6, "Lainnya": 3}
    assert made.frame["kerja"].null_count() == 3
    assert made.notes[0].values == {
        "count": 2, "column": "kerja", "rows": 3, "name": "Lainnya",
    }  # fmt: skip
    # Only the pilot is rare here; alone he would be found by the name.
    named = counts_of(joined(WORK, 2, joined="Profesi lain"))
    assert named == {"Tani": 9, "Guru": 6, "Profesi lain": 3}


def test_the_joined_name_never_stands_in_fewer_rows_than_any_other():
    # Three rows are rare and five are needed: the next rarest goes with them.
    made = joined(WORK, 5)
    assert counts_of(made) == {"Tani": 9, "Lainnya": 9}
    assert made.notes[1].values == {"count": 1, "least": 5, "name": "Lainnya"}


def test_where_the_file_already_has_the_name_it_is_the_same_in_every_spelling():
    values = ["A"] * 5 + ["lainnya"] * 4 + ["LAINNYA "] + ["Z"]
    assert counts_of(joined(values, 3)) == {"A": 5, "Lainnya": 6}
    assert counts_of(joined(["A"] * 5 + ["lainnya"] * 4, 3)) == {"A": 5, "lainnya": 4}
    assert counts_of(joined(["Lainnya", "lainnya "], 2)) == {"Lainnya": 2}
    assert counts_of(joined(["A"] * 5 + ["B"] * 4 + ["Lainnya"], 3)) == {"A": 5, "Lainnya": 5}


def test_where_all_filled_rows_are_too_few_they_are_emptied_and_that_is_said():
    made = joined(["A", "B", None], 5)
    assert made.frame["kerja"].to_list() == [None] * 3
    assert made.notes[0].sentence == "All values of kerja were emptied: fewer than 5 rows have one."
    assert made.losses.blanked_cells == 2


def test_nothing_changes_where_nothing_is_rare():
    made = joined(["A"] * 5 + ["B"] * 5, 5)
    assert made.losses.overall == 0
    assert made.notes == ()


@given(VALUES, st.integers(2, 6))
def test_after_it_every_value_stands_in_enough_rows_and_the_frequent_ones_are_untouched(values, least):
    made = joined(values, least)
    after = made.frame["kerja"].to_list()
    counts = counts_of(made)
    assert all(many >= least for many in counts.values())
    assert all(
        new in (old, "Lainnya") or (new is None and not counts)
        for old, new in zip(values, after, strict=True)
    )
    assert [one is None for one in values] == [one is None for one in after] or not counts


@given(VALUES, st.integers(2, 6), st.randoms())
def test_it_is_the_same_in_whatever_order_the_rows_come(values, least, random):
    shuffled = [*values]
    random.shuffle(shuffled)
    assert counts_of(joined(values, least)) == counts_of(joined(shuffled, least))


@given(VALUES, st.integers(2, 6))
def test_doing_it_again_changes_nothing(values, least):
    once = joined(values, least).frame["kerja"].to_list()
    assert joined(once, least).frame["kerja"].to_list() == once


def test_neither_the_recipe_nor_the_notes_name_a_rare_value():
    treatment = Treatment("group", ["kerja"], {"least": 5})
    made = joined(WORK, 5)
    told = json.dumps([treatment.as_json(), made.as_json()])
    assert not [one for one in ("Hakim", "Pilot", "Guru") if one in told]
    assert Treatment.from_json(json.loads(json.dumps(treatment.as_json()))) == treatment


def test_named_categories_are_joined_before_the_rare_ones_are_counted():
    values = ["Protestan"] * 2 + ["Katolik"] * 2 + ["Islam"] * 9 + ["Hindu"] * 2 + ["Buddha"] * 2
    wider = {"Protestan": "Kristen", "Katolik": "Kristen"}
    assert counts_of(joined(values, 4, map=wider)) == {"Kristen": 4, "Islam": 9, "Lainnya": 4}


@pytest.mark.parametrize(
    "options", [{}, {"least": 0}, {"least": 1}, {"map": {}}, {"least": 3, "joined": " "}]
)
def test_a_group_of_nothing_is_refused(options):
    with pytest.raises(TreatmentBroken):
        Treatment("group", ["a"], options)


def test_fewer_people_stand_out_after_rare_values_are_joined():
    table = pl.DataFrame({"kerja": WORK[:18], "jk": ["L"] * 18})
    made = apply(table, [Treatment("group", ["kerja"], {"least": 5})], seed=1)
    report = people_report(table, made.frame, ["kerja", "jk"], [])
    assert (report.before.below[2], report.after.below[2]) == (1, 0)
    assert report.after.fewest >= 5


JOBS = pl.DataFrame(
    {
        "kode": ["10"] * 9 + ["20"] * 6 + ["31", "32", "33"] * 2,
        "kerja": ["Tani"] * 9 + ["Guru"] * 6 + ["Hakim", "Pilot", "Dalang"] * 2,
        "nomor": [str(one) for one in range(21)],
        "jk": ["L", "P", "L"] * 7,
    }
)


def test_a_code_beside_a_joined_name_is_told_to_give_it_away():
    told = [Treatment("group", ["kerja"], {"least": 5})]
    made = apply(JOBS, told, seed=1)
    assert [one.values for one in given_away(JOBS, made.frame, told)] == [
        {"other": "kode", "column": "kerja"}
    ]
    both = [*told, Treatment("group", ["kode"], {"least": 5})]
    assert given_away(JOBS, apply(JOBS, both, seed=1).frame, both) == []
    dropped = [*told, Treatment("drop", ["kode"])]
    assert given_away(JOBS, apply(JOBS, dropped, seed=1).frame, dropped) == []


def test_the_year_of_birth_gives_an_age_away_that_was_cut_off():
    ages = pl.DataFrame({"umur": [*range(20, 101)] * 3})
    table = ages.with_columns(lahir=2026 - pl.col("umur"), tinggi=pl.col("umur") % 7)
    told = [Treatment("limit", ["umur"], {"highest": 85})]
    found = given_away(table, apply(table, told, seed=1).frame, told)
    assert [one.values["other"] for one in found] == ["lahir"]


# Limits


def test_a_limit_that_few_rows_reach_is_told():
    ages = pl.DataFrame({"umur": [*range(20, 60), 86, 99, 101]})
    made = apply(ages, [Treatment("limit", ["umur"], {"lowest": 30, "highest": 85})], seed=1)
    assert made.frame["umur"].to_list() == [max(30, one) for one in range(20, 60)] + [85] * 3
    assert made.frame["umur"].dtype == pl.Int64
    (note,) = made.notes
    assert note.values == {"count": 3, "column": "umur", "limit": "85"}


def test_numbers_and_gaps_keep_their_kind():
    prices = pl.DataFrame({"rp": [0.5, None, 2.5, 9.0]})
    made = apply(prices, [Treatment("limit", ["rp"], {"highest": 2.5})], seed=1)
    assert made.frame["rp"].to_list() == [0.5, None, 2.5, 2.5]
    large = pl.DataFrame({"n": [2**60 + 1, 3]})
    assert apply(large, [Treatment("limit", ["n"], {"lowest": 5})], seed=1).frame["n"].to_list() == [
        2**60 + 1,
        5,
    ]


@given(
    st.lists(st.integers(-1000, 1000), min_size=1),
    st.none() | st.integers(-900, 0),
    st.none() | st.integers(1, 900),
)
def test_nothing_is_beyond_the_limits_and_what_is_between_stays(values, lowest, highest):
    if lowest is None and highest is None:
        return
    frame = pl.DataFrame({"n": values})
    made = apply(frame, [Treatment("limit", ["n"], {"lowest": lowest, "highest": highest})], seed=1)
    low, high = lowest if lowest is not None else -1000, highest if highest is not None else 1000
    assert made.frame["n"].to_list() == [min(max(one, low), high) for one in values]


@given(st.lists(st.integers(0, 120) | st.floats(-1e6, 1e6), max_size=400))
def test_a_proposed_limit_points_at_nobody(values):
    numbers = pl.Series(values, dtype=pl.Float64, strict=False)
    low, high = proposed_limits(numbers)
    if high is not None:
        assert (numbers >= high).sum() >= FEWEST_BEYOND
        assert (numbers > high).any()
    if low is not None:
        assert (numbers <= low).sum() >= FEWEST_BEYOND
        assert (numbers < low).any()
    assert low is None or high is None or low < high


def test_proposed_limits_are_round():
    ages = pl.Series([*range(100)] * 10)
    assert proposed_limits(ages) == (5, 95)
    assert proposed_limits(ages * 1234.5) == (10_000, 120_000)
    assert proposed_limits(pl.Series([0] * 500 + [1] * 5)) == (None, None)


def test_readers_are_told_what_a_limit_and_a_joined_name_stand_for():
    told = readings_of(
        [
            Treatment("limit", ["umur"], {"lowest": 15, "highest": 85.0}),
            Treatment("group", ["kerja"], {"least": 5}),
            Treatment("group", ["agama"], {"map": {"a": "b"}}),
            Treatment("drop", ["nik"]),
        ]
    )
    assert {name: [one.sentence for one in notes] for name, notes in told.items()} == {
        "umur": ["15 stands for 15 or less.", "85 stands for 85 or more."],
        "kerja": ["“Lainnya” stands for values that only few rows have."],
    }
