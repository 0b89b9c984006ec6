"""A pytest plug-in that writes how many tests passed, failed and were skipped: `-p launch.counting`.

Each test counts once: as failed if any of its phases failed, or if its file could not be collected. Expected
failures count as skipped.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, Dict

WHERE = "TITIKTEMU_COUNTS"
WORST = ("passed", "skipped", "failed")
outcomes: Dict[str, str] = {}


def pytest_runtest_logreport(report: Any) -> None:
    """Remember the worst of set-up, test and tear-down."""
    if report.when == "setup" and report.outcome == "passed":
        return  # nothing has been tested yet; the run may still be ended here
    known = outcomes.get(report.nodeid, "passed")
    outcomes[report.nodeid] = max(known, report.outcome, key=WORST.index)


def pytest_collectreport(report: Any) -> None:
    """A file that cannot be collected is one failed test; one that is skipped whole is one skipped test."""
    if report.outcome != "passed":
        outcomes[report.nodeid or "collection"] = report.outcome


def pytest_sessionfinish(session: Any) -> None:
    """Write the counts; under xdist only the process that hears of all tests does."""
    if not hasattr(session.config, "workerinput") and WHERE in os.environ:
        counts = {name: list(outcomes.values()).count(name) for name in WORST}
        Path(os.environ[WHERE]).write_text(json.dumps(counts), encoding="utf-8")
