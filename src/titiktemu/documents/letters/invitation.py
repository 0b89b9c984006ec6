"""Letter of invitation (surat undangan) to the head of an office."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from titiktemu.documents.content import (
    Block,
    Content,
    Language,
    Lines,
    Listing,
    Paragraph,
    Reference,
    Signatures,
    bold,
)
from titiktemu.documents.letters.shapes import Sender, Session
from titiktemu.documents.words import short_day


@dataclass(frozen=True)
class Recipient:
    """To whom: an office, so that whoever leads it, or will lead it, is invited."""

    office: str
    place: str = ""


def invitation(
    language: Language,
    *,
    sender: Sender,
    recipient: Recipient,
    session: Session,
    initiative: str,
    written_on: date,
    answer_by: date | None = None,
    answer_to: str = "",
    attachment: str = "",
    copies_to: tuple[str, ...] = (),
) -> Content:
    """Invite the head of an office to a meeting, and ask for a successor with a letter of assignment.

    ``answer_to`` is where to answer: an address, a telephone number of the committee. ``copies_to`` are
    offices that get a copy (tembusan).
    """
    with override(language):
        blocks: list[Block] = [
            Reference(
                _("Invitation: %(title)s") % {"title": session.title},
                sender.city_and_date(written_on, language),
                attachment or "–",
            ),
            Lines(
                (_("To: %(office)s") % {"office": recipient.office}, recipient.place or _("at the office"))
            ),
            Paragraph(pgettext("letter", "Dear Sir or Madam,")),
            Paragraph(_reason(initiative)),
            session.facts(language),
            *_agenda(session),
            Paragraph(_deputy()),
            *_answer(language, answer_by, answer_to),
            Paragraph(_("We thank you for your attention and look forward to your presence.")),
            Signatures((sender.place(written_on, language, dated=False),), at_end=True),
            *_copies(copies_to),
        ]
        title = _("Invitation: %(title)s") % {"title": session.title}
    return Content(title, language, tuple(blocks), layout="letter", letterhead=sender.letterhead)


def _reason(initiative: str) -> str:
    return _(
        "Government and civil society are working together in the initiative “%(initiative)s”. For the next"
        " step we have the honour to invite you to a meeting, to be held on:"
    ) % {"initiative": initiative}


def _deputy() -> str:
    return _(
        "Decisions will be prepared at this meeting. If you are unable to attend, please assign an official"
        " who may speak and decide for your office, and give them a letter of assignment that also names who"
        " follows them in office."
    )


def _agenda(session: Session) -> list[Block]:
    if not session.agenda:
        return []
    return [Paragraph(_("The agenda is:")), Listing(session.agenda, ordered=True)]


def _answer(language: Language, answer_by: date | None, answer_to: str) -> list[Block]:
    if not answer_to:
        return []
    told = {"where": answer_to, "day": short_day(answer_by, language) if answer_by else ""}
    if answer_by is None:
        return [Paragraph(_("Please let us know whether you will attend: %(where)s.") % told)]
    return [Paragraph(_("Please let us know by %(day)s whether you will attend: %(where)s.") % told)]


def _copies(copies_to: tuple[str, ...]) -> list[Block]:
    if not copies_to:
        return []
    return [Paragraph((bold(_("Copies to:")),)), Listing(copies_to, ordered=True)]
