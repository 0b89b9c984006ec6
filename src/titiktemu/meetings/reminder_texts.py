"""The words of reminders, for e-mail, WhatsApp and any other way."""

from django.utils.translation import gettext as _

from titiktemu.meetings.models import Invitation, Meeting, Reminder


def reminder_text(invitation: Invitation, kind: str, link: str) -> str:
    """What is sent to somebody who is invited; the link is theirs alone."""
    meeting = invitation.meeting
    asks = {
        Reminder.Kind.ANSWER: _(
            "You are invited and have not answered yet. Please say with this link whether you come:"
        ),
        Reminder.Kind.SOON: _(
            "You said that you come: we look forward to it. Place, time and code at the door:"
        ),
    }
    lines = [
        _("Dear %(name)s,") % {"name": invitation.deputy_name or invitation.shown_name},
        f"{meeting.shown_title}: {meeting.when}" + (f", {meeting.place}" if meeting.place else ""),
        asks[Reminder.Kind(kind)],
        link,
    ]
    return "\n".join(lines)


def minutes_text(meeting: Meeting, link: str) -> str:
    """What is sent when minutes wait; it says that silence approves nothing."""
    told = _(
        "The minutes of “%(title)s” wait for an answer of your side. Without one nothing counts as approved."
    )
    return told % {"title": meeting.shown_title} + "\n" + link
