"""Minutes of agreement (berita acara): what was decided by whom, what stands against it, and who signs."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from titiktemu.documents.content import (
    Block,
    Content,
    Heading,
    Language,
    Letterhead,
    Listing,
    Paragraph,
    Place,
    Run,
    Signatures,
    Table,
    Text,
    bold,
)
from titiktemu.documents.letters.shapes import Session
from titiktemu.documents.words import day_in_words, hours, short_day, written_nip


@dataclass(frozen=True)
class Party:
    """An office or organisation that took part, who spoke for it and for which side; NIP if any."""

    side: str
    organisation: str
    name: str
    office: str = ""
    nip: str = ""
    signs: bool = True


@dataclass(frozen=True)
class Verdict:
    """What one side says to a decision, in words ("agrees", "agrees with reservations"), with its counts."""

    side: str
    said: str
    counts: str = ""


@dataclass(frozen=True)
class Decision:
    """One decision, what each side says to it, and who does what until when, if that was agreed."""

    text: str
    verdicts: tuple[Verdict, ...] = ()
    follow_up: str = ""


@dataclass(frozen=True)
class Objection:
    """An objection that still stands: what, whose (a side or an office, no person), and what was answered."""

    text: str
    by: str
    answer: str = ""


def minutes(
    language: Language,
    *,
    letterhead: Letterhead | None,
    session: Session,
    initiative: str,
    city: str,
    parties: tuple[Party, ...],
    decisions: tuple[Decision, ...],
    objections: tuple[Objection, ...] = (),
    evidence: tuple[Block, ...] = (),
    participation: tuple[Block, ...] = (),
    more: tuple[Block, ...] = (),
    witnesses: tuple[Place, ...] = (),
    signed_on: date | None = None,
) -> Content:
    """The skeleton; ``evidence`` and ``participation`` are blocks of the room that knows them.

    ``more`` comes before the signatures, each with headings of level 1 of its own.
    """
    with override(language):
        blocks: list[Block] = [
            Paragraph(_opening(language, session, initiative)),
            *_parties(parties),
            *_decisions(decisions),
            *_objections(objections),
            *_part(_("Evidence"), evidence),
            *_part(_("How people took part"), participation),
            *more,
            Heading(_("Signatures")),
            Paragraph(_closing()),
            _signatures(language, city, signed_on or session.day, parties, witnesses),
        ]
        title = _("Minutes of agreement")
    return Content(
        title, language, tuple(blocks), layout="act", subtitle=session.title, letterhead=letterhead
    )


def _closing() -> str:
    return _(
        "These minutes were read out, understood and agreed by all who sign below. Whoever signs with an"
        " objection keeps it; it is part of these minutes."
    )


def _opening(language: Language, session: Session, initiative: str) -> str:
    return _(
        "%(day)s (%(date)s), %(hours)s, at %(place)s, in the initiative “%(initiative)s”, a meeting was held:"
        " %(title)s. Those named below took part and agreed on what follows."
    ) % {
        "day": day_in_words(session.day, language),
        "date": short_day(session.day, language),
        "hours": hours(session.begins, session.ends, session.zone, language),
        "place": session.place,
        "initiative": initiative,
        "title": session.title,
    }


def _parties(parties: tuple[Party, ...]) -> list[Block]:
    header = (
        pgettext("letter", "Side"),
        pgettext("letter", "Organisation"),
        pgettext("letter", "Name"),
        pgettext("letter", "Office"),
    )
    rows = tuple((one.side, one.organisation, one.name, one.office) for one in parties)
    return [Heading(_("Who took part")), Table(header, rows, widths=(2, 3, 3, 3))] if rows else []


def _decisions(decisions: tuple[Decision, ...]) -> list[Block]:
    blocks: list[Block] = [Heading(_("Decisions"))]
    if not decisions:
        return [*blocks, Paragraph(_("No decision was made at this meeting."))]
    for number, one in enumerate(decisions, start=1):
        blocks.append(Heading(_("Decision %(number)d") % {"number": number}, 2))
        blocks.append(Paragraph(one.text))
        if one.verdicts:
            rows = tuple((said.side, said.said, said.counts) for said in one.verdicts)
            header = (pgettext("letter", "Side"), _("What this side says"), _("Counts"))
            blocks.append(Table(header, rows, widths=(2, 4, 3), row_headers=True))
        if one.follow_up:
            blocks.append(Paragraph((bold(_("Follow-up:")), Run(f" {one.follow_up}"))))
    return blocks


def _objections(objections: tuple[Objection, ...]) -> list[Block]:
    heading = Heading(_("Objections that stand"))
    if not objections:
        return [heading, Paragraph(_("No objection stands."))]
    return [heading, Listing(tuple(_objection(one) for one in objections), ordered=True)]


def _objection(one: Objection) -> Text:
    told = (bold(f"{one.by}: "), Run(one.text))
    return (*told, Run(" "), bold(_("Answer:")), Run(f" {one.answer}")) if one.answer else told


def _part(title: str, blocks: tuple[Block, ...]) -> list[Block]:
    return [Heading(title), *blocks] if blocks else []


def _signatures(
    language: Language, city: str, day: date, parties: tuple[Party, ...], witnesses: tuple[Place, ...]
) -> Signatures:
    told = f"{city}, {short_day(day, language)}"
    signing = [one for one in parties if one.signs]
    places = [
        Place(
            " · ".join(text for text in (one.office, one.organisation) if text),
            one.name,
            written_nip(one.nip),
            role=_("For %(side)s") % {"side": one.side},
            city_and_date=told if at == 0 else "",
        )
        for at, one in enumerate(signing)
    ]
    return Signatures((*places, *witnesses) or (Place("", city_and_date=told),))
