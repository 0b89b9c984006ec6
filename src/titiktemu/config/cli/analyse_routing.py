"""The tables of `./titiktemu analyse routing`, as they stand in docs/analyses/routing.md."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from titiktemu.analysis.exposure_simulation import WAYS, Accuracy, accuracy
from titiktemu.analysis.routing_simulation import LOOKS, POLICIES, Course, Setting, simulate

SETTINGS = {
    "room: 8 and 12 people": Setting((8, 12), 24, 20, together=True),
    "30 and 40": Setting((30, 40), 40, 20),
    "30 and 40, few answer much": Setting((30, 40), 40, 20, heavy_tail=True),
    "300 and 60": Setting((300, 60), 60, 15),
    "300 and 60, few answer much": Setting((300, 60), 60, 15, heavy_tail=True),
    "300, 60 and 400 citizens": Setting((300, 60, 400), 60, 15, heavy_tail=True),
}
SMALL = 100
"""Consultations of fewer people are made up as often as asked, larger ones a quarter as often."""
NOT_AT_RANDOM = {
    "nobody leans": Setting((300, 300), 40, 12, heavy_tail=True),
    "who answers most agrees more": Setting((300, 300), 40, 12, heavy_tail=True, leaning=0.6),
    "the same, all answer nearly alike": Setting((300, 300), 40, 12, leaning=0.6),
}
IN_BIAS = ("uniform", "Pol.is style", "Titik Temu")


def routing(runs: int) -> str:
    """Time to certainty, starvation, and how far shares are off, for several ways of routing."""
    told = [_told(name, setting, policy, runs) for name, setting in SETTINGS.items() for policy in POLICIES]
    head = [
        "consultation", "routing", "told after 25 %", "50 %", "75 %", "100 %", "half told at", "80 % told at",
        "80 % of government at", "80 % of civil society at", "untrue", "late, fewest",
    ]  # fmt: skip
    off = [
        row
        for name, setting in NOT_AT_RANDOM.items()
        for policy in IN_BIAS
        for row in _off(name, setting, policy, max(1, runs // 4))
    ]
    errors = ["who answers", "routing", "share", "bias", "error", "90 % interval holds", "effective n"]
    return (
        "Share of statements on which both sides are told, after parts of all answers\n\n"
        + _table(head, told)
        + "\nHow far shares are off, of 20 answers and more\n\n"
        + _table(errors, off)
    )


def _told(name: str, setting: Setting, policy: str, runs: int) -> list[str]:
    many = runs if sum(setting.people) < SMALL else max(1, runs // 4)
    found = [simulate(setting, POLICIES[policy], seed=1000 + 7 * run)[1] for run in range(many)]
    known = np.mean([one.known[0] for one in found], axis=0)
    return [
        name,
        policy,
        *(f"{known[LOOKS * part // 4 - 1]:.2f}" for part in (1, 2, 3, 4)),
        _time_to(found, 0, 0.5),
        *(_time_to(found, line, 0.8) for line in (0, 1, 2)),
        f"{np.mean([one.wrong for one in found]):.3f}",
        str(min(one.fewest_late for one in found)),
    ]


def _time_to(found: list[Course], line: int, share: float) -> str:
    """Median part of all answers after which so many statements are told."""
    parts = [
        (int(np.argmax(one.known[line] >= share)) + 1) / LOOKS if (one.known[line] >= share).any() else np.inf
        for one in found
    ]
    middle = float(np.median(parts))
    return f"{middle:.2f}" if np.isfinite(middle) else "–"


def _off(name: str, setting: Setting, policy: str, runs: int) -> list[list[str]]:
    worlds = (simulate(setting, POLICIES[policy], seed=1000 + 7 * run)[0] for run in range(runs))
    found: list[Accuracy] = [accuracy(world) for world in worlds]
    off, holds, effective = (
        np.concatenate([getattr(one, column) for one in found], axis=1)
        for column in ("off", "holds", "effective")
    )
    error = np.sqrt((off**2).mean(axis=1))
    return [
        [
            name,
            policy,
            way,
            f"{off[place].mean():+.3f}",
            f"{error[place]:.3f}",
            f"{holds[place].mean():.3f}",
            f"{effective[place].mean():.2f}",
        ]
        for place, way in enumerate(WAYS)
    ]


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = list(head)
    lines = ["| " + " | ".join(names) + " |", "|" + "---|" * len(names)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)]) + "\n"
