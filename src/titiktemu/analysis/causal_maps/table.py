"""Links of causal maps as a table: cause, effect, and if told sign, confidence and side."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from titiktemu.analysis.causal_maps.arrows import graph_of
from titiktemu.analysis.causal_maps.influence import influence
from titiktemu.analysis.causal_maps.loops import find_loops
from titiktemu.analysis.causal_maps.shared import compare, index_of
from titiktemu.analysis.csv_rows import decode
from titiktemu.analysis.marking import gettext_noop

SIGNS = {"": 1, "+": 1, "1": 1, "+1": 1, "-": -1, "-1": -1, "−": -1, "0": 0}  # noqa: RUF001 - people type the minus sign
NAMES = {
    "cause": ("cause", "sebab", "penyebab"),
    "effect": ("effect", "akibat"),
    "sign": ("sign", "tanda"),
    "side": ("side", "pihak"),
}
NO_COLUMNS = gettext_noop("The table needs the columns cause and effect. It has: {columns}.")
NO_CARD = gettext_noop("Line {line}: cause and effect are both needed.")
BAD_SIGN = gettext_noop(
    "Line {line}: “{sign}” is no sign. Write + (the more the more), - or 0 (no such link)."
)
ITSELF = gettext_noop("Line {line}: “{cause}” cannot lead to itself.")
SIDES = gettext_noop("The column side names {many} sides; a comparison is of two.")


class BadTable(Exception):
    """The table cannot be read; ``template`` and ``values`` make the sentence."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template.format(**values))
        self.template, self.values = template, values


@dataclass
class Links:
    """The links of a table: for each side (one side "" where none is told) the sign of each link."""

    of_side: dict[str, dict[tuple[str, str], int]] = field(default_factory=dict)

    @property
    def all(self) -> dict[tuple[str, str], int]:
        """Every link that any side draws, with the sign of the side that is named first."""
        found: dict[tuple[str, str], int] = {}
        for said in self.of_side.values():
            for link, sign in said.items():
                if sign:
                    found.setdefault(link, sign)
        return found


def read_links(raw: bytes) -> Links:
    r"""Read a table in CSV, with commas or semicolons and column names in English or Indonesian.

    Examples
    --------
    >>> read_links(b"cause,effect,sign\nPipa bocor,Air kotor,+\n").all
    {('Pipa bocor', 'Air kotor'): 1}
    """
    found = Links()
    for line, row in _rows(decode(raw)):
        cause, effect, sign, side = (" ".join(row[name].split()) for name in NAMES)
        if not cause or not effect:
            raise BadTable(NO_CARD, line=line)
        if sign not in SIGNS:
            raise BadTable(BAD_SIGN, line=line, sign=sign[:20])
        if cause == effect:
            raise BadTable(ITSELF, line=line, cause=cause[:60])
        found.of_side.setdefault(side, {})[cause, effect] = SIGNS[sign]
    if len(found.of_side) > 2:
        raise BadTable(SIDES, many=len(found.of_side))
    return found


def _rows(text: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    first = text.split("\n", 1)[0]
    reader = csv.reader(text.splitlines(), delimiter=";" if first.count(";") > first.count(",") else ",")
    head = [one.strip().casefold() for one in next(reader, [])]
    place = {
        name: next((at for at, one in enumerate(head) if one in known), -1) for name, known in NAMES.items()
    }
    if place["cause"] < 0 or place["effect"] < 0:
        raise BadTable(NO_COLUMNS, columns=", ".join(head)[:200] or "–")
    for row in reader:
        if any(one.strip() for one in row):
            yield (
                reader.line_num,
                {name: row[at].strip() if 0 <= at < len(row) else "" for name, at in place.items()},
            )


def report(links: Links) -> dict[str, Any]:
    """Everything this package tells of the links, as plain data."""
    drawn = links.all
    graph = graph_of((node for link in drawn for node in link), drawn)
    loops = find_loops(graph, drawn)
    found: dict[str, Any] = {
        "nodes": len(graph.nodes),
        "links": len(graph.arrows),
        "influence": {
            node: {
                "drives": one.drives,
                "depends": one.depends,
                "drives_indirectly": one.drives_indirectly,
                "depends_indirectly": one.depends_indirectly,
                "part": str(one.part),
                "betweenness": one.between,
                "closeness": one.near,
            }
            for node, one in influence(graph).items()
        },
        "loops": [{"nodes": list(one.nodes), "sign": one.sign} for one in loops.found],
        "loops_complete": loops.complete,
    }
    if len(links.of_side) == 2:
        (first, said), (second, other) = links.of_side.items()
        standings = compare(said, other)
        index = index_of(standings.values())
        found["sides"] = [first, second]
        found["shared_understanding"] = {"index": index.value, "shared": index.shared, "links": index.links}
        found["standings"] = [
            {"cause": link.cause, "effect": link.effect, "standing": str(how)}
            for link, how in standings.items()
        ]
    return found
