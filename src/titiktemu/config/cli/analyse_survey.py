"""`./titiktemu analyse survey DATA.csv …`: estimates for a population from a sample, on this machine."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from titiktemu.analysis.survey.designs import Basis, Lonely
from titiktemu.analysis.survey.estimates import MODEL_BASED, Statistic
from titiktemu.analysis.survey.report import Plan, Question, read_margins, report, wanted
from titiktemu.analysis.survey.share_intervals import Interval
from titiktemu.analysis.survey.table import read_table
from titiktemu.analysis.survey.wrong import NotEstimable
from titiktemu.config.cli.survey_arguments import parser
from titiktemu.config.cli.survey_table import as_json, as_table
from titiktemu.config.cli.texts import _

WRONG_USE = 2


def main(arguments: Sequence[str]) -> int:
    """Run the command. Returns 0; 2 with a sentence on standard error where nothing can be estimated."""
    own = parser()
    options = own.parse_args(arguments)
    if not (asked := _questions(options)):
        own.error(_("say what to estimate: --mean, --total, --share, --quantile or --ratio"))
    try:
        margins = read_margins(read_table(options.rake)) if options.rake else None
        plan = _plan(options, margins)
        found = report(read_table(options.data, wanted(plan, asked)), plan, asked)
    except NotEstimable as error:
        return _refuse(_(error.template).format(**error.values))
    except OSError as error:
        sentence = _("{path} cannot be read: {reason}.")
        return _refuse(sentence.format(path=error.filename, reason=error.strerror))
    sentences = [_(one.template).format(**one.values) for one in found.remarks]
    if options.json and found.design.basis is Basis.MODEL:
        sentences.append(_(MODEL_BASED))
    sys.stderr.write("".join(f"{one}\n" for one in sentences))
    sys.stdout.write(as_json(found) if options.json else as_table(found, options.confidence))
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
