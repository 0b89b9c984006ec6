"""The table of roles to take away: rows of a file, a paper, and the blank sheet for the wall."""

from itertools import zip_longest
from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from titiktemu.documents.content import (
    Attendance,
    Block,
    Content,
    Heading,
    Language,
    PageBreak,
    Paragraph,
    Run,
    Table,
    Text,
    bold,
    italic,
)
from titiktemu.documents.list_files import Cell
from titiktemu.foundation.languages import in_reader_language
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import BOTH_SIDES, Side, opposite
from titiktemu.step2_forum.roles.queries.learning import Learning, Role, role_table
from titiktemu.step2_forum.roles.queries.points import Told
from titiktemu.step2_forum.roles.words import PointKind, question_of

type Rows = list[list[Cell]]

COLUMNS: Final = (
    "about", "written_by", "kind", "text", "text_en", "legal_basis", "no_rule", "standing", "believed",
    "why_disputed",
)  # fmt: skip
ROWS_OF_OWN, ROWS_OF_OTHER = 3, 3
"""Empty rows for each question of the blank sheet: five questions fill a page."""
ROW_HEIGHT: Final = 0.7
"""Of an empty row, in centimetres, so that the first page has its five questions below the title too."""


def role_rows(learning: Learning) -> Rows:
    """Each point in a row: the wording that stands, and what was believed where that is another."""
    found: Rows = [list(COLUMNS)]
    for about, points in learning.by_side(learning.told):
        for one in points:
            wording = one.wording
            said = [row for row in one.answers if row.side == about and row.kind]
            law = said[-1] if said else one.point
            found.append(
                [
                    about,
                    one.point.side,
                    wording.kind,
                    wording.text,
                    wording.text_en,
                    law.basis,
                    "yes" if law.has_no_basis else "",
                    "own" if one.point.is_own else one.standing.value,
                    one.point.text if one.correction else "",
                    _why(one),
                ]
            )
    return found


def _why(told: Told) -> str:
    return "; ".join(one.reason for one in told.answers if one.reason) if told.is_disputed else ""


def role_paper(initiative: Initiative, learning: Learning) -> Content:
    """The table of roles, what was learned, and what stays open."""
    blocks: list[Block] = [Paragraph(learning.in_words)]
    for row in role_table(learning):
        if row.is_empty:
            continue
        (_gov, left), (_cso, right) = row.sides
        cells = [(_cell(one), _cell(other)) for one, other in zip_longest(left, right)]
        blocks += [Heading(row.heading), Table(_both_names(), tuple(cells), widths=(1, 1))]
    blocks += _learned(learning) + _open(learning)
    return _content(initiative, _("Table of roles"), blocks)


def _learned(learning: Learning) -> list[Block]:
    if not learning.corrected:
        return []
    rows = [
        (
            str(Side(one.point.about).label),
            one.point.shown_text,
            (Run(one.wording.shown_text), *_after(one.basis_words)),
        )
        for _side, points in learning.by_side(learning.corrected)
        for one in points
    ]
    header = (_("About"), _("It was believed"), _("It is so"))
    return [Heading(_("What we learned of each other")), Table(header, tuple(rows), widths=(1, 2, 2))]


def _open(learning: Learning) -> list[Block]:
    rows = [
        (
            str(Side(one.point.about).label),
            (Run(one.point.shown_text), *_after(_why(one))),
            str(one.standing.label),
        )
        for _side, points in learning.by_side([*learning.disputed, *learning.waiting])
        for one in points
    ]
    if not rows:
        return []
    header = (_("About"), _("The point"), _("How both stand to it"))
    return [Heading(_("What stays open")), Table(header, tuple(rows), widths=(1, 2.6, 1.4))]


def _cell(role: Role | None) -> Text:
    if role is None:
        return ""
    state = (Run("\n"), bold(role.state)) if role.state else ()
    return (Run(role.wording.shown_text), *_after(role.basis_words), *state)


def _after(words: str) -> tuple[Run, ...]:
    return (Run("\n"), italic(words)) if words else ()


def _both_names() -> tuple[str, ...]:
    return tuple(str(side.label) for side in BOTH_SIDES)


def blank_sheet(initiative: Initiative) -> Content:
    """Empty fields for each question, of each side of itself and of the other: for the wall and the pen."""
    blocks: list[Block] = [
        Paragraph(
            _(
                "Each side writes apart and shows nothing until both are done. One point in each row, in one"
                " sentence. Name the law and article where you know them, or write that there is none."
            )
        )
    ]
    for side in BOTH_SIDES:
        for about in (side, opposite(side)):
            if blocks[1:]:
                blocks.append(PageBreak())
            blocks += _questions(side, about)
    return _content(initiative, _("Role mirror: sheet for the wall"), blocks)


def _questions(side: Side, about: Side) -> list[Block]:
    told = {"side": side.label, "other": about.label}
    is_own = side == about
    title = _("%(side)s about itself") % told if is_own else _("What %(side)s believes of %(other)s") % told
    header = (_("The point"), _("Law and article"))
    found: list[Block] = [Heading(title)]
    for kind in PointKind:
        empty = Attendance(header, (), ROWS_OF_OWN if is_own else ROWS_OF_OTHER, (3, 1.4), ROW_HEIGHT)
        found += [Heading(question_of(kind, is_own=is_own), 2), empty]
    return found


def _content(initiative: Initiative, title: str, blocks: list[Block]) -> Content:
    language: Language = "en" if (get_language() or "").startswith("en") else "id"
    return Content(
        title=title,
        subtitle=in_reader_language(initiative.title, initiative.title_en),
        language=language,
        blocks=tuple(blocks),
        is_fiction=initiative.is_fiction,
    )
