"""Small cells in view of everything ever published: other masks, other groupings, corrected values."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from titiktemu.analysis.suppression_releases import TOTAL, History, Release, Rule

LOOSE = Rule(threshold=3, width=1)
# sdcTable 0.32, tests of protectTable: counts of 100 people by region and sex.
SDC = {"A": (18, 2), "B": (14, 19), "C": (12, 10), "D": (11, 14)}
NAMES = ("region", "sex")


def table(rows, columns=("male", "female"), names=NAMES):
    """With all totals."""
    cells = {}
    for row, values in rows.items():
        cells |= {(row, column): float(value) for column, value in zip(columns, values, strict=True)}
        cells[row, TOTAL] = float(sum(values))
    for at, column in enumerate(columns):
        cells[TOTAL, column] = float(sum(values[at] for values in rows.values()))
    cells[TOTAL, TOTAL] = float(sum(map(sum, rows.values())))
    return Release(names, cells)


def masked(release, hidden):
    return Release(
        release.dimensions,
        {cell: None if cell in hidden else value for cell, value in release.cells.items()},
    )


def narrow(history, hiding, rule):
    return [
        one
        for one in history.learned(hiding.hidden, totals_known=hiding.totals_known)
        if one.width < rule.needed - 1e-6 and one.cell not in hiding.told_before
    ]


def test_the_published_example_in_rows_is_that_of_the_table():
    history = History(table(SDC), rule=LOOSE)
    found = history.hide()
    assert found.hidden == {("A", "male"), ("A", "female"), ("C", "male"), ("C", "female")}
    assert (found.cost, found.at_least, found.hides_totals) == (40, 40, False)
    assert [(one.low, one.high) for one in history.learned(found.hidden)] == [(0, 12)]


def test_without_hiding_a_small_cell_is_told_exactly():
    (one,) = History(table(SDC), rule=LOOSE).learned()
    assert (one.cell, one.value, one.low, one.high) == (("A", "female"), 2, 2, 2)


def test_what_was_released_once_is_not_hidden_again():
    """The cheapest partner was shown before, so another one is taken."""
    earlier = Release(NAMES, {("C", "male"): 12.0})
    history = History(table(SDC), [earlier], rule=LOOSE)
    found = history.hide()
    assert ("C", "female") not in found.hidden
    assert not narrow(history, found, LOOSE)


def test_what_earlier_releases_tell_is_said_and_not_promised():
    earlier = Release(NAMES, {("A", "male"): 18.0, ("A", TOTAL): 20.0})
    found = History(table(SDC), [earlier], rule=LOOSE).hide()
    assert found.told_before == {("A", "female")}


def test_totals_are_hidden_where_the_cells_alone_cannot_be_protected():
    earlier = Release(NAMES, {("A", "male"): 18.0})
    history = History(table(SDC), [earlier], rule=LOOSE)
    found = history.hide()
    assert found.hides_totals
    assert not narrow(history, found, LOOSE)


def test_two_masks_that_are_safe_alone_tell_together():
    """B and A were hidden then, C and A would be hidden now: B is known from now, C from then."""
    now = table(SDC)
    then = masked(now, {("A", "male"), ("A", "female"), ("B", "male"), ("B", "female")})
    careless = {("A", "male"), ("A", "female"), ("C", "male"), ("C", "female")}
    history = History(now, [then], rule=LOOSE)
    (one,) = history.learned(careless)
    assert (one.low, one.high) == (2, 2)
    found = history.hide()
    assert found.hidden == {("A", "male"), ("A", "female"), ("B", "male"), ("B", "female")}


def test_a_release_by_larger_regions_tells_of_the_smaller_ones():
    villages = table({"35.10.01": (3, 9), "35.10.02": (30, 41), "35.11.01": (8, 2), "35.11.02": (20, 21)})
    regencies = Release(NAMES, {("35.10", "male"): 33.0, ("35.11", "male"): 28.0, ("35.11", "female"): 23.0})
    rule = Rule(threshold=3, width=1)
    alone = History(villages, rule=rule, trees={"region": "region"}).hide()
    history = History(villages, [regencies], {"region": "region"}, rule)
    found = history.hide()
    assert len(found.hidden) >= len(alone.hidden)
    assert not narrow(history, found, rule)
    # Partners in the other regency would be told by the sums of the regencies.
    assert ("35.11.02", "female") in found.hidden


def test_a_release_by_another_dimension_is_tied_by_the_totals():
    by_age = Release(("region", "umur"), {("A", "0–17"): 2.0, ("A", "18+"): 18.0, ("A", TOTAL): 20.0})
    history = History(table(SDC), [by_age], rule=LOOSE)
    assert history.hide().cost == 40


def test_after_a_correction_hidden_cells_are_taken_as_unchanged_where_the_change_is_explained():
    """Of B one man was added; that explains all totals, so what was shown of C then still helps."""
    before = table({**SDC, "B": (13, 19)})
    then = masked(before, {("A", "male"), ("A", "female"), ("D", "male"), ("D", "female")})
    careless = {("A", "male"), ("A", "female"), ("C", "male"), ("C", "female")}
    history = History(table(SDC), [then], rule=LOOSE)
    assert [(one.low, one.high) for one in history.learned(careless)] == [(2, 2)]
    assert not narrow(history, history.hide(), LOOSE)


def test_after_a_correction_nobody_explains_the_hidden_cells_may_be_others():
    before = table({**SDC, "A": (18, 1)})
    then = masked(before, {("A", "male"), ("A", "female"), ("D", "male"), ("D", "female")})
    history = History(table(SDC), [then], rule=LOOSE)
    found = history.hide()
    assert not narrow(history, found, LOOSE)


def test_zeros_are_small_when_asked():
    rows = {"A": (0, 12), "B": (14, 19), "C": (12, 10)}
    assert not History(table(rows), rule=Rule(3, width=1)).hide().hidden
    assert ("A", "male") in History(table(rows), rule=Rule(3, zeros=True, width=1)).hide().small


def test_combinations_that_are_not_there_are_known_to_be_nothing():
    cells = {
        cell: value for cell, value in table({**SDC, "E": (0, 9)}).cells.items() if cell != ("E", "male")
    }
    history = History(Release(NAMES, cells), rule=LOOSE)
    assert ("E", "male") not in history.hide().hidden
    assert not narrow(history, history.hide(), LOOSE)


@pytest.mark.parametrize("rule", [Rule(), Rule(totals_known=False)])
def test_tables_without_totals_are_protected_as_if_they_were_known_or_not(rule):
    cells = {cell: value for cell, value in table(SDC).cells.items() if TOTAL not in cell}
    found = History(Release(NAMES, cells), rule=rule).hide()
    assert len(found.hidden) == (4 if rule.totals_known else 1)


def test_subtotals_of_three_levels_are_protected_together():
    rng = np.random.default_rng(4)
    rows = {}
    for regency, district in product(("35.09", "35.10"), ("01", "02", "03")):
        rows |= {f"{regency}.{district}.{2001 + at}": rng.poisson(9, 3) for at in range(4)}
    base = table(rows, ("a", "b", "c"), ("kode", "kelas"))
    cells = dict(base.cells)
    for depth in (5, 8):
        for (code, kelas), value in base.cells.items():
            if code != TOTAL:
                cells[code[:depth], kelas] = cells.get((code[:depth], kelas), 0.0) + value
    history = History(Release(("kode", "kelas"), cells), trees={"kode": "region"})
    found = history.hide()
    assert found.small
    assert not narrow(history, found, Rule())
    assert found.at_least <= found.cost


def brute(now, hidden, earlier):
    """Every table of whole numbers that fits everything published; of each inner cell least and greatest."""
    names = [cell for cell in now.cells if TOTAL not in cell]
    shown = [
        (cell, value)
        for one in (masked(now, hidden), *earlier)
        for cell, value in one.cells.items()
        if value is not None
    ]
    sums = [([at for at, one in enumerate(names) if fits(one, cell)], value) for cell, value in shown]
    most = [min((value for own, value in sums if at in own), default=9) for at in range(len(names))]
    worlds = [
        world
        for world in product(*(range(int(one) + 1) for one in most))
        if all(sum(world[at] for at in own) == value for own, value in sums)
    ]
    return {
        cell: (min(world[at] for world in worlds), max(world[at] for world in worlds))
        for at, cell in enumerate(names)
    }


def fits(inner, cell):
    return all(told in (own, TOTAL) for own, told in zip(inner, cell, strict=True))


TINY = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=3)


@given(TINY, st.data())
@settings(deadline=None, max_examples=60)
def test_what_is_learned_is_what_trying_every_table_of_whole_numbers_finds(values, data):
    now = table(dict(zip("ABC", values, strict=False)))
    cells = sorted(now.cells)
    hidden = data.draw(st.sets(st.sampled_from(cells)))
    earlier = [masked(now, data.draw(st.sets(st.sampled_from(cells), min_size=3)))]
    rule = Rule(threshold=5, zeros=True, totals_known=False)
    found = {one.cell: (one.low, one.high) for one in History(now, earlier, rule=rule).learned(hidden)}
    true = brute(now, hidden, earlier)
    for cell, (low, high) in true.items():
        if high < 9:  # the search goes no further
            assert found[cell] == (low, high)


@given(TINY, st.integers(1, 3), st.data())
@settings(deadline=None, max_examples=40)
def test_no_pattern_is_cheaper_than_the_bound_and_none_that_is_called_cheapest_is_beaten(values, width, data):
    now = table(dict(zip("ABC", values, strict=False)))
    rule = Rule(threshold=3, width=width)
    history = History(now, rule=rule)
    found = history.hide()
    if found.hides_totals or not found.totals_known:
        return
    inner = [cell for cell in now.cells if TOTAL not in cell]
    others = [cell for cell in inner if cell not in found.small]
    costs = []
    for chosen in product((False, True), repeat=len(others)):
        further = {cell for cell, take in zip(others, chosen, strict=True) if take}
        learned = brute(now, found.small | further, [])
        if all(
            learned[cell][1] - learned[cell][0] >= width for cell in found.small if TOTAL not in cell
        ) and not any(TOTAL in cell for cell in found.small):
            costs.append(sum(now.cells[cell] for cell in further))
    if costs:
        assert found.at_least <= min(costs) + 1e-6
        assert found.cost >= min(costs) - 1e-6


@given(
    st.lists(st.lists(st.integers(0, 12), min_size=3, max_size=3), min_size=3, max_size=4),
    st.lists(st.tuples(st.booleans(), st.integers(0, 2**32 - 1)), max_size=2),
)
@settings(deadline=None, max_examples=30)
def test_whatever_was_released_no_small_cell_is_told_more_narrowly_than_before(values, past):
    now = table(dict(zip("ABCD", values, strict=False)), ("x", "y", "z"))
    cells = sorted(now.cells)
    earlier = []
    for is_margin, seed in past:
        rng = np.random.default_rng(seed)
        hidden = {cell for cell in cells if rng.random() < 0.5}
        kept = {cell: None if cell in hidden else value for cell, value in now.cells.items()}
        if is_margin:
            earlier.append(Release(("region",), {(row,): kept[row, TOTAL] for row in dict(cells)}))
        else:
            earlier.append(Release(NAMES, kept))
    rule = Rule(threshold=4)
    history = History(now, earlier, rule=rule)
    found = history.hide()
    assert found.small <= found.hidden
    assert not narrow(history, found, rule)


def grouped(rng, counts, names, *, gaps=0.0, masks=0.0):
    """A table with regions in pairs and all totals; some cells hidden, some left out."""
    cells = {}
    for row, column in np.ndindex(counts.shape):
        for key in product((f"r{row}", f"g{row // 2}", TOTAL), (f"c{column}", TOTAL)):
            cells[key] = cells.get(key, 0.0) + float(counts[row, column])
    return Release(
        names,
        {
            cell: None if rng.random() < masks else value
            for cell, value in cells.items()
            if rng.random() >= gaps
        },
    )


@pytest.mark.parametrize("seed", range(20))
def test_releases_with_gaps_masks_and_corrections_never_tell_more_than_they_told_before(seed):
    rng = np.random.default_rng(seed)
    shape = tuple(rng.integers(2, 5, 2))
    counts = rng.poisson(rng.gamma(1, 6, shape))
    earlier = []
    for _release in range(int(rng.integers(1, 3))):
        wrong = rng.integers(-1, 2, shape) * (rng.random(shape) < 0.2)
        then = np.maximum(0, counts + wrong)
        earlier.append(grouped(rng, then, NAMES, gaps=rng.choice([0, 0.5]), masks=rng.choice([0.2, 0.6])))
    pairs = {f"g{at}": [f"r{row}" for row in range(shape[0]) if row // 2 == at] for at in range(2)}
    rule = Rule(threshold=4)
    history = History(grouped(rng, counts, NAMES), earlier, {"region": pairs}, rule)
    found = history.hide()
    assert not narrow(history, found, rule)
    for one in history.learned(found.hidden):
        assert one.low - 1e-6 <= one.value <= one.high + 1e-6
