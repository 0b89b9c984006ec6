"""What the machine does for the pages: sending a message."""

from django.core import mail
from django.tasks import task


@task()
def send_mail(*, subject: str, text: str, to: str) -> None:
    """Send one plain message to one address."""
    mail.send_mail(subject, text, None, [to])
