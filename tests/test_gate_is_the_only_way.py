"""Nothing reads votes past the release gate: what leaves by a page, a file or the API came through it."""

import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "titiktemu"

# What gives exact figures away, and the only files that may use it. Tests are left out.
WAYS_ROUND = {
    r"\bfresh_counts\b": {"consultation/queries/__init__.py", "consultation/tasks.py"},
    r"\bfrozen\(": {"candour/gate.py", "consultation/results.py", "consultation/queries/routing.py"},
    r"\bfresh_exposed\b": {"consultation/queries/routing.py", "consultation/tasks.py"},
    r"\bshown_and_left\b": {"consultation/queries/routing.py", "consultation/tasks.py"},
    r"\bRelease\b": {"candour/models.py", "candour/gate.py"},
    r"\bread_votes\b": {"consultation/vote_store.py", "consultation/mapping.py"},
    r"\bfresh_turnout\b": {"consultation/queries/__init__.py", "consultation/tasks.py"},
    r"\bVote\.objects\b": {
        "consultation/queries/__init__.py",
        "consultation/queries/routing.py",
        "consultation/queries/sheets.py",
        "consultation/tasks.py",
        "consultation/services/running.py",
        "consultation/services/voting.py",
        "consultation/services/importing.py",
        "consultation/services/sending.py",
        "consultation/vote_store.py",
        "consultation/exporting/polis.py",
        "config/cli/bench_live.py",
        "web/demo/loader.py",
    },
    r"""(\bvotes__|Count\(["']votes)""": set(),
    r"\.votes\.(all|filter|count|values|aggregate|exists)\b": set(),
}


def _sources() -> list[Path]:
    found = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html")]
    apart = {"tests", "migrations", "analysis"}
    return [path for path in found if not apart & set(path.relative_to(PACKAGE).parts)]


def _users(pattern: str) -> set[str]:
    return {
        path.relative_to(PACKAGE).as_posix()
        for path in _sources()
        if re.search(pattern, path.read_text(encoding="utf-8"))
    }


@pytest.mark.parametrize(("pattern", "allowed"), WAYS_ROUND.items())
def test_exact_figures_are_read_only_where_they_are_brought_to_the_gate(
    pattern: str, allowed: set[str]
) -> None:
    assert _users(pattern) <= allowed


def test_the_search_would_find_a_way_round() -> None:
    """Each pattern that some file may use is really found there, so none has gone blind."""
    for pattern, allowed in WAYS_ROUND.items():
        assert not allowed or _users(pattern) & allowed, pattern
