"""`./titiktemu bench catalogue`: a long table, a workbook and personal data, each beside another program.

Whole programs are measured, from their start to their end, on the same files in one run.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from titiktemu.config.cli import bench_personal, bench_schema
from titiktemu.config.cli.bench_files import (
    Run,
    big_table,
    check_command,
    first_rows,
    python,
    repeated_ids,
    run,
    workbook,
)
from titiktemu.config.cli.bench_lines import Line
from titiktemu.config.cli.texts import _

ROWS = ("check", "validate", "schema", "statistics", "personal", "workbook")
LONG, SHORTER, ROWS_OF_WORKBOOK = 2_000_000, 200_000, 100_000
MOST_MEMORY, MOST_MEMORY_OF_WORKBOOK, SECONDS_OF_WORKBOOK = 500, 400, 10
VALIDATE_TIMES, STATISTICS_TIMES = 10, 100
TRUTH = {
    "bad_amount": ("biaya_rp", "missing"),
    "missing_kec": ("kecamatan", "missing"),
    "bad_date": ("tanggal_layanan", "errors"),
    "dup_id": ("id_layanan", "repeated"),
}
"""Fault of the generator -> where `check` counts it."""
SUMMARIZE = """
import sys, duckdb
print(duckdb.connect().execute("SUMMARIZE SELECT * FROM read_csv(?)", [sys.argv[1]]).fetchall())
"""
VALIDATE = """
import sys
from frictionless import Resource, system, validate
system.trusted = True
names = open(sys.argv[1]).readline().strip().split(",")
schema = {"fields": [{"name": name, "type": "string"} for name in names]}
for field in schema["fields"]:
    if field["name"].endswith("_rp"):
        field |= {"type": "number", "decimalChar": ",", "groupChar": "."}
    if field["name"] == "kecamatan":
        field["constraints"] = {"required": True}
    if field["name"] == "id_layanan":
        field["constraints"] = {"unique": True}
report = validate(Resource(path=sys.argv[1], schema=schema), limit_errors=10**9)
print(report.stats)
"""
STATISTICS = "import sys\nfrom csvkit.utilities.csvstat import CSVStat\nCSVStat([sys.argv[1]]).run()"


def lines(options: argparse.Namespace) -> list[Line]:
    """Measure the rows that were asked for."""
    measures: dict[str, Callable[[argparse.Namespace, Path], list[Line]]] = {
        "check": _check,
        "validate": _validate,
        "schema": lambda options, folder: bench_schema.lines(
            _long(options, folder)[0], whole=options.scale == 1
        ),
        "statistics": _statistics,
        "personal": lambda options, _folder: bench_personal.lines(options.scale),
        "workbook": _workbook,
    }
    with tempfile.TemporaryDirectory() as folder:
        run([*check_command(Path("-"))[:-2], "--help"])  # compiles the modules once, as setting up does
        return [line for name in options.rows for line in measures[name](options, Path(folder))]


def _told(one: Run) -> str:
    return f"{one.seconds:.2f} s, {one.cpu:.2f} s CPU, {one.megabytes:.0f} MB"


def _is_there(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def _missing(program: str, target: str) -> Line:
    said = _("{program} is not installed here: install requirements/bench.txt to compare with it.")
    return Line(program, said.format(program=program), target, None)


def _long(options: argparse.Namespace, folder: Path) -> tuple[Path, dict[str, int]]:
    """The long table, made once for all rows of the bench that want it."""
    path, kept = folder / "long.csv", folder / "truth.json"
    if not path.exists():
        given = options.data / "make_big.py" if options.data else None
        generator = given if given and given.exists() else None
        made = big_table(max(1000, int(LONG * options.scale)), path, generator)
        # An id put in twice may have been overwritten by the next: what can be seen is counted anew.
        kept.write_text(json.dumps({**made, "dup_id": repeated_ids(path)}))
    truth: dict[str, int] = json.loads(kept.read_text())
    return path, truth


def _name(path: Path, truth: dict[str, int]) -> str:
    return _("{rows:,} rows, {size:.0f} MB").format(rows=truth["rows"], size=path.stat().st_size / 1_000_000)


def _check(options: argparse.Namespace, folder: Path) -> list[Line]:
    path, truth = _long(options, folder)
    whole = options.scale == 1
    mine = run(check_command(path))
    name = _name(path, truth)
    right = _counts(json.loads(mine.output), truth)
    made = [
        Line(
            f"check, {name}: titiktemu",
            _told(mine),
            f"≤ {MOST_MEMORY} MB",
            mine.megabytes <= MOST_MEMORY if whole else None,
        ),
        Line(_("counts of the known faults"), right[0], _("exact"), right[1]),
    ]
    if not _is_there("duckdb"):
        return [*made, _missing("DuckDB", "≤ 1.0 ×")]
    peer = run(python(SUMMARIZE, str(path)))
    ratio = mine.cpu / peer.cpu
    return [
        *made,
        Line(f"{name}: DuckDB SUMMARIZE", _told(peer), "–", None),
        Line(
            _("ratio titiktemu / {program}, processor time").format(program="DuckDB"),
            f"{ratio:.2f} ×",
            "≤ 1.0 ×",
            ratio <= 1 if whole else None,
        ),
    ]


def _counts(found: dict[str, Any], truth: dict[str, int]) -> tuple[str, bool]:
    """What `check` counted, and whether it is what the generator put in."""
    columns = {one["name"]: one for one in found["tables"][0]["columns"]}
    said, right = [], True
    for fault, (column, where) in TRUTH.items():
        counted = columns[column][where]
        counted = counted["count"] if where == "errors" else counted
        said.append(f"{column} {counted:,}")
        right = right and counted == truth[fault]
    return ", ".join(said), right


def _validate(options: argparse.Namespace, folder: Path) -> list[Line]:
    path, truth = _long(options, folder)
    wanted = f"≥ {VALIDATE_TIMES} ×"
    if not _is_there("frictionless"):
        return [_missing("frictionless", wanted)]
    peer = run(python(VALIDATE, str(path)))
    return _beside(f"{_name(path, truth)}: frictionless validate", peer, path, VALIDATE_TIMES, options)


def _statistics(options: argparse.Namespace, folder: Path) -> list[Line]:
    path, _truth = _long(options, folder)
    part = folder / "part.csv"
    first_rows(path, int(SHORTER * options.scale), part)
    if not _is_there("csvkit"):
        return [_missing("csvstat", f"≥ {STATISTICS_TIMES} ×")]
    peer = run(python(STATISTICS, str(part)))
    rows = int(SHORTER * options.scale)
    return _beside(f"{rows:,}: csvstat", peer, part, STATISTICS_TIMES, options)


def _beside(name: str, peer: Run, path: Path, times: int, options: argparse.Namespace) -> list[Line]:
    """The other program's run, ours on the same file, and how many times less ours took."""
    mine = run(check_command(path))
    ratio = peer.cpu / mine.cpu
    return [
        Line(name, _told(peer), "–", None),
        Line(
            _("ratio of it to check, processor time"),
            f"{ratio:.0f} × ({_told(mine)})",
            f"≥ {times} ×",
            ratio >= times if options.scale == 1 else None,
        ),
    ]


def _workbook(options: argparse.Namespace, folder: Path) -> list[Line]:
    path, rows = folder / "book.xlsx", max(100, int(ROWS_OF_WORKBOOK * options.scale))
    workbook(rows, path)
    mine = run(check_command(path))
    met = mine.seconds <= SECONDS_OF_WORKBOOK and mine.megabytes <= MOST_MEMORY_OF_WORKBOOK
    return [
        Line(
            _("check of an XLSX of {rows:,} × 30").format(rows=rows),
            _told(mine),
            f"≤ {SECONDS_OF_WORKBOOK} s, ≤ {MOST_MEMORY_OF_WORKBOOK} MB",
            met and mine.code in {0, 1} if options.scale == 1 else None,
        )
    ]
