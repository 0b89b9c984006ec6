"""Tables of counts through the one door: safe from an attacker who saw everything before."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from titiktemu.analysis.counts import Counts
from titiktemu.analysis.disclosure import SHOWN_FROM
from titiktemu.candour import gate
from titiktemu.candour.tables import TOTAL, Earlier, learned_of, shown_lines, shown_table

NAMES = ("desa", "jk")


def table(rows):
    cells = {
        (desa, jk): float(count) for desa, pair in rows.items() for jk, count in zip("LP", pair, strict=True)
    }
    cells |= {(desa, TOTAL): float(sum(pair)) for desa, pair in rows.items()}
    cells |= {(TOTAL, jk): float(sum(pair[at] for pair in rows.values())) for at, jk in enumerate("LP")}
    return cells | {(TOTAL, TOTAL): float(sum(map(sum, rows.values())))}


ROWS = {"A": (18, 2), "B": (14, 19), "C": (12, 10), "D": (11, 14)}


def test_a_small_count_takes_three_others_with_it():
    found = shown_table(table(ROWS), NAMES)
    assert [cell for cell, count in found.cells.items() if count is None] == [
        ("A", "L"), ("A", "P"), ("C", "L"), ("C", "P"),
    ]  # fmt: skip
    assert (found.cost, found.at_least) == (40, 40)


def test_the_next_release_does_not_give_away_what_the_last_one_hid():
    first = shown_table(table(ROWS), NAMES)
    grown = {**ROWS, "B": (15, 19)}
    second = shown_table(table(grown), NAMES, [Earlier(NAMES, first.cells)])
    told = learned_of(table(grown), NAMES, second.cells, [Earlier(NAMES, first.cells)])
    assert all(one.width >= SHOWN_FROM for one in told)


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=3, max_size=5),
    st.lists(st.integers(0, 2), min_size=5, max_size=5),
)
@settings(deadline=None, max_examples=20)
def test_two_releases_of_a_growing_table_keep_every_small_count_wide(pairs, grown):
    before = dict(zip("ABCDE", pairs, strict=False))
    after = {
        desa: (pair[0] + more, pair[1]) for (desa, pair), more in zip(before.items(), grown, strict=False)
    }
    first = Earlier(NAMES, shown_table(table(before), NAMES).cells)
    second = shown_table(table(after), NAMES, [first])
    for one in learned_of(table(after), NAMES, second.cells, [first]):
        assert one.width >= SHOWN_FROM - 1e-6 or one.cell in second.told_before


@given(st.lists(st.integers(0, 30), min_size=2, max_size=6))
@settings(deadline=None)
def test_lines_of_the_gate_are_safe_from_the_same_attacker(sizes):
    groups = {chr(65 + at): Counts(size, 0, 0) for at, size in enumerate(sizes)}
    shown = {
        (name,): None if counts is None else float(counts.answered)
        for name, counts in shown_lines({1: groups})[1].items()
    }
    whole = {(name,): float(counts.answered) for name, counts in groups.items()} | {
        (TOTAL,): float(sum(sizes))
    }
    if sum(sizes) < SHOWN_FROM:
        return  # then the gate shows no total either
    told = learned_of(whole, ("group",), shown | {(TOTAL,): float(sum(sizes))})
    assert all(one.width >= SHOWN_FROM for one in told)


def test_the_gate_shows_lines_as_before():
    lines = {1: {"A": Counts(20, 10, 2), "B": Counts(6, 5, 0), "C": Counts(2, 1, 0)}}
    shown = gate.shown_cells(lines, public=True)[1]
    assert [str(shown[name].kind) for name in "ABC"] == ["share", "hidden", "hidden"]


def test_a_table_of_25_by_12_is_done():
    cells = np.random.default_rng(5).poisson(12, (25, 12))
    rows = {f"desa {at}": tuple(map(int, row)) for at, row in enumerate(cells)}
    full = {(name, str(at)): float(count) for name, row in rows.items() for at, count in enumerate(row)}
    full |= {(name, TOTAL): float(sum(row)) for name, row in rows.items()}
    found = shown_table(full, ("desa", "bulan"))
    assert found.at_least <= found.cost
    assert all(one.width >= SHOWN_FROM for one in learned_of(full, ("desa", "bulan"), found.cells))
