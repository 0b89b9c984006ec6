"""The tables of `./titiktemu analyse states` and `routing`, as they stand in docs/analyses/."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from titiktemu.analysis.routing_simulation import LOOKS, POLICIES, Outcome, Setting, simulate
from titiktemu.analysis.state_simulation import INTERVALS, coverage, pooling, state_errors

ELECTORATES = (5, 8, 12, 20, 40, 100, 400, 5000, None)
SIDES = (
    ((4, 5), (4, 5)),
    ((5, 8), (8, 12)),
    ((8, 8), (12, 12)),
    ((10, 12), (14, 15)),
    ((10, 40), (30, 100)),
    ((30, 40), (80, 100)),
    ((5, None), (5, None)),
    ((20, None), (20, None)),
    ((100, None), (20, None)),
    ((500, None), (500, None)),
    ((5000, None), (5000, None)),
)
SETTINGS = {
    "8 and 12 people, 24 statements": Setting((8, 12), 24, 20),
    "30 and 40, 40 statements": Setting((30, 40), 40, 20),
    "30 and 40, few answer much": Setting((30, 40), 40, 20, heavy_tail=True),
    "300 and 60, 60 statements": Setting((300, 60), 60, 15),
    "300 and 60, few answer much": Setting((300, 60), 60, 15, heavy_tail=True),
}
NOT_AT_RANDOM = {
    "nobody leans": Setting((300, 300), 40, 12, heavy_tail=True),
    "who answers most agrees more": Setting((300, 300), 40, 12, heavy_tail=True, leaning=0.6),
}


def _table(head: Iterable[object], rows: Iterable[Iterable[object]]) -> str:
    names = [str(one) for one in head]
    lines = ["| " + " | ".join(names) + " |", "|" + "---|" * len(names)]
    lines += ["| " + " | ".join(str(one) for one in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _size(size: int | None) -> str:
    return "without end" if size is None else str(size)


def _answered(size: int | None) -> tuple[int, ...]:
    if size is None:
        return (5, 10, 20, 50, 200, 1000, 5000)
    if size >= 5000:
        return (20, 500, 2500)
    return tuple(sorted({max(2, size // 2), max(3, size * 3 // 4), size - 1, size}))


def states(runs: int) -> str:
    """Coverage of four intervals, errors of the states, and what pooling would do."""
    rows = []
    for size in ELECTORATES:
        for answered in _answered(size):
            found = [coverage(interval, answered, size) for interval in INTERVALS.values()]
            cells = [f"{one.mean:.3f} · {one.least:.2f} · {one.width:.2f}" for one in found]
            rows.append([_size(size), answered, *cells])
    text = "Coverage: mean · least · mean width (90 % intervals)\n\n"
    text += _table(["side", "answered", *INTERVALS], rows)
    rows = []
    for sides in SIDES:
        one = state_errors(sides)
        names = [f"{answered} of {_size(size)}" for answered, size in sides]
        figures = (one.claimed, one.false_ground, one.false_difference, one.false_within, one.worst_ground)
        rows.append([*names, *(f"{value:.3f}" for value in figures)])
    head = ["government", "civil society", "claimed", "false ground", "false difference", "false within"]
    text += "\nErrors of the states\n\n" + _table([*head, "worst false ground"], rows)
    rows = []
    for answered in (5, 10, 20, 50):
        for odd in (0.0, 0.1):
            two = pooling(answered, (8, 4), odd=odd, statements=30, runs=25 * runs, seed=1)
            pairs = (two.coverage, two.width, two.false_majority, two.open)
            rows.append([answered, odd, *(f"{alone:.3f} / {pooled:.3f}" for alone, pooled in pairs)])
    head = ["answered", "odd statements", "coverage", "width", "false majority", "open"]
    return text + "\nAlone / pooled over 30 statements\n\n" + _table(head, rows)


def routing(runs: int) -> str:
    """Time to certainty, starvation, and how far shares are off, for three ways of routing."""
    rows = []
    for name, setting in SETTINGS.items():
        for policy in POLICIES:
            found = _runs(setting, policy, runs)
            known = np.mean([one.known for one in found], axis=0)
            rows.append(
                [
                    name,
                    policy,
                    *(f"{known[LOOKS * part // 4 - 1]:.2f}" for part in (1, 2, 3, 4)),
                    _time_to(found, 0.5),
                    min(one.fewest_shown for one in found),
                ]
            )
    head = ["consultation", "routing", "told after 25 %", "50 %", "75 %", "100 %"]
    text = "Share of statements on which both sides are told\n\n"
    text += _table([*head, "part of the answers until half are told", "fewest exposures"], rows)
    rows = []
    for name, setting in NOT_AT_RANDOM.items():
        for policy in ("uniform", "by need"):
            found = _runs(setting, policy, runs)
            values = np.nanmean(
                [
                    (one.raw_bias, one.corrected_bias, one.raw_error, one.corrected_error, one.held)
                    for one in found
                ],
                axis=0,
            )
            rows.append([name, policy, *(f"{value:.3f}" for value in values)])
    head = [
        "who answers",
        "routing",
        "bias raw",
        "corrected",
        "error raw",
        "corrected",
        "90 % interval holds",
    ]
    return text + "\nHow far shares are off\n\n" + _table(head, rows)


def _runs(setting: Setting, policy: str, runs: int) -> list[Outcome]:
    return [simulate(setting, POLICIES[policy], seed=1000 + 7 * run) for run in range(runs)]


def _time_to(found: list[Outcome], share: float) -> str:
    """Median part of all answers after which so many statements are told."""
    parts = [
        (int(np.argmax(one.known >= share)) + 1) / LOOKS if (one.known >= share).any() else np.inf
        for one in found
    ]
    middle = float(np.median(parts))
    return f"{middle:.2f}" if np.isfinite(middle) else "never"


SIMULATIONS: dict[str, Callable[[int], str]] = {"states": states, "routing": routing}
