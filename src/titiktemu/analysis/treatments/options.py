"""What may be said of each treatment, with the values that hold where nothing is said."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from titiktemu.analysis.disclosure import SHOWN_FROM
from titiktemu.analysis.marking import gettext_noop

UNKNOWN_OPTION = gettext_noop("This treatment has no option called {option}.")
WRONG_OPTION = gettext_noop("The option {option} of this treatment cannot be {value}.")
NEEDS_OPTION = gettext_noop("This treatment needs the option {option}.")
OUT_OF_ORDER = gettext_noop("The limits of this treatment are not in order: {limits}.")
NO_LIMITS = gettext_noop("This treatment needs a lower or an upper limit.")
NOTHING_JOINED = gettext_noop(
    "This treatment needs categories to join, or in how many rows a value must stand to keep its name."
)

KINDS_IN_TEXT = ("nik", "kk", "npwp", "phone", "email", "plate", "bpjs", "nip", "bank_account", "person_name")
"""Personal data that can be taken out of texts."""
TOTALS = (
    "jumlah",
    "total",
    "jumlah total",
    "keseluruhan",
    "semua",
    "jumlah/total",
    "laki-laki dan perempuan",
)
"""What the row of a total is called where nothing else is said; case does not matter."""
JOINED = "Lainnya"
"""What rare categories are called together where nothing else is said."""


class Broken(Exception):
    """A treatment makes no sense. ``template`` is one English sentence, the key of its translation."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template.format(**values))
        self.template, self.values = template, values


@dataclass(frozen=True, slots=True)
class Option:
    """What an option may be.

    Attributes
    ----------
    fits : callable
        Whether a value makes sense.
    default : object
        Where it is not given; `NEEDED` where it must be.
    """

    fits: Callable[[Any], bool]
    default: Any


NEEDED = object()
FEWEST = 2
"""Rows below which a value can be joined to others; every value that is there stands in one."""


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _whole(least: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= least


def _number_or_none(value: Any) -> bool:
    return value is None or _is_number(value)


def _positive(value: Any) -> bool:
    return _is_number(value) and value > 0


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _texts(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(one, str) for one in value)


def _some_texts(value: Any) -> bool:
    return _texts(value) and len(value) > 0


def _one_of(*known: Any) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and value in known


def _numbers(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(map(_is_number, value)) and list(value) == sorted({*value})


def _name(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _mapping(value: Any) -> bool:
    return isinstance(value, Mapping) and all(isinstance(one, str) for pair in value.items() for one in pair)


def _hierarchies(value: Any) -> bool:
    return isinstance(value, Mapping) and all(
        isinstance(name, str) and (kind == "region" or _tree(kind)) for name, kind in value.items()
    )


def _tree(value: Any) -> bool:
    return isinstance(value, Mapping) and all(
        isinstance(name, str) and _some_texts(parts) for name, parts in value.items()
    )


def _kinds(value: Any) -> bool:
    return _some_texts(value) and all(one in KINDS_IN_TEXT for one in value)


OPTIONS: dict[str, dict[str, Option]] = {
    "drop": {},
    "blank": {},
    # How many letters stay to be seen at each end. What is no longer than both together is covered whole.
    "mask": {"first": Option(_whole(0), 0), "last": Option(_whole(0), 0), "mark": Option(_text, "*")},
    # `is_linkable`: the same number in every release, made with the secret that `apply` is given.
    "pseudonym": {"prefix": Option(_text, ""), "is_linkable": Option(_flag, False)},
    "date": {
        "to": Option(_one_of("month", "quarter", "semester", "year", "decade"), "month"),
        "month_first": Option(_flag, False),
    },
    # Either bands of one width from `start`, or those between `edges`; below `lowest` and from `highest` one
    # open band each.
    "bands": {
        "width": Option(_positive, 5), "start": Option(_is_number, 0), "edges": Option(_numbers, []),
        "lowest": Option(_number_or_none, None), "highest": Option(_number_or_none, None),
        "decimal": Option(_one_of(",", "."), "."),
    },
    "round": {"to": Option(_positive, NEEDED), "decimal": Option(_one_of(",", "."), ".")},
    "limit": {
        "lowest": Option(_number_or_none, None), "highest": Option(_number_or_none, None),
        "decimal": Option(_one_of(",", "."), "."),
    },
    "region": {
        "level": Option(_one_of("province", "regency", "district"), "district"),
        "system": Option(_one_of("", "kemendagri", "bps"), ""),
    },
    # `other`: what all that is not in the map becomes; "" leaves it as it is. `least`: values that then stand
    # in fewer rows are called `joined`; they are counted when it is done, so the recipe names none of them.
    "group": {
        "map": Option(_mapping, {}), "other": Option(_text, ""), "least": Option(_whole(0), 0),
        "joined": Option(_name, JOINED),
    },
    "text": {"kinds": Option(_kinds, ["nik", "kk", "npwp", "phone", "email"]), "mark": Option(_text, "[…]")},
    # `importance`: names of columns, the one that matters most (is blanked last) first.
    "local_suppression": {
        "k": Option(_whole(2), SHOWN_FROM), "importance": Option(_texts, []), "strata": Option(_texts, []),
    },
    # `is_blanking`: sensitive values of those who are all alike are emptied; otherwise only told.
    "diversity": {
        "within": Option(_some_texts, NEEDED), "l": Option(_whole(2), 2), "by_entropy": Option(_flag, False),
        "is_blanking": Option(_flag, False),
    },
    # `hierarchies`: for a dimension either "region" (codes that begin with the code of a larger region are
    # its parts) or which values are parts of which. `mark`: stands in NAME_mark beside hidden counts.
    "small_cells": {
        "dimensions": Option(_some_texts, NEEDED), "threshold": Option(_whole(2), SHOWN_FROM),
        "zeros": Option(_flag, False), "width": Option(_number_or_none, None),
        "totals": Option(_texts, list(TOTALS)), "hierarchies": Option(_hierarchies, {}),
        "mark": Option(_text, "x"), "is_count": Option(_flag, True),
    },
}  # fmt: skip
"""For each kind of treatment its options."""


def checked(known: Mapping[str, Option], given: Mapping[str, Any]) -> dict[str, Any]:
    """Every option of a treatment, those that were given and the others as they are where nothing is said.

    Raises
    ------
    Broken
        Where one is unknown, lacking, or makes no sense.
    """
    for name in given:
        if name not in known:
            raise Broken(UNKNOWN_OPTION, option=name)
    made = {}
    for name, option in known.items():
        value = given.get(name, option.default)
        if value is NEEDED:
            raise Broken(NEEDS_OPTION, option=name)
        if not option.fits(value):
            raise Broken(WRONG_OPTION, option=name, value=value)
        made[name] = _plain(value)
    _limits_in_order(made)
    if "joined" in made and not made["map"] and made["least"] < FEWEST:
        raise Broken(NOTHING_JOINED)
    return made


def _plain(value: Any) -> Any:
    """The same as JSON would give it back."""
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    return value


def _limits_in_order(made: Mapping[str, Any]) -> None:
    if "lowest" not in made:
        return
    low, high = made["lowest"], made["highest"]
    if low is not None and high is not None and low >= high:
        raise Broken(OUT_OF_ORDER, limits=f"{low}, {high}")
    if "width" not in made and low is None and high is None:
        raise Broken(NO_LIMITS)
