"""A long table against a schema: ours beside frictionless, every error counted."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

from titiktemu.config.cli.bench_files import Run, python, run
from titiktemu.config.cli.bench_lines import Line
from titiktemu.config.cli.texts import _

TIMES, MOST_MEMORY = 10, 500
OURS = """
import json, sys
from pathlib import Path
from titiktemu.analysis.spreadsheet.reading import read_file
from titiktemu.analysis.spreadsheet.sources import sources_of
from titiktemu.analysis.table_schema.parsing import parse
from titiktemu.analysis.table_schema.validation import validate
(source,) = sources_of(read_file(Path(sys.argv[1])))
found = validate(source, parse(json.loads(sys.argv[2])))
print(json.dumps({name: many for (name, _kind), many in found.counts.items()}))
"""
THEIRS = """
import json, sys
from collections import Counter
from frictionless import Resource, Schema, system
system.trusted = True
table = Resource(path=sys.argv[1], schema=Schema.from_descriptor(json.loads(sys.argv[2])))
report = table.validate(limit_errors=10**9)
print(json.dumps(Counter(error.field_name for error in report.tasks[0].errors)))
"""
AMOUNT: dict[str, object] = {"type": "number", "decimalChar": ",", "groupChar": "."}
ASKED: dict[str, dict[str, object]] = {
    "id_layanan": {"constraints": {"unique": True, "pattern": "L[0-9]{8}"}},
    "kecamatan": {"constraints": {"required": True}},
    "nik_pasien": {"constraints": {"pattern": "[0-9]{16}"}},
    "biaya_rp": AMOUNT,
    "anggaran_rp": AMOUNT,
    "persen_capaian": {
        "type": "number", "decimalChar": ",", "constraints": {"minimum": 0, "maximum": 100},
    },
    "lintang": {"type": "number", "constraints": {"minimum": -11, "maximum": 6}},
    "bujur": {"type": "number", "constraints": {"minimum": 95, "maximum": 141}},
}  # fmt: skip
"""What the columns of the long table must keep to; of the others only that they are texts."""


def lines(path: Path, *, whole: bool) -> list[Line]:
    """Measure both on one file.

    Parameters
    ----------
    path : Path
        The long table.
    whole : bool
        Whether it has its full length, so that targets count.
    """
    with path.open(encoding="utf-8") as file:
        names = file.readline().strip().split(",")
    fields = [{"name": name, "type": "string"} | ASKED.get(name, {}) for name in names]
    schema = json.dumps({"fields": fields})
    mine = run(python(OURS, str(path), schema))
    found = json.loads(mine.output)
    said = ", ".join(f"{name} {many:,}" for name, many in sorted(found.items()))
    small = mine.megabytes <= MOST_MEMORY if whole else None
    made = [Line(f"schema: titiktemu, {said}", _told(mine), f"≤ {MOST_MEMORY} MB", small)]
    if importlib.util.find_spec("frictionless") is None:
        return made
    peer = run(python(THEIRS, str(path), schema))
    ratio, same = peer.cpu / mine.cpu, json.loads(peer.output) == found
    ratio_name = _("ratio titiktemu / {program}, processor time").format(program="frictionless")
    return [
        *made,
        Line(_("the same errors by frictionless"), str(same), _("exact"), same),
        Line("schema: frictionless", _told(peer), "–", None),
        Line(ratio_name, f"1 / {ratio:.0f}", f"≤ 1 / {TIMES}", ratio >= TIMES if whole else None),
    ]


def _told(one: Run) -> str:
    return f"{one.seconds:.2f} s, {one.cpu:.2f} s CPU, {one.megabytes:.0f} MB"
