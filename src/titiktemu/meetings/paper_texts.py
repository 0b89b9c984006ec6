"""What letters and lists of a meeting say, as content for the papers room."""

from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from titiktemu.documents.content import Content, Language, Letterhead
from titiktemu.documents.letters import Assigned, Recipient, Sender, Session, assignment, attendance
from titiktemu.documents.letters import invitation as invitation_letter
from titiktemu.meetings.models import Invitation, Meeting
from titiktemu.meetings.times import local, zone_name


@dataclass(frozen=True)
class Writer:
    """Who writes a letter: the body in its head, where, and who signs."""

    letterhead: str
    city: str
    office: str
    name: str = ""
    nip: str = ""

    @property
    def sender(self) -> Sender:
        """As letters need it."""
        return Sender(Letterhead(self.letterhead), self.city, self.office, self.name, self.nip)


@dataclass(frozen=True)
class Sent:
    """Whom an office sends, and the office that follows where this person moves on."""

    name: str
    office: str = ""
    organisation: str = ""
    successor_office: str = ""


def session_of(meeting: Meeting, language: Language) -> Session:
    """The meeting as letters speak of it, on the clocks of its place."""
    first, last = (local(one, meeting.time_zone) for one in (meeting.starts_at, meeting.ends_at))
    title = (meeting.title_en if language == "en" else meeting.title) or meeting.title
    return Session(
        title,
        first.date(),
        first.time(),
        last.time() if last.date() == first.date() else None,
        zone_name(meeting.time_zone),
        meeting.place,
    )


def invitation_texts(
    meeting: Meeting, writer: Writer, recipient: str, *, answer_to: str, written_on: date
) -> dict[str, Content]:
    """The letter to the head of an office. The personal link is not in it: many may read a paper."""
    return {
        language: invitation_letter(
            language,
            sender=writer.sender,
            recipient=Recipient(recipient),
            session=session_of(meeting, language),
            initiative=_initiative(meeting, language),
            written_on=written_on,
            answer_to=answer_to,
        )
        for language in _languages()
    }


def assignment_texts(meeting: Meeting, writer: Writer, sent: Sent, *, written_on: date) -> dict[str, Content]:
    """The letter by which an office sends somebody to this meeting, to be signed by its head."""
    day = local(meeting.starts_at, meeting.time_zone).date()
    last = local(meeting.ends_at, meeting.time_zone).date()
    return {
        language: assignment(
            language,
            sender=writer.sender,
            assigned=(Assigned(sent.name, sent.office, sent.organisation, "", sent.successor_office),),
            initiative=_initiative(meeting, language),
            written_on=written_on,
            valid_from=min(written_on, day),
            valid_until=last,
            session=session_of(meeting, language),
        )
        for language in _languages()
    }


def list_text(meeting: Meeting, invited: list[Invitation], language: Language) -> Content:
    """The attendance list to be signed, with the names of those who are expected."""
    with override(language):
        office = _("Facilitator")
    writer = Writer(_initiative(meeting, language), meeting.place or "…", office)
    expected = tuple(
        (one.deputy_name, one.shown_organisation, one.deputy_office)
        if one.deputy_name
        else (one.shown_name, one.shown_organisation, one.shown_office)
        for one in invited
    )
    told = attendance(
        language, sender=writer.sender, session=session_of(meeting, language), expected=expected
    )
    # It is not issued, so nobody else marks it.
    return replace(told, is_fiction=meeting.initiative.is_fiction)


def _languages() -> tuple[Language, ...]:
    return ("id", "en")


def _initiative(meeting: Meeting, language: Language) -> str:
    initiative = meeting.initiative
    return (initiative.title_en if language == "en" else initiative.title) or initiative.title
