"""Letter of assignment (surat tugas): who speaks for an office, until when, and who follows."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from titiktemu.documents.content import Block, Content, Facts, Language, Listing, Paragraph, Signatures, Text
from titiktemu.documents.letters.shapes import Sender, Session
from titiktemu.documents.words import short_day, written_nip


@dataclass(frozen=True)
class Assigned:
    """Who is assigned, and the office that takes over where this person leaves theirs."""

    name: str
    office: str
    organisation: str
    nip: str = ""
    successor_office: str = ""


def assignment(
    language: Language,
    *,
    sender: Sender,
    assigned: tuple[Assigned, ...],
    initiative: str,
    written_on: date,
    valid_from: date,
    valid_until: date | None = None,
    session: Session | None = None,
    basis: tuple[str, ...] = (),
) -> Content:
    """Assign people to speak for their office in an initiative, or at one ``session`` of it.

    ``basis`` are the letters and decisions that it rests on, as the number of an invitation.
    """
    with override(language):
        blocks: list[Block] = [
            *_basis(basis),
            Paragraph(_("The undersigned:")),
            Facts(_who(sender.name, sender.nip, sender.office)),
            Paragraph(_("herewith assigns:")),
            *(Facts(_person(one)) for one in assigned),
            Paragraph(_purpose(initiative, session)),
            *_session(session, language),
            Listing(
                (
                    _("to speak for the office, and to decide within its powers;"),
                    _("to bring the data and information that the office is to contribute;"),
                    _("to report the results in writing to whoever gave this assignment."),
                ),
                ordered=True,
            ),
            Paragraph(_validity(language, valid_from, valid_until)),
            *_successors(assigned),
            Paragraph(_("This letter is to be carried out with full responsibility.")),
            Signatures((sender.place(written_on, language, dated=True),), at_end=True),
        ]
        title = _("Letter of assignment")
    return Content(title, language, tuple(blocks), layout="act", letterhead=sender.letterhead)


def _basis(basis: tuple[str, ...]) -> list[Block]:
    return [Paragraph(_("On the basis of:")), Listing(basis, ordered=True)] if basis else []


def _who(name: str, nip: str, office: str, organisation: str = "") -> tuple[tuple[str, Text], ...]:
    told: tuple[tuple[str, Text], ...] = (
        (pgettext("letter", "Name"), name or "." * 44),
        (pgettext("letter", "NIP"), written_nip(nip)),
        (pgettext("letter", "Office"), office),
        (pgettext("letter", "Organisation"), organisation),
    )
    return tuple(pair for pair in told if pair[1])


def _person(one: Assigned) -> tuple[tuple[str, Text], ...]:
    return _who(one.name, one.nip, one.office, one.organisation)


def _purpose(initiative: str, session: Session | None) -> str:
    if session is None:
        return _("to take part in the initiative “%(initiative)s” for the office, and there:") % {
            "initiative": initiative
        }
    return _(
        "to attend for the office, in the initiative “%(initiative)s”, the following meeting, and there:"
    ) % {"initiative": initiative}


def _session(session: Session | None, language: Language) -> list[Block]:
    return [] if session is None else [session.facts(language)]


def _validity(language: Language, valid_from: date, valid_until: date | None) -> str:
    told = {"from": short_day(valid_from, language)}
    if valid_until is None:
        return _("This assignment holds from %(from)s until it is replaced by another letter.") % told
    return _("This assignment holds from %(from)s to %(until)s.") % {
        **told,
        "until": short_day(valid_until, language),
    }


def _successors(assigned: tuple[Assigned, ...]) -> list[Block]:
    return [
        Paragraph(
            _(
                "Should %(name)s move to another post, the assignment passes to whoever holds the office of"
                " %(successor)s, without a new letter; data, notes and tasks are handed over."
            )
            % {"name": one.name, "successor": one.successor_office}
        )
        for one in assigned
        if one.successor_office
    ]
