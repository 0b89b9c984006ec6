"""The opinion map against scikit-learn, on planted groups, and where there is hardly anything."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.metrics import adjusted_rand_score, silhouette_score

from titiktemu.analysis.clusters import adjusted_rand, condense, nearest, silhouette, weighted_kmeans
from titiktemu.analysis.map_reasons import SENTENCES, Reason
from titiktemu.analysis.opinion_map import draw_map
from titiktemu.analysis.packed import Packed
from titiktemu.analysis.sparse_pca import find_components, place_people
from titiktemu.analysis.votes import Votes

seeds = st.integers(0, 2**32 - 1)


def planted(seed, sizes=(70, 50), statements=24, seen=0.6, noise=0.15):
    """People of several minds, each voting on part of the statements, with some noise."""
    rng = np.random.default_rng(seed)
    opinions = rng.choice([-1.0, 1.0], (len(sizes), statements))
    truth = np.repeat(np.arange(len(sizes)), sizes)
    votes = opinions[truth]
    votes = np.where(rng.random(votes.shape) < noise, rng.choice([-1.0, 0.0, 1.0], votes.shape), votes)
    votes[rng.random(votes.shape) > seen] = np.nan
    return votes, truth


def sparse(table):
    """A table with nan as packed votes; every statement stays."""
    return Packed.of(Votes.from_matrix(table), range(table.shape[1]))


@given(seeds, st.integers(20, 60), st.integers(2, 30))
@settings(max_examples=25, deadline=None)
def test_complete_votes_have_the_components_of_scikit_learn(seed, people, statements):
    table = planted(seed, (people, people // 2), statements, seen=1.1)[0]
    expected = PCA(svd_solver="full").fit(table)
    found = find_components(sparse(table), seed=seed)
    variances = expected.explained_variance_ratio_
    np.testing.assert_allclose(found.explained, variances[:2], atol=1e-8)
    # Where a component has no near rival its axis is unique but for the sign.
    rivals = [variances[0] - variances[1], *(variances[1:2] - variances[2:3])]
    for place, gap in enumerate(rivals):
        if gap > 0.02 and found.explained[place] > 0.02 and min(rivals[: place + 1]) > 0.02:
            axis, other = found.axes[:, place], expected.components_[place]
            np.testing.assert_allclose(np.abs(axis @ other), 1, atol=1e-6)
            assert axis[np.abs(axis).argmax()] > 0


@given(seeds)
@settings(max_examples=15, deadline=None)
def test_missing_votes_count_as_the_mean_of_their_statement(seed):
    table = planted(seed)[0]
    filled = np.where(np.isnan(table), np.nanmean(table, axis=0), table)
    expected = PCA(2, svd_solver="full").fit(filled)
    found = find_components(sparse(table), seed=seed)
    np.testing.assert_allclose(found.explained, expected.explained_variance_ratio_, atol=1e-7)
    stretch = np.sqrt(table.shape[1] / (~np.isnan(table)).sum(axis=1))
    first = expected.transform(filled)[:, 0] * stretch
    np.testing.assert_allclose(np.abs(place_people(sparse(table), found)[:, 0]), np.abs(first), atol=1e-4)


@given(seeds)
@settings(max_examples=15, deadline=None)
def test_weighted_people_count_like_repeated_people(seed):
    rng = np.random.default_rng(seed)
    table = planted(seed, (15, 10), 8, seen=0.9)[0]
    times = rng.integers(0, 4, len(table)).astype(float)
    times[0] = 1
    repeated = find_components(sparse(np.repeat(table, times.astype(int), axis=0)), seed=seed)
    weighted = find_components(sparse(table), times, seed=seed)
    np.testing.assert_allclose(weighted.means, repeated.means, atol=1e-12)
    np.testing.assert_allclose(weighted.explained, repeated.explained, atol=1e-6)


points = st.lists(
    st.tuples(st.integers(-50, 50), st.integers(-50, 50)), min_size=6, max_size=40, unique=True
).map(lambda rows: np.array(rows, dtype=float))


@given(points, st.integers(2, 4), seeds)
@settings(max_examples=40, deadline=None)
def test_silhouettes_are_those_of_scikit_learn(places, groups, seed):
    labels = np.concatenate([np.arange(groups), np.random.default_rng(seed).integers(0, groups, len(places))])
    labels = labels[: len(places)]
    apart = np.sqrt(((places[:, None] - places[None]) ** 2).sum(axis=2))
    expected = silhouette_score(places, labels)
    assert silhouette(apart, np.ones(len(places)), labels) == pytest.approx(expected, abs=1e-9)


@given(points, st.integers(1, 4), seeds)
@settings(max_examples=30, deadline=None)
def test_kmeans_ends_where_no_point_would_rather_be_elsewhere(places, groups, seed):
    rng = np.random.default_rng(seed)
    weights = rng.integers(1, 5, len(places)).astype(float)
    centres = weighted_kmeans(places, weights, groups, rng)
    labels = nearest(places, centres)
    for group in range(groups):
        inside = labels == group
        if inside.any():
            np.testing.assert_allclose(
                centres[group], np.average(places[inside], axis=0, weights=weights[inside])
            )


def test_kmeans_is_as_good_as_that_of_scikit_learn():
    rng = np.random.default_rng(3)
    places = np.concatenate([rng.normal(middle, 1, (80, 2)) for middle in ((0, 0), (6, 0), (0, 6))])
    ours = nearest(places, weighted_kmeans(places, np.ones(240), 3, np.random.default_rng(1)))
    theirs = KMeans(3, n_init=10, random_state=0).fit(places).labels_
    assert adjusted_rand(ours, theirs) == 1.0


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=60))
def test_agreement_of_groupings_is_that_of_scikit_learn(pairs):
    first, second = np.array(pairs).T
    assert adjusted_rand(first, second) == pytest.approx(adjusted_rand_score(first, second), abs=1e-12)


def test_condensing_keeps_mass_and_centre():
    rng = np.random.default_rng(5)
    places, weights = rng.normal(size=(2000, 2)), rng.integers(0, 3, 2000).astype(float)
    fewer, (mass,) = condense(places, weights)
    assert len(fewer) <= 24 * 24
    assert mass.sum() == weights.sum()
    np.testing.assert_allclose(
        np.average(fewer, axis=0, weights=mass), np.average(places, axis=0, weights=weights)
    )


@pytest.mark.parametrize("sizes", [(70, 50), (60, 50, 40), (300, 200)])
def test_planted_groups_are_found(sizes):
    table, truth = planted(1, sizes)
    drawn = draw_map(Votes.from_matrix(table), seed=1)
    assert drawn.reason is None
    assert [group.size for group in drawn.groups] == sorted(
        (group.size for group in drawn.groups), reverse=True
    )
    assert len(drawn.groups) == len(sizes)
    assert adjusted_rand_score(truth[drawn.places.participants], drawn.places.labels) > 0.9
    assert sum(group.size for group in drawn.groups) == drawn.people


def test_votes_without_any_pattern_give_no_groups():
    rng = np.random.default_rng(7)
    for _ in range(5):
        drawn = draw_map(Votes.from_matrix(rng.choice([-1.0, 0.0, 1.0], (120, 30))), seed=1)
        assert (drawn.groups, drawn.reason, drawn.places) == ((), Reason.NOT_STABLE, None)
        assert drawn.stability.split_half < 0.3


@given(seeds, seeds)
@settings(max_examples=5, deadline=None)
def test_the_order_of_votes_changes_nothing_bit_for_bit(seed, shuffle):
    votes = Votes.from_matrix(planted(seed, (40, 30), 12)[0])
    order = np.random.default_rng(shuffle).permutation(len(votes))
    columns = [column[order] for column in (votes.participants, votes.statements, votes.answers)]
    first, second = draw_map(votes, seed=3), draw_map(Votes.of(*columns), seed=3)
    assert (first.groups, first.reason, first.stability, first.explained) == (
        second.groups, second.reason, second.stability, second.explained,
    )  # fmt: skip
    if first.places:
        assert first.places.points.tobytes() == second.places.points.tobytes()
        assert first.places.labels.tobytes() == second.places.labels.tobytes()


def test_a_statement_moderated_out_is_as_if_nobody_had_been_asked():
    table = planted(2)[0]
    votes = Votes.from_matrix(table)
    asked_less = votes.without([3, 4])
    assert draw_map(votes, moderated_out=[3, 4], seed=1).groups == draw_map(asked_less, seed=1).groups


def test_a_handful_of_odd_people_is_no_group():
    table = np.tile([1.0, -1.0] * 6, (100, 1))
    table[:3] *= -1
    assert draw_map(Votes.from_matrix(table), seed=1).reason is Reason.NO_LARGE_GROUPS


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        (np.full((0, 0), np.nan), Reason.NO_VOTES),
        (np.full((60, 10), np.nan), Reason.NO_VOTES),
        (np.ones((1, 1)), Reason.FEW_PEOPLE),
        (np.eye(5), Reason.FEW_PEOPLE),
        (np.ones((60, 1)), Reason.FEW_STATEMENTS),
        (np.repeat([[1.0], [-1.0]], 40, axis=0), Reason.FEW_STATEMENTS),
        (np.ones((60, 10)), Reason.ALL_ALIKE),
        (np.zeros((60, 10)), Reason.ALL_ALIKE),
        (np.hstack([np.ones((60, 10)), np.full((60, 1), np.nan)]), Reason.ALL_ALIKE),
    ],
)
def test_where_there_is_hardly_anything_the_map_says_why_it_is_empty(table, reason):
    drawn = draw_map(Votes.from_matrix(table), seed=1)
    assert (drawn.groups, drawn.reason) == ((), reason)
    assert SENTENCES[drawn.reason].endswith(".")


@given(st.integers(48, 56), st.integers(1, 9), st.sampled_from([0.2, 0.5, 1.0]), seeds)
@settings(max_examples=20, deadline=None)
def test_whatever_is_voted_there_are_groups_or_a_reason(people, statements, seen, seed):
    table = planted(seed, (people // 2, people - people // 2), statements, seen, noise=0.5)[0]
    drawn = draw_map(Votes.from_matrix(table), seed=0)
    assert bool(drawn.groups) == (drawn.reason is None) == (drawn.places is not None)
    assert all(group.size >= 5 for group in drawn.groups)


def test_the_ellipse_of_a_group_covers_most_of_it():
    drawn = draw_map(Votes.from_matrix(planted(4, (200, 150))[0]), seed=1)
    for group in drawn.groups:
        inside = drawn.places.points[drawn.places.labels == group.id] - group.centre
        turn = np.array(
            [[np.cos(group.angle), np.sin(group.angle)], [-np.sin(group.angle), np.cos(group.angle)]]
        )
        assert ((inside @ turn.T / group.radii) ** 2).sum(axis=1).mean() == pytest.approx(0.5)
