"""Parts of a DOCX for which python-docx has no words: languages, fields, numbered lists, borders."""

import io
import itertools
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

import resvg_py
from docx.document import Document as Paper
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Pt, RGBColor
from docx.table import Table as Grid
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph as Line

from titiktemu.documents.content import Figure
from titiktemu.documents.rendering.fonts import FONT_FILES

INK: Final = RGBColor(0x1B, 0x1F, 0x24)
WASH: Final = "F1F3F5"
SIZES: Final = {
    "Normal": 10.5,
    "Title": 16,
    "Heading 1": 13,
    "Heading 2": 11.5,
    "Heading 3": 10.5,
    "Caption": 9,
}
PNG_ZOOM: Final = 3


def element(name: str, **attributes: str) -> Any:
    """An element of Word's own XML."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def set_language(paper: Paper, language: str, font: str) -> None:
    """Say in which language the paper is, and set all of its styles in one typeface and one ink."""
    for name, size in SIZES.items():
        style: Any = paper.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = font, Pt(size), INK
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
        for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{kind}"), font)
    title: Any = paper.styles["Title"]
    title.font.bold = True
    for line in title.element.findall(f".//{qn('w:pBdr')}"):
        line.getparent().remove(line)
    for properties in paper.styles.element.iter(qn("w:rPr")):
        for known in properties.findall(qn("w:lang")):
            properties.remove(known)
    defaults = paper.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if defaults is not None:
        defaults.append(element("w:lang", val=language, eastAsia=language))


def add_field(line: Line, name: str) -> None:
    """A figure that Word fills in: PAGE, NUMPAGES."""
    for kind in ("begin", "", "separate", "0", "end"):
        run = line.add_run()
        if kind == "0":  # until Word has counted
            run.text = kind
        elif kind:
            run._r.append(element("w:fldChar", fldCharType=kind))
        else:
            code = element("w:instrText")
            code.text = name
            run._r.append(code)


def numbered_anew(paper: Paper) -> Callable[[Line], None]:
    """Begin a numbered list at one; the answer puts a paragraph into it."""
    numbering = paper.part.numbering_part.element
    of_style: Any = paper.styles["List Number"].element
    known = of_style.pPr.numPr.numId.val
    abstract = next(one for one in numbering.num_lst if one.numId == known).abstractNumId.val
    made = numbering.add_num(abstract)
    made.add_lvlOverride(ilvl=0).add_startOverride(1)

    def put(line: Line) -> None:
        wanted = line._p.get_or_add_pPr().get_or_add_numPr()
        wanted.get_or_add_ilvl().val = 0
        wanted.get_or_add_numId().val = made.numId

    return put


def border(line: Line, where: str, *, double: bool = False) -> None:
    """A line beside or below a paragraph."""
    edges = element("w:pBdr")
    edges.append(
        element(f"w:{where}", val="double" if double else "single", sz="12", space="4", color="1B1F24")
    )
    line._p.get_or_add_pPr().append(edges)


def shade(line: Line) -> None:
    """A light ground behind a paragraph."""
    line._p.get_or_add_pPr().append(element("w:shd", val="clear", color="auto", fill=WASH))


def kept_whole(row: _Row) -> None:
    """Never tear this row apart between two pages."""
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))


def keep_with_next(elements: Iterable[Any]) -> None:
    """Leave no page break between these paragraphs and tables, nor between them and what follows."""
    for one in elements:
        for line in one.iter(qn("w:p")):
            line.get_or_add_pPr().get_or_add_keepNext()


def break_before(made: Any) -> None:
    """Begin a new page with this paragraph or table."""
    line = next(made.iter(qn("w:p")))
    line.get_or_add_pPr().get_or_add_pageBreakBefore()


def add_grid(
    paper: Paper,
    header: Sequence[str],
    rows: int,
    widths: Sequence[float],
    wide: Length,
    height: Length | None = None,
) -> list[tuple[_Cell, ...]]:
    """The cells of a table whose first row is its header on every page; no row is torn apart."""
    grid: Grid = paper.add_table(rows + 1, len(header), style="Table Grid")
    shares = tuple(widths) or (1.0,) * len(header)
    for across, share in enumerate(shares):
        width = Length(int(wide * share / sum(shares)))
        grid.columns[across].width = width
        for cell in grid.columns[across].cells:
            cell.width = width
    for at, row in enumerate(grid.rows):
        kept_whole(row)
        if height is not None and at:
            row.height = height
    grid.rows[0]._tr.get_or_add_trPr().append(element("w:tblHeader"))
    for cell, name in zip(grid.rows[0].cells, header, strict=True):
        cell.paragraphs[0].add_run(name).bold = True
        cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=WASH))
    cells = [row.cells for row in grid.rows]
    for cell in itertools.chain.from_iterable(cells):
        cell.paragraphs[0].paragraph_format.space_after = Pt(2)
    return cells


def add_picture(paper: Paper, figure: Figure, wide: Length) -> None:
    """A drawing as a picture, with what it shows in words."""
    drawn = resvg_py.svg_to_bytes(
        svg_string=figure.svg,
        zoom=PNG_ZOOM,
        skip_system_fonts=True,
        font_files=[str(one) for one in FONT_FILES],
        font_family="Plus Jakarta Sans",
        sans_serif_family="Plus Jakarta Sans",
    )
    put = paper.add_picture(io.BytesIO(bytes(drawn)), width=Length(int(wide * figure.width)))
    told = put._inline.docPr
    told.set("descr", figure.alternative)
    told.set("title", figure.caption)
