"""Causes with the efforts on each as a picture; the table beside it says the same."""

from collections.abc import Sequence
from typing import Any, Final

from titiktemu.step2_forum.efforts.queries.efforts import Worked

WIDTH: Final = 340
LINE: Final = 54
MOST_STEP: Final = 40
ROOM: Final = 280
LETTERS: Final = 40


def shapes(worked: Sequence[Worked]) -> dict[str, Any]:
    """Bars of both sides, one after the other: lengths are numbers of efforts."""
    most = max((one.efforts for one in worked), default=0)
    step = min(MOST_STEP, ROOM // most) if most else MOST_STEP
    return {
        "width": WIDTH,
        "height": LINE * len(worked) + 4,
        "bars": [
            {
                "worked": one,
                "text": _short(one.cause.shown_text),
                "y": LINE * at + 16,
                "top": LINE * at + 24,
                "count_y": LINE * at + 37,
                "government": step * one.government,
                "civil_society": step * one.civil_society,
                "end": step * one.efforts + 8,
            }
            for at, one in enumerate(worked)
        ],
    }


def _short(text: str) -> str:
    return text if len(text) <= LETTERS else f"{text[: LETTERS - 1].rstrip()}…"
