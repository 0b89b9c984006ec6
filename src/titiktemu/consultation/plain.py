"""Results as plain data: the one form in which figures leave through files and the API."""

from typing import Any

from titiktemu.analysis.disclosure import Presented
from titiktemu.consultation.models import Consultation
from titiktemu.consultation.results import StatementResult, results_of
from titiktemu.consultation.turnout import turnout_of


def plain_figure(figure: Presented) -> dict[str, Any]:
    """A figure as plain data; the one way in which figures leave in API and exports."""
    counts = figure.counts
    return {
        "kind": figure.kind.value,
        "n": figure.n_band,
        "word": figure.word.value if figure.word else None,
        "share": figure.share,
        "low": figure.low,
        "high": figure.high,
        "passed_share": figure.passed_share,
        "agree": counts.agree if counts else None,
        "disagree": counts.disagree if counts else None,
        "passed": counts.passed if counts else None,
    }


def plain_result(result: StatementResult) -> dict[str, Any]:
    """A statement's results as plain data."""
    return {
        "number": result.statement.number,
        "text": result.statement.text,
        "text_en": result.statement.text_en,
        "state": result.state.value if result.state else None,
        "rejected": result.rejected,
        "shown_at_close": result.held,
        "needs": [{"side": str(need.side), "votes": need.votes} for need in result.needs],
        "figures": {str(group): plain_figure(figure) for group, figure in result.figures.items()},
        "corrected": {
            str(group): {"share": one.share, "n": one.n} for group, one in result.corrected.items()
        },
        "without_alike": {str(group): plain_figure(figure) for group, figure in result.without_alike.items()},
    }


def plain_results(consultation: Consultation) -> dict[str, Any]:
    """A consultation's results as plain data, for the API and the JSON file."""
    results = results_of(consultation)
    return {
        "title": consultation.title,
        "state": consultation.state,
        "has_sides": consultation.has_sides,
        "figures_hidden": results.veiled,
        "source": consultation.source_url,
        "licence": consultation.source_licence,
        "credit": consultation.source_credit,
        "groups": [
            {
                "group": str(row.group),
                "voters": row.people,
                "voters_exact": row.is_exact,
                "electorate": row.electorate,
            }
            for row in turnout_of(consultation)
        ],
        "statements": [plain_result(row) for row in results.rows],
    }
