"""The files of `bench catalogue`, and whole programs measured on them: processor time and peak memory."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

from titiktemu.config.cli.bench_big_table import write_table
from titiktemu.config.cli.loading import ROOT

COLUMNS_OF_WORKBOOK = 30
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
    "PYTHONPATH": str(ROOT / "src"),
}
"""Both programs keep their compiled modules, as installed programs do."""


@dataclass(frozen=True)
class Run:
    """One run of a program: wall and processor time in seconds, peak memory in MB, what it printed."""

    seconds: float
    cpu: float
    megabytes: float
    output: str
    code: int


def run(command: Sequence[str]) -> Run:
    """Run a program to its end; its start and what it loads count, as they do for a person who waits."""
    with tempfile.TemporaryFile() as printed:
        started = time.perf_counter()
        # What runs here are this program and those it is compared with, on files of its own.
        program = subprocess.Popen(list(command), stdout=printed, env=ENVIRONMENT)  # noqa: S603
        _pid, status, used = os.wait4(program.pid, 0)
        seconds = time.perf_counter() - started
        program.returncode = os.waitstatus_to_exitcode(status)
        printed.seek(0)
        output = printed.read().decode(errors="replace")
    unit = 1 if sys.platform == "darwin" else 1024
    cpu = used.ru_utime + used.ru_stime
    return Run(seconds, cpu, used.ru_maxrss * unit / 1_000_000, output, program.returncode)


def python(code: str, *arguments: str) -> list[str]:
    """A command that runs a few lines of Python in a fresh process."""
    return [sys.executable, "-c", code, *arguments]


def check_command(path: Path) -> list[str]:
    """`./titiktemu check FILE --json`, after the launcher."""
    return [sys.executable, "-m", "titiktemu", "check", str(path), "--json"]


def big_table(rows: int, path: Path, generator: Path | None) -> dict[str, int]:
    """Write the long table; by the generator beside the checkout where it is there, else by our own.

    Returns the faults that were put in, as the generator counts them.
    """
    if generator is None:
        return write_table(rows, path)
    # The generator of the published test data: rows and a path, truth on standard error.
    made = subprocess.run(  # noqa: S603
        [sys.executable, str(generator), str(rows), str(path)], check=True, stderr=subprocess.PIPE, text=True
    )
    told: dict[str, int] = json.loads(made.stderr)
    return told


def first_rows(source: Path, rows: int, path: Path) -> None:
    """The header and the first rows of a CSV file."""
    with (
        source.open(encoding="utf-8", newline="") as whole,
        path.open("w", encoding="utf-8", newline="") as part,
    ):
        writer = csv.writer(part)
        for at, row in enumerate(csv.reader(whole)):
            if at > rows:
                break
            writer.writerow(row)


def repeated_ids(path: Path) -> int:
    """Surplus values in the first column of a CSV file, counted in the plainest way."""
    with path.open(encoding="utf-8", newline="") as file:
        ids = [row[0] for row in csv.reader(file)]
    return len(ids) - len(set(ids))


def workbook(rows: int, path: Path) -> None:
    """An XLSX as offices send it: codes and names as texts, amounts and days as numbers."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Data")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, [_heading(place) for place in range(COLUMNS_OF_WORKBOOK)])
        for row in range(1, rows + 1):
            for place in range(COLUMNS_OF_WORKBOOK):
                _write(sheet, row, place, day)


def _heading(place: int) -> str:
    return ("kode_wilayah", "nama_unit", "tanggal", "jumlah_orang", "anggaran_rp", "nomor_urut")[
        place % 6
    ] + f"_{place // 6 + 1}"


def _write(sheet: xlsxwriter.worksheet.Worksheet, row: int, place: int, day: object) -> None:
    kind = place % 6
    if kind == 0:
        sheet.write_string(row, place, f"35.10.{row % 25 + 1:02d}")
    elif kind == 1:
        sheet.write_string(row, place, f"Unit {row % 977} {place}")
    elif kind == 2:
        sheet.write_number(row, place, 43_000 + row % 2000, day)
    elif kind == 3:
        sheet.write_number(row, place, row * 7 % 1013)
    elif kind == 4:
        sheet.write_number(row, place, row * 104_729 % 9_999_991 + 0.25 * (row % 4))
    else:
        sheet.write_string(row, place, f"{row:08d}")
