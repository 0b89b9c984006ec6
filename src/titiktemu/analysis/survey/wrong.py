"""Why something cannot be worked out: one sentence for people."""

from __future__ import annotations

from dataclasses import dataclass, field

MOST_NAMED = 5
"""Levels, strata or rows that a sentence names."""


class NotEstimable(Exception):
    """Nothing can be estimated. ``template`` is one English sentence, the key of its translation."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template.format(**values))
        self.template, self.values = template, values


@dataclass(frozen=True, slots=True)
class Remark:
    """Something a person should know about estimates before using them.

    Attributes
    ----------
    template : str
        One English sentence with names in braces, the key of its translation.
    values : dict
        What stands for the names.
    """

    template: str
    values: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template.format(**self.values)


def named(names: list[str]) -> str:
    """The first few names, and a mark where there are more.

    Examples
    --------
    >>> named(["a", "b"]), named(list("abcdefg"))
    ('a, b', 'a, b, c, d, e, …')
    """
    return ", ".join(names[:MOST_NAMED]) + (", …" if len(names) > MOST_NAMED else "")
