"""How far shares are off in a made-up consultation: raw, weighted by the draw alone, and corrected."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from titiktemu.analysis.exposure_weights import chances_of_chance, corrected_share
from titiktemu.analysis.routing_simulation import World

type Floats = NDArray[np.float64]

FEWEST = 20
"""Answers from which a corrected share is shown."""
WAYS = ("raw", "draw alone", "corrected")


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Errors over the statements and sides of which a corrected share would be shown.

    Attributes
    ----------
    off : ndarray of shape (3, n)
        Estimated minus true share, raw, weighted by the draw alone, and corrected.
    holds : ndarray of shape (3, n), bool
        Whether the 90 % interval holds the true share.
    effective : ndarray of shape (3, n)
        Effective number of opinions as a part of all.
    truth : ndarray of shape (n,)
        Share of everybody of the side who has an opinion.
    """

    off: Floats
    holds: NDArray[np.bool_]
    effective: Floats
    truth: Floats


def accuracy(world: World) -> Accuracy:
    """Compare the three estimates with what everybody of the side would have answered.

    Parameters
    ----------
    world : World
        A consultation that has ended.

    Returns
    -------
    Accuracy
        Empty arrays where no side has 20 answers to any statement.
    """
    person, statement, probability, among, moment = (np.array(one) for one in zip(*world.log, strict=True))
    later, ever = chances_of_chance(person, moment, among, world.born[statement])
    answer, side = world.answers[person, statement], world.side[person]
    rows: list[tuple[list[float], list[bool], list[float], float]] = []
    for group in range(len(world.setting.people)):
        everybody = world.answers[world.side == group]
        for key in range(world.setting.statements):
            mine = (side == group) & (statement == key)
            if mine.sum() < FEWEST:
                continue
            whole = (everybody[:, key] == 1).sum() / max(1, (everybody[:, key] != 0).sum())
            drawn = answer[mine], probability[mine], among[mine]
            found = [
                corrected_share(answer[mine], np.ones(mine.sum()), np.ones(mine.sum())),
                corrected_share(*drawn),
                corrected_share(*drawn, later[mine], ever[mine]),
            ]
            opinions = max(1, int((answer[mine] != 0).sum()))
            rows.append(
                (
                    [(one.share or 0.0) - whole for one in found],
                    [one.low - 1e-9 <= whole <= one.high + 1e-9 for one in found],
                    [one.effective_n / opinions for one in found],
                    float(whole),
                )
            )
    if not rows:
        return Accuracy(np.zeros((3, 0)), np.zeros((3, 0), dtype=bool), np.zeros((3, 0)), np.zeros(0))
    off, holds, effective, truth = (np.array(one).T for one in zip(*rows, strict=True))
    return Accuracy(off, holds, effective, truth)
