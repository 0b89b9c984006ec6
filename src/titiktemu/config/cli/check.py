"""`./titiktemu check FILE`: what a spreadsheet holds, how good it is, and whether people are in it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from titiktemu.analysis.spreadsheet.reading import Read, Unreadable, read_file
from titiktemu.analysis.table_quality import Checked, check
from titiktemu.analysis.table_report import as_json, remarks_of
from titiktemu.config.cli.texts import _

FOUND, WRONG_USE = 1, 2
ROWS_SHOWN = 10


def main(arguments: Sequence[str]) -> int:
    """Run the command.

    Returns 0; 1 where the file has problems or no table; 2 where it cannot be read, with a sentence on
    standard error.
    """
    options = _parser().parse_args(arguments)
    try:
        read = read_file(options.file)
        checked = check(read)
    except Unreadable as error:
        return _refuse(_(error.template).format(**error.values))
    except OSError as error:
        sentence = _("{path} cannot be read: {reason}.")
        return _refuse(sentence.format(path=options.file, reason=error.strerror))
    if options.json:
        sys.stdout.write(json.dumps(as_json(read, checked, _), ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.write(_words(read, checked))
    states = {one.state for table in checked for one in table.findings}
    states.update(remark.state for _sheet, remark in remarks_of(read))
    return FOUND if "problem" in states or not checked else 0


def _refuse(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return WRONG_USE


def _words(read: Read, checked: Sequence[Checked]) -> str:
    lines = []
    if not checked:
        lines.append(_("There is no table in this file."))
    for one in checked:
        place = f"{one.sheet}: " if one.sheet else ""
        lines.append(
            place + _("{rows} rows, {columns} columns").format(rows=one.rows, columns=len(one.columns))
        )
        for column in one.columns:
            told = column.understood
            sure = "" if told.is_sure else " · " + _("please confirm")
            share = f"{told.share:.0%}"
            lines.append(f"  {column.name} · {told.meaning.value} ({share}){sure} · {_(told.evidence)}")
        lines += [
            f"  ! {finding.count} · {_(finding.explanation)}{_where(finding.rows)}"
            for finding in one.findings
            if finding.state != "ok"
        ]
        sentence = _("Personal data: {column} ({kind})")
        lines += ["  ! " + sentence.format(column=row["column"], kind=row["kind"]) for row in one.personal]
    for sheet, remark in remarks_of(read):
        place = f"{sheet}: " if sheet else ""
        lines.append(f"  ! {place}{remark.count} · {_(remark.sentence)}{_where(remark.rows)}")
    return "\n".join(lines) + "\n"


def _where(rows: Sequence[int]) -> str:
    if not rows:
        return ""
    shown = ", ".join(map(str, rows[:ROWS_SHOWN])) + (" …" if len(rows) > ROWS_SHOWN else "")
    return " (" + _("rows {rows}").format(rows=shown) + ")"


def _parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="./titiktemu check",
        description=_("Say what a spreadsheet or CSV file holds; nothing is changed or kept."),
    )
    made.add_argument("file", type=Path, help=_("CSV, TSV, XLSX, XLS or ODS"))
    made.add_argument("--json", action="store_true", help=_("print everything as JSON"))
    return made
