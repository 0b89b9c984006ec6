"""Agreement of raters: what the papers print, what must not change it, and what is said of a file."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import friedmanchisquare

from titiktemu.analysis.agreement.kappa import cohen_kappa, fleiss_kappa
from titiktemu.analysis.agreement.kendall import kendall_w
from titiktemu.analysis.agreement.krippendorff import krippendorff_alpha
from titiktemu.analysis.agreement.levels import Level, Undefined
from titiktemu.analysis.agreement.ratings import NoRatings, Ratings, read_ratings
from titiktemu.analysis.agreement.report import report

LEVELS = list(Level)
GAP = float("nan")
tables = st.integers(2, 4).flatmap(
    lambda raters: st.lists(
        st.lists(st.sampled_from([1.0, 2.0, 3.0, 5.0, GAP]), min_size=raters, max_size=raters),
        min_size=2,
        max_size=8,
    ).map(np.array)
)


def alpha(table, level):
    try:
        return krippendorff_alpha(np.asarray(table, dtype=float), level, seed=1, resamples=0).estimate
    except Undefined:
        return None


def alpha_by_pairs(table, level):
    """The definition, pair by pair: of one unit, and of all ratings that stand in some pair."""
    units = [[value for value in row if not np.isnan(value)] for row in table]
    units = [unit for unit in units if len(unit) > 1]
    everything = [value for unit in units for value in unit]
    number = len(everything)

    def apart(one, other):
        low, high = min(one, other), max(one, other)
        between = sum(low <= value <= high for value in everything)
        ends = (everything.count(low) + everything.count(high)) / 2
        return {
            Level.NOMINAL: float(one != other),
            Level.ORDINAL: (between - ends) ** 2 if one != other else 0.0,
            Level.INTERVAL: (one - other) ** 2,
            Level.RATIO: ((one - other) / (one + other)) ** 2,
        }[level]

    observed = sum(
        sum(apart(*pair) for pair in permutations(unit, 2)) / (len(unit) - 1) for unit in units
    ) / max(number, 1)
    expected = sum(apart(*pair) for pair in permutations(everything, 2)) / max(number * (number - 1), 1)
    return 1 - observed / expected if expected else None


@settings(max_examples=150, deadline=None)
@given(tables, st.sampled_from(LEVELS))
def test_alpha_is_that_of_the_definition(table, level):
    assert alpha(table, level) == pytest.approx(alpha_by_pairs(table.tolist(), level), abs=1e-9)


@given(tables, st.sampled_from(LEVELS))
def test_alpha_is_one_where_all_agree(table, level):
    same = np.where(np.isnan(table), GAP, np.arange(1.0, len(table) + 1)[:, None])
    found = alpha(same, level)
    assume(found is not None)
    assert found == pytest.approx(1)


@given(tables, st.permutations([1.0, 2.0, 3.0, 5.0]))
def test_new_names_change_nothing_at_the_nominal_level(table, names):
    renamed = np.copy(table)
    for old, new in zip([1.0, 2.0, 3.0, 5.0], names, strict=True):
        renamed[table == old] = new
    assert alpha(renamed, Level.NOMINAL) == pytest.approx(alpha(table, Level.NOMINAL))
    if not np.isnan(table).any() and alpha(table, Level.NOMINAL) is not None:
        assert fleiss_kappa(renamed).estimate == pytest.approx(fleiss_kappa(table).estimate)


@given(tables)
def test_a_map_that_keeps_the_order_changes_nothing_at_the_ordinal_level(table):
    assert alpha(np.exp(table), Level.ORDINAL) == pytest.approx(alpha(table, Level.ORDINAL))


@given(tables, st.floats(0.1, 50), st.floats(-100, 100))
def test_another_scale_changes_nothing_at_the_interval_level(table, factor, start):
    assert alpha(factor * table + start, Level.INTERVAL) == pytest.approx(
        alpha(table, Level.INTERVAL), abs=1e-6
    )


@given(tables, st.floats(0.1, 50))
def test_another_unit_changes_nothing_at_the_ratio_level(table, factor):
    assert alpha(factor * table, Level.RATIO) == pytest.approx(alpha(table, Level.RATIO))


@given(tables, st.randoms(use_true_random=False), st.sampled_from(LEVELS))
def test_the_order_of_subjects_and_raters_does_not_count(table, random, level):
    rows, columns = list(range(table.shape[0])), list(range(table.shape[1]))
    random.shuffle(rows)
    random.shuffle(columns)
    assert alpha(table[rows][:, columns], level) == pytest.approx(alpha(table, level))


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(1, 4), min_size=3, max_size=3), min_size=3, max_size=9))
def test_kendall_is_friedman_turned_round(rows):
    table = np.array(rows, dtype=float)
    assume((table.std(axis=0) > 0).all())
    found = kendall_w(table)
    expected = friedmanchisquare(*table)
    assert found.statistic == pytest.approx(expected.statistic)
    assert found.p == pytest.approx(expected.pvalue)
    assert -1e-12 <= found.estimate <= 1 + 1e-12
    assert kendall_w(np.exp(table)).estimate == pytest.approx(found.estimate)


def test_kendall_is_one_for_the_same_order_and_zero_for_two_contrary_ones():
    up = np.arange(5.0)
    assert kendall_w(np.column_stack([up, up**2, up + 7])).estimate == 1
    assert kendall_w(np.column_stack([up, -up])).estimate == 0


def test_subjects_with_gaps_are_left_out_and_counted():
    table = np.array([[1, 1], [2, 3], [3, 2], [GAP, 4], [5, GAP]])
    found, kappa = kendall_w(table), fleiss_kappa(table)
    assert (found.subjects, found.left_out, kappa.subjects, kappa.left_out) == (3, 2, 3, 2)


def test_krippendorff_the_published_example():
    text = b"1,2,3,3,2,1,4,1,2,,,\n1,2,3,3,2,2,4,1,2,5,,NA\n,3,3,3,2,3,4,2,2,5,1,3\n1,2,3,3,2,4,4,1,2,5,1,\n"
    for level, published in zip(LEVELS, (0.743, 0.815, 0.849, 0.797), strict=True):
        ratings = read_ratings(text, "k.csv", level, has_header=False, is_transposed=True)
        found = krippendorff_alpha(ratings.values, level, seed=1)
        assert (round(found.estimate, 3), found.n_units, found.n_values) == (published, 11, 40)
        assert found.low < found.estimate < found.high <= 1


def test_cohens_example_of_1968():
    """Shares of 200 pairs; the paper prints a plain kappa of .492."""
    counts = np.array([[88, 14, 18], [10, 40, 10], [2, 6, 12]])
    pairs = np.array(
        [[i, j] for i in range(3) for j in range(3) for _one in range(counts[i, j])], dtype=float
    )
    found = cohen_kappa(pairs, Level.NOMINAL)
    assert round(found.estimate, 3) == 0.492
    # The plain formula of Fleiss, Cohen and Everitt, written out.
    p, n = counts / counts.sum(), counts.sum()
    rows, columns = p.sum(axis=1), p.sum(axis=0)
    po, pe = np.trace(p), rows @ columns
    inside = sum(p[i, i] * ((1 - pe) - (rows[i] + columns[i]) * (1 - po)) ** 2 for i in range(3))
    off = sum(p[i, j] * (columns[i] + rows[j]) ** 2 for i in range(3) for j in range(3) if i != j)
    error = np.sqrt((inside + (1 - po) ** 2 * off - (po * pe - 2 * pe + po) ** 2) / n) / (1 - pe) ** 2
    assert found.high - found.estimate == pytest.approx(1.959964 * error, rel=1e-5)


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), min_size=2, max_size=20))
def test_squared_weights_give_the_intraclass_form(pairs):
    """One minus the mean squared difference over that of all pairs (Fleiss and Cohen 1973)."""
    table = np.array(pairs, dtype=float)
    assume(len(np.unique(table)) > 1)
    apart = ((table[:, 0] - table[:, 1]) ** 2).mean()
    chance = ((table[:, 0][:, None] - table[:, 1]) ** 2).mean()
    assert cohen_kappa(table, Level.INTERVAL).estimate == pytest.approx(1 - apart / chance)


def test_the_interval_is_the_same_for_the_same_seed_and_there_is_none_for_few_units():
    table = np.random.default_rng(3).integers(1, 4, (12, 3)).astype(float)
    first, again, other = (krippendorff_alpha(table, Level.ORDINAL, seed=seed) for seed in (1, 1, 2))
    assert first == again != other
    assert krippendorff_alpha(table[:4], Level.ORDINAL, seed=1).low is None


def test_very_many_values_at_the_ratio_level_have_no_interval_but_the_same_figure():
    table = np.random.default_rng(2).integers(1, 10**6, (700, 2)).astype(float)
    found = krippendorff_alpha(table, Level.RATIO, seed=1)
    assert found.low is None
    assert found.estimate == pytest.approx(alpha_by_pairs(table[:60].tolist(), Level.RATIO), abs=0.2)
    some = np.repeat(table[:, :1], 2, axis=1)
    assert krippendorff_alpha(some, Level.RATIO, seed=1).estimate == 1


def test_the_interval_holds_the_truth_about_as_often_as_it_says():
    random = np.random.default_rng(11)
    truth, held, runs = [], 0, 150
    samples = []
    for _run in range(runs):
        real = random.integers(0, 3, 60)
        rated = np.where(random.random((60, 3)) < 0.75, real[:, None], random.integers(0, 3, (60, 3)))
        samples.append(rated.astype(float))
        truth.append(alpha(rated, Level.NOMINAL))
    middle = float(np.mean(truth))
    for rated in samples:
        found = krippendorff_alpha(rated, Level.NOMINAL, seed=1, resamples=300)
        held += found.low <= middle <= found.high
    assert held / runs > 0.88


@pytest.mark.parametrize(
    ("figure", "table", "reason"),
    [
        (kendall_w, [[1.0], [2.0]], "At least two raters are needed, and there are 1."),
        (kendall_w, [[1.0, 2.0], [GAP, 2.0]], "At least two subjects rated by everybody"),
        (kendall_w, [[1.0, 2.0], [1.0, 2.0]], "no order to agree on"),
        (fleiss_kappa, [[1.0, 1.0], [1.0, 1.0]], "All ratings are the same"),
        (lambda one: cohen_kappa(one, Level.NOMINAL), [[1.0] * 3, [2.0] * 3], "two raters, and there are 3"),
        (lambda one: krippendorff_alpha(one, Level.NOMINAL, seed=1), [[1.0, GAP], [GAP, 2.0]], "No subject"),
        (lambda one: krippendorff_alpha(one, Level.RATIO, seed=1), [[-1.0, 2.0]], "no values below zero"),
    ],
)  # fmt: skip
def test_what_is_not_defined_has_a_reason(figure, table, reason):
    with pytest.raises(Undefined, match=reason):
        figure(np.array(table))


def test_texts_are_names_at_the_nominal_level_and_have_no_ranks():
    raw = b"a;b\nsetuju;setuju\ntidak;setuju\nNA;tidak\ntidak;tidak\n"
    found = report(read_ratings(raw, "r.csv", Level.NOMINAL), Level.NOMINAL, seed=1)
    assert found["kendall_w"] == {"estimate": None, "reason": "Ranks need numbers, and these are texts."}
    assert found["fleiss_kappa"]["subjects"] == 3
    assert found["krippendorff_alpha"]["n_units"] == 3
    assert found["cohen_kappa"]["estimate"] == pytest.approx(0.4)


@pytest.mark.parametrize(
    ("raw", "level", "sentence"),
    [
        (b"", Level.ORDINAL, "r.csv holds no ratings"),
        (b"a,b\n", Level.ORDINAL, "r.csv holds no ratings"),
        (b"a,b\n1,2\n3,x\n", Level.ORDINAL, "r.csv, line 3: “x” is no number, and numbers are needed"),
        (b'a;b\n1;2\n3;1,250\n', Level.RATIO, "line 3: “1,250” is no number"),
        (b"a,b\n1,2,3\n", Level.NOMINAL, "r.csv, line 2: there are 3 ratings, and 2 in the first row"),
    ],
)  # fmt: skip
def test_files_that_cannot_be_used_are_told_with_their_line(raw, level, sentence):
    with pytest.raises(NoRatings, match=sentence):
        read_ratings(raw, "r.csv", level)


def test_decimal_commas_are_numbers():
    assert read_ratings(b"a;b\n1,5;2\n-3,25;4\n", "r.csv", Level.INTERVAL).values.tolist() == [
        [1.5, 2],
        [-3.25, 4],
    ]


def test_what_may_be_misread_is_said():
    (first,) = read_ratings(b"1,2\n3,4\n", "r.csv", Level.ORDINAL).remarks
    assert "--no-header" in first
    assert read_ratings(b"1,2\n3,4\n", "r.csv", Level.ORDINAL, has_header=False).remarks == ()
    rows = b"id,a,b\n" + b"".join(b"S%d,1,2\n" % at for at in range(8))
    (second,) = read_ratings(rows, "r.csv", Level.NOMINAL).remarks
    assert "never repeats" in second


def test_a_table_turned_round_gives_the_same_report():
    table = np.random.default_rng(5).integers(1, 5, (8, 3))
    raw = "\n".join(",".join(map(str, row)) for row in table)
    turned = "\n".join(",".join(map(str, row)) for row in table.T)
    first, second = (
        read_ratings(text.encode(), "r.csv", Level.RATIO, has_header=False, is_transposed=is_turned)
        for text, is_turned in ((raw, False), (turned, True))
    )
    first, second = (report(one, Level.RATIO, seed=1) for one in (first, second))
    assert first == second == report(Ratings(table.astype(float), True), Level.RATIO, seed=1)
