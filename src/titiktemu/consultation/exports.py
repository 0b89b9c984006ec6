"""Results as files: the figures that the page shows and no others, never votes."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from titiktemu.analysis.disclosure import Presented
from titiktemu.consultation.results import Results, StatementResult

FIGURE_FIELDS = (
    "precision",
    "word",
    "agree_share",
    "interval_low",
    "interval_high",
    "pass_share",
    "answers",
    "agree",
    "disagree",
    "pass",
)


def as_json(results: Results) -> dict[str, Any]:
    """The results as plain data, in the order of the page."""
    consultation = results.consultation
    return {
        "question": consultation.title,
        "question_en": consultation.title_en,
        "state": consultation.state,
        "opened_at": consultation.opened_at.isoformat() if consultation.opened_at else None,
        "closed_at": consultation.closed_at.isoformat() if consultation.closed_at else None,
        "groups": [str(group) for group in results.groups],
        "statements": [_statement(row) for row in results.rows],
    }


def _statement(row: StatementResult) -> dict[str, Any]:
    return {
        "number": row.statement.number,
        "text": row.statement.text,
        "text_en": row.statement.text_en,
        "state": row.state.value if row.state else None,
        "more_votes_needed": {str(need.side): need.votes for need in row.needs},
        "figures": {str(group): _figure(figure) for group, figure in row.figures.items()},
    }


def _figure(figure: Presented) -> dict[str, Any]:
    counts = figure.counts
    values = (
        figure.kind.value,
        figure.word.value if figure.word else None,
        _rounded(figure.share),
        _rounded(figure.low),
        _rounded(figure.high),
        _rounded(figure.passed_share),
        figure.n_band or None,
        counts.agree if counts else None,
        counts.disagree if counts else None,
        counts.passed if counts else None,
    )
    return dict(zip(FIGURE_FIELDS, values, strict=True))


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


def as_csv(results: Results) -> str:
    """The results as a table, a statement a line; empty where nothing may be shown."""
    out = io.StringIO()
    writer = csv.writer(out)
    groups = [str(group) for group in results.groups]
    needs = [f"{group}_more_votes_needed" for group in groups] if results.consultation.has_sides else []
    figures = [f"{group}_{field}" for group in groups for field in FIGURE_FIELDS]
    writer.writerow(["number", "text", "text_en", "state", *needs, *figures])
    for row in map(_statement, results.rows):
        writer.writerow(
            [
                row["number"],
                _harmless(row["text"]),
                _harmless(row["text_en"]),
                row["state"],
                *(row["more_votes_needed"].get(group) for group in groups if needs),
                *_cells(row["figures"][group] for group in groups),
            ]
        )
    return out.getvalue()


def _cells(figures: Iterable[dict[str, Any]]) -> list[Any]:
    return [figure[field] for figure in figures for field in FIGURE_FIELDS]


def _harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text
