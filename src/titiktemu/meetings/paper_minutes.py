"""What the minutes, the agenda and the material pack say on paper."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import override

from titiktemu.documents.content import (
    LANGUAGES,
    Block,
    Content,
    Heading,
    Language,
    Letterhead,
    Listing,
    Note,
    Paragraph,
    Place,
    Signatures,
    Table,
    Text,
)
from titiktemu.foundation.words import Side
from titiktemu.meetings.models import AgendaItem, Course, Mandate, Meeting
from titiktemu.meetings.paper_texts import session_of
from titiktemu.meetings.queries.agenda import agenda_lines
from titiktemu.meetings.queries.minutes import PassageLine, sides_asked


def minutes_texts(meeting: Meeting, lines: list[PassageLine]) -> dict[str, Content]:
    """The minutes in both languages; the passages stay in the words in which they were approved."""
    return {language: _minutes(meeting, lines, language) for language in LANGUAGES}


def _minutes(meeting: Meeting, lines: list[PassageLine], language: Language) -> Content:
    with override(language):
        open_ones = sum(not line.is_settled for line in lines)
        blocks: list[Block] = [session_of(meeting, language).facts(language)]
        if open_ones:
            told = _(
                "%(open)d of %(all)d passages are not approved by everybody who was asked. Silence counts as"
                " no approval."
            )
            blocks.append(Note(told % {"open": open_ones, "all": len(lines)}))
        for line in lines:
            blocks += _passage(line)
        offices = {
            side: _("On behalf of: %(side)s") % {"side": Side(side).label} for side in sides_asked(meeting)
        }
        blocks.append(Signatures(tuple(Place(office) for office in offices.values())))
        return Content(
            _("Minutes of the meeting"),
            language,
            tuple(blocks),
            layout="act",
            letterhead=Letterhead(_title(meeting, language)),
        )


def _passage(line: PassageLine) -> Iterable[Block]:
    named = f"{line.passage.number}. {line.passage.get_kind_display()}"
    if line.passage.item:
        named += f": {line.passage.item.shown_title}"
    yield Heading(named)
    yield Paragraph(line.stands.text)
    said: list[Text] = [_word(one.side, one.label, one.reason) for one in line.words]
    yield Listing(tuple(said))


def _word(side: str, label: str, reason: str) -> str:
    told = f"{Side(side).label}: {label or _('no answer yet, not approved')}"
    return f"{told}. {reason}" if reason else told


def pack_text(meeting: Meeting, mandate: Mandate, items: list[AgendaItem], language: Language) -> Content:
    """Everything that somebody reads before they come: mandate, agenda, documents, rules."""
    with override(language):
        blocks: list[Block] = [session_of(meeting, language).facts(language)]
        blocks += _mandate(meeting, mandate)
        if items:
            blocks += [Heading(_("Agenda")), agenda_table(meeting, items)]
        if mandate.reading:
            blocks += [Heading(_("Documents to read before")), Listing(_rows(mandate.reading))]
        if mandate.rules:
            blocks += [Heading(_("Rules for this meeting")), Listing(_rows(mandate.rules))]
        title = (meeting.title_en if language == "en" else meeting.title) or meeting.title
        return Content(
            title,
            language,
            tuple(blocks),
            layout="report",
            subtitle=_("Material for the meeting"),
            letterhead=Letterhead(_title(meeting, language)),
            is_fiction=meeting.initiative.is_fiction,
        )


def _mandate(meeting: Meeting, mandate: Mandate) -> Iterable[Block]:
    why = mandate.why or meeting.shown_purpose
    parts = (
        (_("Why we meet"), why),
        (_("What this meeting may decide"), mandate.may_decide),
        (_("What is decided elsewhere"), mandate.may_not_decide),
    )
    for title, text in parts:
        if text:
            yield Heading(title)
            yield Paragraph(text)


def agenda_table(meeting: Meeting, items: list[AgendaItem]) -> Table:
    """The agenda with its clock times."""
    lines = agenda_lines(meeting, items, Course(meeting=meeting), meeting.starts_at)
    rows: tuple[tuple[Text, ...], ...] = tuple(
        (
            line.planned,
            line.item.shown_title + (f"\n{line.item.shown_prompt}" if line.item.shown_prompt else ""),
            line.item.owner,
            str(line.item.minutes),
        )
        for line in lines
    )
    header = (_("Begins"), _("Item"), _("Who leads through it"), _("Minutes"))
    return Table(header, rows, widths=(1.2, 5, 2.4, 1.1), aligns=("start", "start", "start", "end"))


def _rows(text: str) -> tuple[Text, ...]:
    return tuple(one.strip(" -•\t") for one in text.splitlines() if one.strip(" -•\t"))


def _title(meeting: Meeting, language: Language) -> str:
    initiative = meeting.initiative
    return (initiative.title_en if language == "en" else initiative.title) or initiative.title
