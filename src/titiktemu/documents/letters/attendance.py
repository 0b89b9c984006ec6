"""Attendance list (daftar hadir) to print and to sign."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from titiktemu.documents.content import Attendance, Block, Content, Language, Paragraph, Signatures
from titiktemu.documents.letters.shapes import Sender, Session

NAME, ORGANISATION, OFFICE, SIGN = 3.2, 3.2, 2.6, 2.4
"""How wide the columns are to each other."""


def attendance(
    language: Language,
    *,
    sender: Sender,
    session: Session,
    expected: tuple[tuple[str, str, str], ...] = (),
    empty_rows: int = 15,
    signed_on: date | None = None,
) -> Content:
    """A list of those who are expected (name, organisation, office), and empty rows for everybody else."""
    with override(language):
        header = (
            pgettext("letter", "Name"),
            pgettext("letter", "Organisation"),
            pgettext("letter", "Office"),
            pgettext("letter", "Signature"),
        )
        blocks: tuple[Block, ...] = (
            session.facts(language),
            Attendance(
                header,
                tuple((*one, "") for one in expected),
                empty_rows,
                (NAME, ORGANISATION, OFFICE, SIGN),
            ),
            Paragraph(
                _(
                    "This list notes who was there and is used for nothing else (UU 27/2022)."
                    " Whoever does not want to be named may be counted without a name."
                )
            ),
            Signatures((sender.place(signed_on or session.day, language, dated=True),), at_end=True),
        )
        title = _("Attendance list")
    return Content(title, language, blocks, layout="act", letterhead=sender.letterhead)
