"""The paper as DOCX, for offices that go on working in Word: real headings, lists and header rows."""

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Length, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as Line

from titiktemu.documents.checking import checked
from titiktemu.documents.content import (
    Attendance,
    Content,
    Facts,
    Figure,
    Heading,
    KeyFigures,
    Letterhead,
    Lines,
    Listing,
    Note,
    PageBreak,
    Paragraph,
    Place,
    Reference,
    Signatures,
    Table,
    Text,
    runs_of,
)
from titiktemu.documents.rendering.docx_parts import (
    add_field,
    add_grid,
    add_picture,
    border,
    break_before,
    keep_with_next,
    kept_whole,
    numbered_anew,
    set_language,
    shade,
)
from titiktemu.documents.rendering.keeping import kept_with_next
from titiktemu.documents.rendering.wording import words_of

FONT: Final = "Arial"
"""On every computer of an office, and what official letters are written in."""
ZIPPED_AT: Final = (1980, 1, 1, 0, 0, 0)
WIDE: Final = Cm(16)
WIDE_LYING: Final = Cm(24.7)
ALIGNED: Final = {
    "start": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "end": WD_ALIGN_PARAGRAPH.RIGHT,
}
SIGNING_LINES: Final = 4


def as_docx(content: Content, *, made_at: datetime) -> bytes:
    """The paper as DOCX; the same bytes for the same content and moment."""
    content = checked(content)
    writer = _Writer(content)
    writer.write(made_at)
    into = io.BytesIO()
    writer.paper.save(into)
    return _of_no_moment(into.getvalue())


def _of_no_moment(packed: bytes) -> bytes:
    """The same file without the moment at which it was packed."""
    into = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as source, zipfile.ZipFile(into, "w") as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, ZIPPED_AT)
            member.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(member, source.read(name))
    return into.getvalue()


class _Writer:
    """Writes one paper, block after block."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.words = words_of(content)
        self.paper: Paper = Document()
        self.breaks_before = False
        self.wide: Length = WIDE_LYING if content.lying else WIDE
        self.by_kind: dict[type[Any], Callable[[Any], None]] = {
            Heading: self._heading,
            Paragraph: self._paragraph,
            Listing: self._listing,
            Table: self._table,
            Facts: self._facts,
            Figure: self._figure,
            KeyFigures: self._key_figures,
            Signatures: self._signatures,
            PageBreak: self._page_break,
            Note: self._note,
            Attendance: self._attendance,
            Reference: self._reference,
            Lines: self._lines,
        }

    def write(self, made_at: datetime) -> None:
        """Set the page up and write everything."""
        self._set_up(made_at)
        if self.content.letterhead is not None:
            self._letterhead(self.content.letterhead)
        if self.content.is_fiction:
            self._note(Note(self.words["fiction_long"]))
        if self.content.layout != "letter":
            self._title()
        kept = kept_with_next(self.content.blocks)
        for at, block in enumerate(self.content.blocks):
            last = self.paper.element.body.index(self.paper.element.body.sectPr)
            self.by_kind[type(block)](block)
            made = list(self.paper.element.body)[last:-1]
            if at in kept:
                keep_with_next(made)
            if self.breaks_before and made:
                self.breaks_before = False
                break_before(made[0])

    def _set_up(self, made_at: datetime) -> None:
        properties = self.paper.core_properties
        properties.title, properties.author = self.content.title, self.words["author"]
        properties.comments, properties.keywords = "", self.content.number
        properties.language = f"{self.content.language}-{self.words['region']}"
        properties.created = properties.modified = made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        properties.last_modified_by = self.words["author"]
        set_language(self.paper, properties.language, FONT)
        section = self.paper.sections[0]
        sizes = (Cm(29.7), Cm(21)) if self.content.lying else (Cm(21), Cm(29.7))
        section.page_width, section.page_height = sizes
        section.orientation = WD_ORIENT.LANDSCAPE if self.content.lying else WD_ORIENT.PORTRAIT
        section.left_margin = section.right_margin = Cm(2.5)
        section.top_margin, section.bottom_margin = Cm(2.2), Cm(2.4)
        if self.content.is_fiction:
            line = section.header.paragraphs[0]
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            line.add_run(self.words["fiction"]).bold = True
        foot = section.footer.paragraphs[0]
        foot.add_run(f"{self.words['foot']} · {self.words['page_before']}")
        add_field(foot, "PAGE")
        foot.add_run(self.words["page_between"])
        add_field(foot, "NUMPAGES")
        foot.add_run(self.words["page_behind"])
        for run in foot.runs:
            run.font.size = Pt(8)

    def _title(self) -> None:
        act = self.content.layout == "act"
        title = self.paper.add_paragraph(style="Title")
        title.add_run(self.content.title.upper() if act else self.content.title)
        below = [self.content.subtitle]
        below += [f"{self.words['number']}: {self.content.number}"] if self.content.number else []
        for one in (title, *(self.paper.add_paragraph(text) for text in below if text)):
            one.alignment = ALIGNED["center" if act else "start"]

    def _letterhead(self, head: Letterhead) -> None:
        sizes = [(head.above, 11), (head.name, 14), *((one, 9) for one in head.lines)]
        written = []
        for text, size in sizes:
            if text:
                line = self._line((text,), align="center")
                line.runs[0].font.size, line.runs[0].bold = Pt(size), text == head.name
                line.paragraph_format.space_after = Pt(0)
                written.append(line)
        border(written[-1], "bottom", double=True)
        written[-1].paragraph_format.space_after = Pt(10)

    def _line(self, texts: tuple[Text, ...], *, align: str = "start", style: str | None = None) -> Line:
        line = self.paper.add_paragraph(style=style)
        _put(line, *texts)
        line.alignment = ALIGNED[align]
        return line

    def _heading(self, block: Heading) -> None:
        self.paper.add_heading(block.text, block.level)

    def _paragraph(self, block: Paragraph) -> None:
        self._line((block.text,), align=block.align)

    def _listing(self, block: Listing) -> None:
        anew = numbered_anew(self.paper) if block.ordered else None
        for one in block.items:
            line = self._line((one,), style="List Number" if block.ordered else "List Bullet")
            if anew is not None:
                anew(line)

    def _table(self, block: Table) -> None:
        if block.caption:
            line = self._line((block.caption,), style="Caption")
            line.paragraph_format.keep_with_next = True
        grid = add_grid(self.paper, block.header, len(block.rows), block.widths, self.wide)
        for at, row in enumerate(block.cells, start=1):
            for across, cell in enumerate(row):
                line = grid[at][across].paragraphs[0]
                _put(line, cell.text)
                line.alignment = ALIGNED[cell.align]
                for run in line.runs if cell.is_header else ():
                    run.bold = True
        for across, column in enumerate(block.columns):
            grid[0][across].paragraphs[0].alignment = ALIGNED[column.align]
        self.paper.add_paragraph().paragraph_format.space_after = Pt(0)

    def _facts(self, block: Facts) -> None:
        self._pairs(block.pairs)

    def _pairs(self, pairs: tuple[tuple[str, Text], ...]) -> None:
        for term, text in pairs:
            line = self._line((f"{term}\t: ", text))
            line.paragraph_format.tab_stops.add_tab_stop(Cm(4))
            line.paragraph_format.left_indent = Cm(4.25)
            line.paragraph_format.first_line_indent = Cm(-4.25)
            line.paragraph_format.space_after = Pt(2)
        line.paragraph_format.space_after = Pt(8)

    def _figure(self, block: Figure) -> None:
        add_picture(self.paper, block, self.wide)
        if block.caption:
            self._line((block.caption,), style="Caption")

    def _key_figures(self, block: KeyFigures) -> None:
        for one in block.figures:
            line = self._line((one.value,))
            line.runs[0].bold, line.runs[0].font.size = True, Pt(18)
            line.add_run(f"  {one.label}")
            if one.note:
                line.add_run(f" ({one.note})").font.size = Pt(9)

    def _signatures(self, block: Signatures) -> None:
        grid = self.paper.add_table(len(block.rows), block.columns)
        for signing, row in zip(grid.rows, block.rows, strict=True):
            kept_whole(signing)
            is_dated = any(place and place.city_and_date for place in row)
            is_numbered = any(place and place.nip for place in row)
            for cell, place in zip(signing.cells, row, strict=True):
                # The names of a row stand on one line, however long the offices above them are.
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
                if place is not None:
                    self._place(cell, place, is_dated=is_dated, is_numbered=is_numbered)

    def _place(self, cell: _Cell, one: Place, *, is_dated: bool, is_numbered: bool) -> None:
        lines = [one.city_and_date] if is_dated else []
        lines += [text for text in (one.role, one.office) if text] + [""] * SIGNING_LINES
        lines += [one.name or "(" + "." * 44 + ")"]
        lines += [f"{self.words['nip']} {one.nip}" if one.nip else ""] if is_numbered else []
        for number, text in enumerate(lines):
            line = cell.add_paragraph() if number else cell.paragraphs[0]
            line.add_run(text).bold = bool(text) and text in {one.office, one.name}
            line.paragraph_format.space_after = Pt(2)
            line.paragraph_format.keep_with_next = True
        line.paragraph_format.space_after = Pt(14)  # before whoever signs below

    def _page_break(self, _block: PageBreak) -> None:
        # Said of what follows: a paragraph of its own would leave an empty line on the new page.
        self.breaks_before = True

    def _note(self, block: Note) -> None:
        for text in (block.title, block.text):
            if text:
                line = self._line((text,))
                border(line, "left")
                shade(line)
                if text is block.title:
                    line.runs[0].bold = True

    def _attendance(self, block: Attendance) -> None:
        header = (self.words["number_column"], *block.header)
        shares = block.widths or (1.0,) * len(block.header)
        widths = (sum(shares) * 0.08, *shares)
        count = len(block.rows) + block.empty_rows
        grid = add_grid(self.paper, header, count, widths, self.wide, height=Cm(block.height))
        for at in range(1, count + 1):
            grid[at][0].text = str(at)
        for at, row in enumerate(block.rows, start=1):
            for across, text in enumerate(row, start=1):
                grid[at][across].text = text

    def _reference(self, block: Reference) -> None:
        if block.city_and_date:
            self._line((block.city_and_date,), align="end")
        found = ((self.words["number"], self.content.number), (self.words["attachment"], block.attachment))
        self._pairs((*((term, text) for term, text in found if text), (self.words["subject"], block.subject)))

    def _lines(self, block: Lines) -> None:
        line = self._line(block.lines[:1])
        line.runs[0].bold = block.first_bold
        for one in block.lines[1:]:
            line.add_run().add_break()
            line.add_run(one)


def _put(line: Line, *texts: Text) -> None:
    for text in texts:
        for run in runs_of(text):
            written = line.add_run(run.text)
            written.bold, written.italic = run.bold or None, run.italic or None
