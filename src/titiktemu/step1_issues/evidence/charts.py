"""Where the bars of the volume and the points of the saturation curve stand."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import number_format

from titiktemu.analysis.saturation import Saturation
from titiktemu.analysis.texts.volume import Period, Volume
from titiktemu.step1_issues.evidence.wording import period_words

TOP, FLOOR, WIDTH = 22, 132, 320
FILLED = 0.72


@dataclass(frozen=True)
class Bar:
    """One period: the count, its interval, and where it is drawn."""

    words: str
    count: int
    interval: str
    x: str
    width: str
    middle: str
    y: float
    height: float
    low: float
    high: float


def interval_words(one: Volume) -> str:
    """The ends of a count's interval."""
    return f"{number_format(one.low, 1)}–{number_format(one.high, 1)}"


def bars(counts: Sequence[Volume], period: Period) -> list[Bar]:
    """The bars of one line of counts, all to one scale."""
    top = max((one.high for one in counts), default=1.0)
    step = 100 / max(len(counts), 1)
    return [_bar(one, period, at * step, step, top) for at, one in enumerate(counts)]


def _bar(one: Volume, period: Period, begin: float, step: float, top: float) -> Bar:
    def y(value: float) -> float:
        return round(FLOOR - (FLOOR - TOP) * value / top, 1)

    return Bar(
        words=period_words(one.begin, period),
        count=one.articles,
        interval=interval_words(one),
        x=f"{begin + step * (1 - FILLED) / 2:.2f}%",
        width=f"{step * FILLED:.2f}%",
        middle=f"{begin + step / 2:.2f}%",
        y=y(one.articles),
        height=round(FLOOR - y(one.articles), 1),
        low=y(one.low),
        high=y(one.high),
    )


@dataclass(frozen=True)
class Curve:
    """The saturation curve: a point for each session, as a line that is drawn twice."""

    points: str
    average: str
    rows: list[tuple[int, int, int, str]]


def curve(found: Saturation) -> Curve:
    """Codes over sessions as the points of two lines, in a drawing of 320 by 150."""
    top = max(found.total[-1] if found.total else 1, 1)
    step = WIDTH / max(found.sessions, 1)

    def line(values: Sequence[float]) -> str:
        places = (
            (round(step * (at + 0.5), 1), round(FLOOR - (FLOOR - TOP) * one / top, 1))
            for at, one in enumerate(values)
        )
        return " ".join(f"{x},{y}" for x, y in places)

    rows = [
        (at, new, total, number_format(average, 1))
        for at, (new, total, average) in enumerate(
            zip(found.new, found.total, found.average, strict=True), start=1
        )
    ]
    return Curve(line(found.total), line(found.average), rows)
