"""The lottery of a selection, and the draw from it; only the worker imports this."""

from collections import Counter
from typing import Any

from titiktemu.analysis.participation import gini
from titiktemu.analysis.sortition.lottery import Lottery, draw, make, read, write
from titiktemu.analysis.sortition.people import Kind, Person, Quota
from titiktemu.step1_issues.participation.models import Selection
from titiktemu.step1_issues.participation.words import DrawState

CERTAIN = 1 - 1e-6


def made(selection: Selection) -> dict[str, Any]:
    """What the row becomes when its lottery is made. Refused where there is none."""
    people = [Person(one, features, household) for one, features, household in selection.volunteers]
    quotas = [Quota(*one) for one in selection.quotas]
    lottery = make(people, quotas, selection.size)
    return {
        "state": DrawState.MADE,
        "problem": {},
        "lottery": write(lottery),
        "fingerprint": lottery.fingerprint,
        "summary": _summary(lottery),
    }


def _summary(lottery: Lottery) -> dict[str, Any]:
    """Chances by type: people of the same type have the same chance, and nobody is named."""
    chances = lottery.probabilities
    types = [_type(kind, chances) for kind in lottery.kinds]
    values = list(chances.values())
    return {
        "features": list(lottery.features),
        "types": types,
        "people": len(values),
        "least": min(values),
        "greatest": max(values),
        "gini": gini(values),
        "certain": sum(one >= CERTAIN for one in values),
        "never": sum(one <= 0 for one in values),
    }


def _type(kind: Kind, chances: dict[str, float]) -> dict[str, Any]:
    return {"values": list(kind.values), "people": len(kind.people), "chance": chances[kind.people[0]]}


def drawn(selection: Selection) -> dict[str, Any]:
    """What the row becomes when its panel is drawn from the published text itself."""
    lottery = read(selection.lottery)
    panel = draw(lottery, selection.seed)
    return {
        "state": DrawState.DRAWN,
        "panel": list(panel),
        "summary": {**selection.summary, "drawn": _by_feature(lottery, panel)},
        "problem": {},
    }


def _by_feature(lottery: Lottery, panel: tuple[str, ...]) -> list[list[Any]]:
    """How many of the panel have each value: what the quotas asked for."""
    found: Counter[tuple[str, str]] = Counter()
    for kind in lottery.kinds:
        many = len(set(kind.people) & set(panel))
        for feature, value in zip(lottery.features, kind.values, strict=True):
            found[feature, value] += many
    return [[feature, value, many] for (feature, value), many in sorted(found.items())]
