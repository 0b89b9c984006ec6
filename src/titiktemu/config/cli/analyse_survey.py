"""`./titiktemu analyse survey DATA.csv …`: estimates for a population from a sample, on this machine."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from titiktemu.analysis.survey.designs import Basis, Lonely
from titiktemu.analysis.survey.estimates import MODEL_BASED, Estimate, Statistic
from titiktemu.analysis.survey.report import Plan, Question, Report, read_margins, report
from titiktemu.analysis.survey.share_intervals import Interval
from titiktemu.analysis.survey.table import read_table
from titiktemu.analysis.survey.wrong import NotEstimable
from titiktemu.config.cli.survey_arguments import parser
from titiktemu.config.cli.texts import _

WRONG_USE = 2
LARGE = 1000
SHOWN = (
    "variable", "statistic", "level", "by", "estimate", "se", "low", "high",
    "n", "n_effective", "design_effect",
)  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    """Run the command. Returns 0; 2 with a sentence on standard error where nothing can be estimated."""
    options = parser().parse_args(arguments)
    try:
        margins = read_margins(read_table(options.rake)) if options.rake else None
        found = report(read_table(options.data), _plan(options, margins), _questions(options))
    except NotEstimable as error:
        return _refuse(_(error.template).format(**error.values))
    except OSError as error:
        sentence = _("{path} cannot be read: {reason}.")
        return _refuse(sentence.format(path=error.filename, reason=error.strerror))
    sentences = [_(one.template).format(**one.values) for one in found.remarks]
    if options.json and found.design.basis is Basis.MODEL:
        sentences.append(_(MODEL_BASED))
    sys.stderr.write("".join(f"{one}\n" for one in sentences))
    sys.stdout.write(_as_json(found) if options.json else _as_table(found, options.confidence))
    return 0


def _refuse(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return WRONG_USE


def _plan(options: argparse.Namespace, margins: dict[str, dict[str, float]] | None) -> Plan:
    return Plan(
        weights=options.weights,
        strata=options.strata,
        clusters=tuple(options.cluster),
        fractions=tuple(options.fpc),
        margins=margins,
        by=options.by,
        lonely=Lonely(options.lonely),
        basis=Basis.MODEL if options.not_drawn else Basis.DESIGN,
        interval=Interval(options.interval),
        level=options.confidence,
    )


def _questions(options: argparse.Namespace) -> list[Question]:
    asked = [
        Question(statistic, column)
        for statistic in (Statistic.MEAN, Statistic.TOTAL, Statistic.SHARE)
        for column in getattr(options, statistic.value)
    ]
    asked += [
        Question(Statistic.QUANTILE, column, probability=one)
        for column in options.quantile
        for one in options.probability
    ]
    return asked + [Question(Statistic.RATIO, above, below) for above, below in options.ratio]


def _as_json(found: Report) -> str:
    return json.dumps({"estimates": [_record(one) for one in found.estimates]}, indent=1) + "\n"


def _record(one: Estimate) -> dict[str, object]:
    return {name: getattr(one, name) for name in SHOWN}


def _as_table(found: Report, confidence: float) -> str:
    """The estimates for reading, with what their intervals rest on."""
    titles = [
        _("variable"), _("what"), _("answer"), _("group"), _("estimate"), _("standard error"),
        _("from"), _("to"), _("n"), _("effective n"), _("design effect"),
    ]  # fmt: skip
    rows = [[_cell(value) for value in _record(one).values()] for one in found.estimates]
    widths = [max(map(len, column)) for column in zip(titles, *rows, strict=True)]
    lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in (titles, *rows)]
    sentence = _("Intervals hold with {percent} per cent confidence.").format(percent=f"{100 * confidence:g}")
    caveats = [_(one.caveat) for one in found.estimates[:1]]
    return "\n".join([*lines, "", " ".join([sentence, *caveats])]) + "\n"


def _cell(value: object) -> str:
    """A cell for reading: large numbers whole, small ones with five digits, nothing as a dash."""
    if value is None:
        return "–"
    if not isinstance(value, float):
        return str(value)
    return f"{value:,.5g}" if abs(value) < LARGE else f"{value:,.0f}"
