"""The smallest workbooks that hold a made-up sheet: XLSX and ODS, written by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

from titiktemu.analysis.planted_columns import read_idr
from titiktemu.analysis.spreadsheet.sheets import letters

type Rows = Sequence[Sequence[str]]
type Kinds = Sequence[tuple[range, int, Sequence[str]]]
"""Of each table: the rows it fills, from 1, its first column, and the kinds of its columns."""

_DAY = (2026, 1, 1, 0, 0, 0)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOC = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
RELATION = (
    '<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{doc}/{kind}" Target="{to}"/>'
)
XLSX_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}.worksheet+xml"/></Types>',
    "_rels/.rels": RELATION.format(package=PACKAGE, doc=DOC, kind="officeDocument", to="xl/workbook.xml")
    + "</Relationships>",
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{DOC}"><sheets>'
    '<sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": RELATION.format(
        package=PACKAGE, doc=DOC, kind="worksheet", to="worksheets/sheet1.xml"
    )
    + "</Relationships>",
}
SHEET = f'<worksheet xmlns="{MAIN}"><sheetData>{{rows}}</sheetData></worksheet>'
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def number_in(text: str, at: int, place: int, kinds: Kinds) -> float | None:
    """The number that a workbook keeps for this text in this cell; None where it keeps the text."""
    for rows, left, one in kinds:
        if at in rows and left <= place < left + len(one) and one[place - left] != "text":
            plain = text.replace(".", "", 1).isdigit() and text.count(".") == 1 and "," not in text
            is_decimal = plain and len(text.rpartition(".")[2]) == 2
            return float(text) if is_decimal else read_idr(text)
    return None


def xlsx(rows: Rows, kinds: Kinds) -> bytes:
    """An XLSX with one sheet; numbers where the columns are of numbers, texts elsewhere."""
    made = []
    for at, row in enumerate(rows, start=1):
        cells = [_xlsx_cell(text, at, place, kinds) for place, text in enumerate(row) if text]
        made.append(f'<row r="{at}">{"".join(cells)}</row>' if cells else "")
    return _zipped({**XLSX_PARTS, "xl/worksheets/sheet1.xml": SHEET.format(rows="".join(made))})


def _xlsx_cell(text: str, at: int, place: int, kinds: Kinds) -> str:
    where = f"{letters(place)}{at}"
    if (held := number_in(text, at, place, kinds)) is not None:
        return f'<c r="{where}"><v>{held!r}</v></c>'
    return f'<c r="{where}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def ods(rows: Rows, kinds: Kinds) -> bytes:
    """An ODS with one sheet, the same way."""
    made = [
        "<table:table-row>"
        + "".join(_ods_cell(text, at, place, kinds) for place, text in enumerate(row or [""]))
        + "</table:table-row>"
        for at, row in enumerate(rows, start=1)
    ]
    spaces = " ".join(f'xmlns:{name}="{OFFICE}:{name}:1.0"' for name in ("office", "table", "text"))
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return _zipped(
        {
            "mimetype": kind,
            "content.xml": f'<office:document-content {spaces} office:version="1.2"><office:body>'
            f'<office:spreadsheet><table:table table:name="Data">{"".join(made)}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{OFFICE}:'
            f'manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
            "</manifest:manifest>",
        }
    )


def _ods_cell(text: str, at: int, place: int, kinds: Kinds) -> str:
    if not text:
        return "<table:table-cell/>"
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n"))
    if (held := number_in(text, at, place, kinds)) is not None:
        return (
            f'<table:table-cell office:value-type="float" office:value="{held!r}">{lines}</table:table-cell>'
        )
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


def _zipped(members: dict[str, str]) -> bytes:
    """Always the same bytes for the same texts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in members.items():
            packed.writestr(zipfile.ZipInfo(name, _DAY), text)
    return out.getvalue()
