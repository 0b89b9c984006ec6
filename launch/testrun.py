"""`./titiktemu test`: every check and every test, one total. Runs in the Python of `.venv`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import List

from launch import chromium, places, postgres, processes
from launch.problems import INTERRUPTED
from launch.testparts import Clock, Counts, Part, checker, failing, processors, pytest_part, run_all
from launch.texts import say

PYTHON_CODE = ["src", "launch", "tests", "conftest.py", "titiktemu"]
NOT_IN_BROWSER = ["-m", "not browser"]
WITHOUT_DATABASE = (
    "src/titiktemu/analysis",
    "tests/launch",
    "tests/test_docs.py",
    "tests/test_import_contracts.py",
    "tests/test_permissions_doc.py",
    "tests/test_services_ask_and_record.py",
    "tests/test_translations.py",
)
"""Tests that meet no database: a second run would be the same run."""


def main(arguments: List[str]) -> int:
    """Run everything, or with arguments just those tests. The last line printed is the total."""
    processes.end_on_termination()
    clock = Clock()
    try:
        total = run_some(arguments, clock) if arguments else run_everything(clock)
    except KeyboardInterrupt:
        sys.stderr.write("\n" + say("interrupted") + "\n")
        return INTERRUPTED
    sys.stdout.write("\n" + total.line() + "\n")
    sys.stdout.flush()
    return 1 if total.failed else 0


def run_some(arguments: List[str], clock: Clock) -> Counts:
    """Just the tests that are named, on SQLite; those in a browser too, where one can be had."""
    program, _reason = chromium.find(clock) if mentions_browser(arguments) else chromium.already_here()
    return run_all([pytest_part("tests", arguments, 2400, {chromium.CHOSEN: program})], clock)


def mentions_browser(arguments: List[str]) -> bool:
    """Do these arguments lead to browser tests? Only then is it worth fetching one."""
    for argument in arguments:
        path = places.ROOT / argument.split("::")[0]
        files = [path] if path.is_file() else sorted(path.rglob("test_*.py")) if path.is_dir() else []
        if "browser" in argument or any("mark.browser" in file.read_text(encoding="utf-8") for file in files):
            return True
    return False


def run_everything(clock: Clock) -> Counts:
    """All parts: what reads the code, what runs it on both databases, and what looks at it in a browser."""
    total = run_all(readers(), clock)
    at_once = ["-n", processors()]
    total = total.plus(run_all([pytest_part("tests on SQLite", [*NOT_IN_BROWSER, *at_once])], clock))
    total = total.plus(on_postgresql([*NOT_IN_BROWSER, *at_once], clock))
    return total.plus(in_browser(clock, at_once))


def readers() -> List[Part]:
    """The parts that read the code without running the product."""
    python = sys.executable
    ruff = [python, "-m", "ruff"]
    beside = str(Path(python).parent)
    lint_imports = shutil.which("lint-imports", path=beside) or "lint-imports"
    return [
        checker("ruff check", [*ruff, "check", "--no-cache", "--output-format=concise", *PYTHON_CODE]),
        checker("ruff format", [*ruff, "format", "--check", "--no-cache", *PYTHON_CODE]),
        checker("djlint", [python, "-m", "djlint", "--lint", "--quiet", "src"]),
        checker("mypy", [python, "-m", "mypy"], 600),
        checker("import contracts", [lint_imports, "--no-cache"]),
        checker("migrations", [python, "-m", "django", "makemigrations", "--check", "--dry-run"]),
        checker("translations", [python, "-m", "titiktemu", "messages"]),
    ]


def on_postgresql(arguments: List[str], clock: Clock) -> Counts:
    """The same tests on a real PostgreSQL, which is ended afterwards whatever happens.

    Without those that meet no database.
    """
    name = "tests on PostgreSQL"
    try:
        server = postgres.start()
    except postgres.Failed as reason:
        return run_all([failing(name, f"PostgreSQL could not be started: {reason}")], clock)
    try:
        rest = [*arguments, *(f"--ignore={one}" for one in WITHOUT_DATABASE)]
        return run_all([pytest_part(name, rest, env={"DATABASE_URL": server.url})], clock)
    finally:
        postgres.stop(server)


def in_browser(clock: Clock, at_once: List[str]) -> Counts:
    """The tests in a real Chromium, each worker with its own; without one this part fails and says why."""
    name = "tests in the browser"
    program, reason = chromium.find(clock)
    if not program:
        return run_all([failing(name, f"No Chromium could be had: {reason}.")], clock)
    env = {chromium.CHOSEN: program}
    return run_all([pytest_part(name, ["-m", "browser", *at_once], env=env)], clock)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
