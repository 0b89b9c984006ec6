"""The figures of a closed wave: shares with intervals, by side and by other questions, none of anybody alone.

People are put into groups of at least twenty; counts below five are hidden, and others with them, so that
nothing follows by subtraction. The exact counts are kept for the machine: a question's figures move only
when at least five of its answers in every group that changed are new.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from titiktemu.analysis.disclosure import SHARE_FROM, STEP
from titiktemu.analysis.questionnaire.model import NUMBERS, Form, Kind
from titiktemu.analysis.questionnaire.tabulating import (
    Column,
    columns_of,
    crossed,
    in_thirds,
    large_enough,
    may_move,
)
from titiktemu.analysis.survey.calibration import rake
from titiktemu.analysis.survey.designs import Basis, Design, Lonely, make_design
from titiktemu.analysis.survey.estimates import About, Estimate, kish, mean, share
from titiktemu.analysis.survey.wrong import NotEstimable
from titiktemu.candour.tables import TOTAL, Earlier, shown_table
from titiktemu.foundation.words import Side
from titiktemu.questionnaires.models import Report, Wave, Weighing
from titiktemu.questionnaires.queries.pages import counted
from titiktemu.questionnaires.splits import SIDE

DIGITS = 4
type Cells = dict[tuple[str, ...], float | None]


@dataclass(frozen=True)
class Asked:
    """What figures are made of.

    Attributes
    ----------
    form : Form
    sides : sequence of str
        Of each person.
    answers : sequence of mapping
    margins, design, by : as in `Weighing`
    is_model_based : bool
    """

    form: Form
    sides: Sequence[str]
    answers: Sequence[Mapping[str, Any]]
    margins: Sequence[Mapping[str, Any]] = ()
    design: Mapping[str, str] = field(default_factory=dict)
    by: Sequence[str] = ()
    is_model_based: bool = True


@dataclass(frozen=True)
class Made:
    """Figures to show, the exact counts behind them, and why they could not be weighed, if so."""

    content: dict[str, Any]
    counts: dict[str, dict[str, dict[str, int]]]
    problem: dict[str, Any] | None


def make_for(wave: Wave, report: Report, weighing: Weighing) -> Made:
    """Make the figures of a wave anew, after those that were shown last."""
    form = wave.version.form
    needed = {
        *columns_of(form, []),
        *weighing.design.values(),
        *(one["variable"] for one in weighing.margins),
    }
    sides: list[str] = []
    answers: list[dict[str, str]] = []
    rows = counted(wave).order_by("key").values_list("side", "answers")
    for side, given in rows.iterator(chunk_size=2000):
        sides.append(sys.intern(side))
        # Long texts are not held: hundreds of thousands of people may have written some.
        answers.append({name: sys.intern(given[name]) for name in needed & given.keys()})
    asked = Asked(
        form=form,
        sides=sides,
        answers=answers,
        margins=weighing.margins,
        design=weighing.design,
        by=weighing.by,
        is_model_based=wave.questionnaire.is_model_based,
    )
    return make_figures(asked, report.content.get("questions", {}), report.counts)


def make_figures(asked: Asked, before: Mapping[str, Any], counts_before: Mapping[str, Any]) -> Made:
    """Make the figures anew, keeping those of questions that may not move yet.

    Parameters
    ----------
    asked : Asked
    before, counts_before : mapping
        Questions and counts of the last report.
    """
    if len(asked.answers) < SHARE_FROM:
        return Made({"n": 0, "questions": {}}, {}, None)
    design, problem = _design(asked)
    columns = columns_of(asked.form, asked.answers)
    content: dict[str, Any] = {}
    counts: dict[str, dict[str, dict[str, int]]] = {}
    for name, column in columns.items():
        told = _Question(asked, columns, column, design)
        exact = told.counts()
        old = counts_before.get(name)
        if old is not None and not _all_may_move(old, exact):
            content[name], counts[name] = before[name], old
        else:
            content[name], counts[name] = told.figures(), exact
    whole = {
        "n": len(asked.answers),
        "n_effective": round(kish(design.weights), 1),
        "is_weighted": bool(problem is None and (asked.margins or asked.design.get("weights"))),
        "is_model_based": asked.is_model_based,
        "remarks": [{"template": one.template, "values": _told(one.values)} for one in design.remarks],
        "questions": content,
    }
    return Made(whole, counts, problem)


def _all_may_move(old: Mapping[str, Any], new: Mapping[str, Mapping[str, int]]) -> bool:
    """By every split that was shown before and still is; by side the figures are always split."""
    known = {group.partition("/")[0] for group in old} & {group.partition("/")[0] for group in new}
    return all(
        may_move(old.get(group, {}), new.get(group, {}), STEP)
        for group in {*old, *new}
        if group.partition("/")[0] in known
    )


def _design(asked: Asked) -> tuple[Design, dict[str, Any] | None]:
    """How the people were found, with their weights; plain where that cannot be worked out, and why."""
    basis = Basis.MODEL if asked.is_model_based else Basis.DESIGN
    plain = make_design(len(asked.answers), basis=basis, lonely=Lonely.GRAND_MEAN)
    try:
        return _weighed(asked, basis), None
    except NotEstimable as error:
        return plain, {"template": error.template, "values": _told(error.values)}


def _told(values: Mapping[str, object]) -> dict[str, object]:
    """What stands in a sentence, so that it can be kept: numbers as numbers, everything else as text."""
    plain = {name: getattr(value, "item", lambda value=value: value)() for name, value in values.items()}
    return {name: one if isinstance(one, int | float | str) else str(one) for name, one in plain.items()}


def _weighed(asked: Asked, basis: Basis) -> Design:
    def texts(name: str) -> list[str | None]:
        return [one.get(name) or None for one in asked.answers]

    def numbers(name: str) -> NDArray[np.float64]:
        return np.array([float(one) if one else np.nan for one in texts(name)])

    chosen = asked.design
    found = make_design(
        len(asked.answers),
        weights=numbers(chosen["weights"]) if chosen.get("weights") else None,
        strata=texts(chosen["strata"]) if chosen.get("strata") else None,
        clusters=[texts(chosen["cluster"])] if chosen.get("cluster") else (),
        fractions=[numbers(chosen["fpc"])] if chosen.get("fpc") else (),
        lonely=Lonely.GRAND_MEAN,
        basis=basis,
    )
    if not asked.margins:
        return found
    margins: dict[str, dict[str, float]] = {}
    for line in asked.margins:
        margins.setdefault(line["variable"], {})[line["level"]] = line["total"]
    return rake(found, margins, {name: texts(name) for name in margins})


class _Question:
    """The figures of one question."""

    def __init__(self, asked: Asked, columns: Mapping[str, Column], column: Column, design: Design) -> None:
        self._asked, self._column, self._design = asked, column, design
        self._item = column.item
        by = [name for name in asked.by if name in columns and name != column.item.name]
        self._groups: dict[str, Sequence[str | None]] = {SIDE: asked.sides}
        # Who did not answer is a group as well: with fewer people in all than by side, a split would tell
        # by subtraction what those few said.
        self._groups |= {
            name: ["" if one is None else one for one in columns[name].answers]
            for name in by
            if columns[name].item.kind is Kind.SELECT_ONE
        }
        self._levels = [one.name for one in asked.form.choices_of(self._item)]

    def counts(self) -> dict[str, dict[str, int]]:
        """How many of each group answered, and what: for knowing what changed."""
        found: dict[str, dict[str, int]] = {}
        for name, groups in self._groups.items():
            for group, answer in zip(groups, self._column.answers, strict=True):
                if group is not None and answer is not None:
                    row = found.setdefault(f"{name}/{group}", {})
                    for level in answer.split() if self._item.kind is Kind.SELECT_MULTIPLE else [answer]:
                        row[level] = row.get(level, 0) + 1
        return found

    def figures(self) -> dict[str, Any]:
        """What a page may show of it."""
        answered = int(self._column.answered.sum())
        if answered < SHARE_FROM:
            return {"kind": "few", "tables": []}
        if self._item.kind in NUMBERS:
            return {"kind": "number", "tables": [self._means(name) for name in self._groups]}
        if self._item.kind is Kind.SELECT_MULTIPLE:
            return {"kind": "several", "levels": self._levels, "tables": self._several()}
        return self._one()

    def _one(self) -> dict[str, Any]:
        tables = self._tables(self._column.answers, self._levels)
        kind = "likert" if self._item.is_likert else "choices"
        hidden = any(cell is None for table in tables for row in table["rows"] for cell in row["cells"])
        if kind == "likert" and hidden and len(self._levels) > 3:
            # In thirds alone: beside the whole scale, they would tell what it hides.
            thirds = in_thirds(self._levels)
            answers = [None if one is None else thirds.get(one) for one in self._column.answers]
            levels = list(dict.fromkeys(thirds.values()))
            return {"kind": "thirds", "levels": levels, "tables": self._tables(answers, levels)}
        return {"kind": kind, "levels": self._levels, "tables": tables}

    def _parts(self, groups: Sequence[str | None], answers: Sequence[str | None]) -> list[tuple[str, ...]]:
        known = [side.value for side in Side] if groups is self._asked.sides else []
        order = dict.fromkeys([*known, *sorted({one for one in groups if one is not None})], 0)
        for group, answer in zip(groups, answers, strict=True):
            if group is not None and answer is not None:
                order[group] += 1
        return large_enough(order, SHARE_FROM)

    def _tables(self, answers: Sequence[str | None], levels: Sequence[str]) -> list[dict[str, Any]]:
        """The table by side and those by other questions; each knows what the ones before it show."""
        found: list[dict[str, Any]] = []
        earlier: list[Earlier] = []
        for name, groups in self._groups.items():
            parts = self._parts(groups, answers)
            if not parts:
                continue
            table = _with_totals(crossed(groups, answers, parts), parts, levels)
            shown = shown_table(table, (name, "answer"), earlier)
            earlier.append(Earlier((name, "answer"), shown.cells))
            coded = np.array([levels.index(one) if one in levels else -1 for one in answers])
            rows = [self._row(groups, coded, some, levels, shown.cells) for some in [*parts, ()]]
            found.append({"by": name, "rows": rows})
        return found

    def _row(
        self,
        groups: Sequence[str | None],
        coded: NDArray[np.int64],
        part: tuple[str, ...],
        levels: Sequence[str],
        shown: Mapping[tuple[str, ...], float | None],
    ) -> dict[str, Any]:
        """One group's shares; of everybody where there is no part."""
        first = part[0] if part else TOTAL
        inside = np.array([(not part and one is not None) or one in part for one in groups], dtype=bool)
        about = About(variable=self._item.name, inside=inside)
        cells: list[dict[str, float | None] | None] = []
        for at, level in enumerate(levels):
            count = shown[(first, level)]
            if count is None:
                cells.append(None)
                continue
            holds = np.where(coded < 0, np.nan, coded == at)
            cells.append({"count": int(count), **_plain(share(self._design, holds, about, level))})
        n = shown[(first, TOTAL)]
        return {"groups": list(part), "n": None if n is None else int(n), "cells": cells}

    def _several(self) -> list[dict[str, Any]]:
        """For each choice whether it was chosen; the choices side by side in one table for each split."""
        by_choice = []
        for level in self._levels:
            answers = [
                None if one is None else str(int(level in one.split())) for one in self._column.answers
            ]
            by_choice.append(self._tables(answers, ["1", "0"]))
        found = []
        for at in range(len(by_choice[0]) if by_choice else 0):
            tables = [some[at] for some in by_choice]
            rows = [
                {**row, "cells": [table["rows"][place]["cells"][0] for table in tables]}
                for place, row in enumerate(tables[0]["rows"])
            ]
            found.append({"by": tables[0]["by"], "rows": rows})
        return found

    def _means(self, name: str) -> dict[str, Any]:
        groups, rows = self._groups[name], []
        numbers = np.array([np.nan if one is None else float(one) for one in self._column.answers])
        for part in [*self._parts(groups, self._column.answers), ()]:
            inside = np.array([(not part and one is not None) or one in part for one in groups], dtype=bool)
            found = mean(self._design, numbers, About(variable=self._item.name, inside=inside))
            rows.append({"groups": list(part), "n": found.n, "cells": [_plain(found)]})
        return {"by": name, "rows": rows}


def _with_totals(
    counted: Mapping[tuple[str, str], int], parts: Sequence[tuple[str, ...]], levels: Sequence[str]
) -> dict[tuple[str, ...], float]:
    rows = [some[0] for some in parts]
    table: dict[tuple[str, ...], float] = {
        (row, level): counted.get((row, level), 0) for row in rows for level in levels
    }
    table |= {(row, TOTAL): sum(table[(row, level)] for level in levels) for row in rows}
    table |= {(TOTAL, level): sum(table[(row, level)] for row in rows) for level in levels}
    table[(TOTAL, TOTAL)] = sum(table[(row, TOTAL)] for row in rows)
    return table


def _plain(found: Estimate) -> dict[str, float | None]:
    """An estimate in plain values, no finer than it is sure."""
    kept = {"share": found.estimate, "low": found.low, "high": found.high}
    plain = {name: None if value is None else float(f"{value:.{DIGITS}g}") for name, value in kept.items()}
    effect, effective = found.design_effect, found.n_effective
    return {
        **plain,
        "effect": None if effect is None else round(effect, 2),
        "effective": None if effective is None else round(effective, 1),
    }
