"""Estimates of a survey for programs, as JSON, and for reading, as a table."""

from __future__ import annotations

import json

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.survey.estimates import Estimate, Statistic
from titiktemu.analysis.survey.report import Report
from titiktemu.config.cli.texts import _

LARGE = 1000
NAMES = {
    Statistic.MEAN: gettext_noop("mean"),
    Statistic.TOTAL: gettext_noop("total"),
    Statistic.SHARE: gettext_noop("share"),
    Statistic.QUANTILE: gettext_noop("quantile"),
    Statistic.RATIO: gettext_noop("ratio"),
}
SHOWN = (
    "variable", "statistic", "level", "by", "estimate", "se", "low", "high",
    "n", "n_effective", "design_effect",
)  # fmt: skip


def as_json(found: Report) -> str:
    """All estimates."""
    return json.dumps({"estimates": [_record(one) for one in found.estimates]}, indent=1) + "\n"


def _record(one: Estimate) -> dict[str, object]:
    return {name: getattr(one, name) for name in SHOWN}


def as_table(found: Report, confidence: float) -> str:
    """The estimates for reading, with what their intervals rest on."""
    titles = [
        _("variable"), _("figure"), _("level"), _("group"), _("estimate"), _("standard error"),
        _("lower end"), _("upper end"), _("n"), _("effective n"), _("design effect"),
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
    if isinstance(value, Statistic):
        return _(NAMES[value])
    if not isinstance(value, float):
        return str(value)
    return f"{value:,.5g}" if abs(value) < LARGE else f"{value:,.0f}"
