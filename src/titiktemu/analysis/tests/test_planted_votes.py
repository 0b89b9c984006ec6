"""Made-up votes are what they claim to be."""

import numpy as np

from titiktemu.analysis.planted_votes import PASSES, plant_votes


def test_everybody_answers_at_least_seven_statements_and_some_pass():
    votes, minds = plant_votes(400, 60, 20, seed=1)
    assert np.bincount(votes.participants).min() >= 7
    assert len(minds) == 400
    assert abs((votes.answers == 0).mean() - PASSES) < 0.02


def test_the_same_seed_gives_the_same_votes():
    (first, _), (second, _) = plant_votes(50, 20, 10, seed=3), plant_votes(50, 20, 10, seed=3)
    assert first.answers.tobytes() == second.answers.tobytes()
