"""`./titiktemu check FILE`: what a spreadsheet holds, how good it is, and whether people are in it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from titiktemu.analysis.spreadsheet.reading import Read, Unreadable, read_file
from titiktemu.analysis.table_quality import Checked, as_json, check
from titiktemu.config.cli.texts import _

FOUND, WRONG_USE = 1, 2
ROWS_SHOWN = 10


def main(arguments: Sequence[str]) -> int:
    """Run the command.

    Returns 0; 1 where the file has problems, 2 where it cannot be read, with a sentence on standard error.
    """
    options = _parser().parse_args(arguments)
    try:
        read = read_file(options.file)
    except Unreadable as error:
        return _refuse(_(error.template).format(**error.values))
    except OSError as error:
        sentence = _("{path} cannot be read: {reason}.")
        return _refuse(sentence.format(path=options.file, reason=error.strerror))
    checked = check(read)
    if options.json:
        sys.stdout.write(json.dumps(as_json(read, checked), ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.write(_words(read, checked))
    return FOUND if any(one.state == "problem" for table in checked for one in table.findings) else 0


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
        for finding in one.findings:
            if finding.state != "ok":
                rows = ", ".join(map(str, finding.rows[:ROWS_SHOWN]))
                more = " …" if len(finding.rows) > ROWS_SHOWN else ""
                where = " (" + _("rows {rows}").format(rows=rows + more) + ")" if rows else ""
                lines.append(f"  ! {finding.count} · {_(finding.explanation)}{where}")
        sentence = _("Personal data: {column} ({kind})")
        lines += ["  ! " + sentence.format(column=row["column"], kind=row["kind"]) for row in one.personal]
    return "\n".join(lines) + "\n"


def _parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="./titiktemu check",
        description=_("Say what a spreadsheet or CSV file holds; nothing is changed or kept."),
    )
    made.add_argument("file", type=Path, help=_("CSV, TSV, XLSX, XLS or ODS"))
    made.add_argument("--json", action="store_true", help=_("print everything as JSON"))
    return made
