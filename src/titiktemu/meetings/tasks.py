"""What the machine does for meetings: it reminds, and it forgets how people can be reached."""

from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.tasks import task
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from titiktemu.meetings.models import Invitation, Meeting, MeetingPhoto, Minutes, Reminder
from titiktemu.meetings.queries.minutes import silent_sides
from titiktemu.meetings.queries.reaching import due_reminders
from titiktemu.meetings.reminder_texts import minutes_text, reminder_text
from titiktemu.meetings.storage import STORE

CONTACTS_KEPT = timedelta(days=90)
"""How to reach people who were invited is deleted so long after the meeting."""
HIDDEN_KEPT = timedelta(days=14)
"""A photo that somebody asked to take down, and that nobody deleted, is deleted so long after."""
UNTOUCHED_FOR = timedelta(days=1)
MOST_MAILS = 200
"""Messages of one turn; what is left waits for the next."""


@task()
def send_reminder(*, subject: str, text: str, to: str) -> None:
    """Send one reminder to one address."""
    mail.send_mail(subject, text, None, [to])


def look_after_meetings(now: datetime) -> None:
    """One turn of the worker: reminders that are due, minutes that wait, contacts to forget."""
    # The people of the house read Indonesian; whoever reads English finds it behind the link.
    with override("id"):
        remind(now)
        remind_of_minutes(now)
    forget_contacts(now)


def remind(now: datetime) -> int:
    """Make the reminders that are due: by e-mail where an address is known, else for a person to send."""
    made = 0
    for invitation, kind in due_reminders(now)[:MOST_MAILS]:
        address = mail_address(invitation.contact)
        with transaction.atomic():
            _row, is_new = Reminder.objects.get_or_create(
                invitation=invitation,
                kind=kind,
                defaults={"by_mail": bool(address), "due_at": now, "sent_at": now if address else None},
            )
            if is_new and address:
                link = settings.PUBLIC_URL + reverse("meetings:answer", args=[invitation.token])
                text = reminder_text(invitation, kind, link)
                told = {"subject": _("Reminder: %(title)s"), "text": text, "to": address}
                told["subject"] %= {"title": invitation.meeting.title}
                transaction.on_commit(partial(send_reminder.enqueue, **told))
            made += is_new
    return made


def remind_of_minutes(now: datetime) -> int:
    """Remind, once, the invited of sides that have not answered, as far as they have an e-mail address."""
    waiting = Minutes.objects.filter(due_at__lte=now, reminded_at=None).select_related("meeting__initiative")
    made = 0
    for minutes in waiting:
        meeting = minutes.meeting
        link = settings.PUBLIC_URL + reverse(
            "meetings:minutes", args=[meeting.initiative.slug, meeting.number]
        )
        with transaction.atomic():
            if not Minutes.objects.filter(pk=minutes.pk, reminded_at=None).update(reminded_at=now):
                continue
            rows = Invitation.objects.filter(meeting=meeting, withdrawn_at=None).exclude(contact="")
            rows = rows.filter(side__in=silent_sides(meeting))
            for address in sorted({mail_address(one.contact) for one in rows} - {""}):
                told = {"subject": _("Minutes wait for your answer"), "to": address}
                transaction.on_commit(
                    partial(send_reminder.enqueue, text=minutes_text(meeting, link), **told)
                )
            made += 1
    return made


def forget_contacts(now: datetime) -> int:
    """Delete how people can be reached, some months after the meeting for which it was told."""
    over = Meeting.objects.filter(ends_at__lt=now - CONTACTS_KEPT)
    return Invitation.objects.filter(meeting__in=over).exclude(contact="").update(contact="")


def look_after_photos(now: datetime) -> None:
    """Delete photos that were to be taken down long ago, and files that no photo names any more."""
    MeetingPhoto.objects.filter(hidden_at__lt=now - HIDDEN_KEPT).delete()
    known = set(MeetingPhoto.objects.values_list("sha256", flat=True))
    known |= set(MeetingPhoto.objects.values_list("small_sha256", flat=True))
    STORE.sweep(now - UNTOUCHED_FOR, known)


def mail_address(contact: str) -> str:
    """The e-mail address among what somebody noted; "" where there is none."""
    for word in contact.replace(",", " ").replace(";", " ").split():
        try:
            validate_email(word)
        except ValidationError:
            continue
        return word
    return ""
