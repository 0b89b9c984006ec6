"""What the machine does for the stakeholder map: it forgets how people can be reached."""

from datetime import datetime

from titiktemu.meetings.stakeholders.models import Stakeholder
from titiktemu.meetings.tasks import CONTACTS_KEPT


def forget_contacts(now: datetime) -> int:
    """Delete the contacts of stakeholders as long after the end of an initiative as those of invitations."""
    over = Stakeholder.objects.filter(initiative__ends_on__lt=(now - CONTACTS_KEPT).date())
    return over.exclude(contact="").update(contact="")
