"""The tables of `./titiktemu analyse states`, as they stand in docs/analyses/states.md."""

from __future__ import annotations

from collections.abc import Iterable

from titiktemu.analysis.common_ground import Standing
from titiktemu.analysis.pooling_simulation import Scene, pooling
from titiktemu.analysis.state_simulation import (
    INTERVALS,
    Side,
    coverage,
    ever_claimed,
    is_false,
    standings,
    state_errors,
)

ELECTORATES = (5, 8, 12, 20, 40, 100, 400, 5000, None)
SHARES = (0.10, 0.30, 0.45, 0.50, 0.55, 0.70, 0.90)
ONE_SIDE: tuple[Side, ...] = (
    (5, 10),
    (8, 10),
    (10, 20),
    (16, 20),
    (20, 40),
    (36, 40),
    (200, 400),
    (2500, 5000),
    (5, None),
    (10, None),
    (20, None),
    (50, None),
    (200, None),
    (1000, None),
    (5000, None),
)
SIDES: tuple[tuple[Side, Side], ...] = (
    ((4, 5), (4, 5)),
    ((5, 5), (5, 5)),
    ((5, 8), (8, 12)),
    ((8, 8), (12, 12)),
    ((10, 12), (14, 15)),
    ((10, 40), (30, 100)),
    ((30, 40), (80, 100)),
    ((9, 12), (50, None)),
    ((5, None), (5, None)),
    ((20, None), (20, None)),
    ((100, None), (20, None)),
    ((500, None), (500, None)),
    ((5000, None), (5000, None)),
)
LOOKED_AT: tuple[Side, ...] = ((12, 12), (40, 40), (100, 100), (50, None), (200, None), (1000, None))
POOLED: tuple[Side, ...] = ((5, 12), (10, 12), (20, 40), (5, None), (10, None), (20, None), (50, None))
RUNS_PER_UNIT = 25


def states(runs: int) -> str:
    """Coverage of four intervals, errors of standings and states, repeated looks, and pooling."""
    parts = [_coverage(), _standings(), _errors(), _looks(), _pooling(RUNS_PER_UNIT * runs)]
    return "\n".join(parts)


def table(head: Iterable[object], rows: Iterable[Iterable[object]]) -> str:
    """A table in Markdown."""
    names = [str(one) for one in head]
    lines = ["| " + " | ".join(names) + " |", "|" + "---|" * len(names)]
    lines += ["| " + " | ".join(str(one) for one in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _name(side: Side) -> str:
    answered, size = side
    return f"{answered} of {'unknown' if size is None else size}"


def _answered(size: int | None) -> tuple[int, ...]:
    if size is None:
        return (5, 10, 20, 50, 200, 1000, 5000)
    if size >= 5000:
        return (20, 500, 2500)
    return tuple(sorted({max(2, size // 2), max(3, size * 3 // 4), size - 1, size}))


def _coverage() -> str:
    rows = []
    for size in ELECTORATES:
        for answered in _answered(size):
            found = [coverage(interval, (answered, size)) for interval in INTERVALS.values()]
            cells = [f"{one.mean:.3f} · {one.least:.2f} · {one.width:.2f}" for one in found]
            rows.append([_name((answered, size)), *cells])
    title = "Coverage of 90 % intervals: mean · least · mean width\n\n"
    return title + table(["answered", *INTERVALS], rows)


def _standings() -> str:
    rows = []
    for side in ONE_SIDE:
        cells = []
        for share in SHARES:
            found = standings(share, side)
            told = 1 - found[Standing.OPEN]
            false = sum(chance for one, chance in found.items() if is_false(one, share))
            cells.append(f"{max(0.0, told - false):.3f} · {false:.3f}")
        rows.append([_name(side), *cells])
    title = "One side, by its true share: told rightly · told wrongly (the rest stays open)\n\n"
    return title + table(["answered", *(f"{share:.2f}" for share in SHARES)], rows)


def _errors() -> str:
    rows = []
    for sides in SIDES:
        one = state_errors(sides)
        figures = (one.open, one.missed, one.false_ground, one.false_difference, one.false_within)
        worst = (one.worst_ground, one.worst_difference)
        rows.append([*map(_name, sides), *(f"{value:.3f}" for value in (*figures, *worst))])
    head = ["government", "civil society", "not yet known", "missed", "false ground", "false difference"]
    head += ["false division", "worst false ground", "worst false difference"]
    return "Errors of the states, over all true shares of both sides\n\n" + table(head, rows)


def _looks() -> str:
    rows = []
    for side in LOOKED_AT:
        ever, last = ever_claimed(0.5, side)
        rows.append([_name(side), f"{ever:.3f}", f"{last:.3f}"])
    title = "A side that is exactly split, looked at after every five answers\n\n"
    return title + table(["answered", "a majority claimed at some look", "at the last look"], rows)


def _pooling(runs: int) -> str:
    rows = []
    for answered, size in POOLED:
        for odd in (0.0, 0.1):
            two = pooling(Scene(answered, size, odd=odd), runs=runs, seed=1)
            pairs = (two.coverage, two.width, two.false, two.open, two.coupled)
            cells = [f"{alone:.3f} / {pooled:.3f}" for alone, pooled in pairs]
            rows.append([_name((answered, size)), f"{odd:.1f}", *cells])
    head = ["answered", "odd statements", "coverage", "width", "false majority", "open", "coupled"]
    return "Each statement alone / pooled over 30 statements of the side\n\n" + table(head, rows)
