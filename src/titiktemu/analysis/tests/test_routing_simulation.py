"""The made-up consultations behind docs/analyses/routing.md: small ones, whose findings must stand."""

import numpy as np
import pytest

from titiktemu.analysis.exposure_simulation import WAYS, accuracy
from titiktemu.analysis.routing_simulation import POLICIES, Setting, make_world, simulate

SMALL = Setting((30, 40), 40, 20)


def told(policy, setting=SMALL, runs=6):
    return [simulate(setting, POLICIES[policy], seed=100 + run)[1] for run in range(runs)]


@pytest.mark.parametrize("policy", POLICIES)
def test_the_same_seed_is_the_same_consultation(policy):
    setting = Setting((8, 9, 6), 12, 6, heavy_tail=True)
    first, second = (simulate(setting, POLICIES[policy], seed=3) for _time in range(2))
    assert first[0].log == second[0].log
    assert (first[1].known == second[1].known).all()


def test_people_and_statements_are_the_same_whatever_the_routing():
    worlds = [make_world(SMALL, np.random.default_rng(5)) for _time in range(2)]
    assert (worlds[0].answers == worlds[1].answers).all()


def test_more_statements_are_told_than_by_chance_and_none_that_came_late_starves():
    ours, chance = told("Titik Temu"), told("uniform")
    assert np.mean([one.known[0, -1] for one in ours]) > np.mean([one.known[0, -1] for one in chance]) + 0.1
    assert min(one.fewest_late for one in ours) >= 4
    assert max(one.wrong for one in ours) < 0.05


@pytest.mark.parametrize("policy", ["Titik Temu", "exposures alone"])
def test_votes_that_are_not_released_change_no_draw(policy):
    """Attacker: whatever the live counts are, as long as nothing passed the gate."""
    world, rng = make_world(SMALL, np.random.default_rng(2)), np.random.default_rng(3)
    drawn = []
    for _time in range(2):
        world.counts[:] = rng.integers(0, 5, world.counts.shape)
        drawn.append([POLICIES[policy](world, side, np.arange(6)).tolist() for side in (0, 1)])
    assert drawn[0] == drawn[1]


def test_correcting_takes_away_most_of_the_leaning_of_those_who_answer_most():
    setting = Setting((300, 300), 40, 12, heavy_tail=True, leaning=0.6)
    off = accuracy(simulate(setting, POLICIES["Titik Temu"], seed=1)[0]).off.mean(axis=1)
    raw, _draw_alone, corrected = off[[WAYS.index(one) for one in WAYS]]
    assert raw > 0.05
    assert abs(corrected) < raw / 2


def test_a_consultation_too_small_for_a_corrected_share_has_none():
    found = accuracy(simulate(Setting((5, 5), 6, 3), POLICIES["uniform"], seed=1)[0])
    assert found.off.shape == (3, 0)
