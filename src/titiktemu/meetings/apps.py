"""Forums, focus groups, interviews and other meetings."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy

from titiktemu.documents.kinds import PaperKind, register

MINUTES = PaperKind("notulen", gettext_lazy("Minutes of a meeting (notulen)"), "NOT")


class MeetingsConfig(AppConfig):
    """The meetings of an initiative."""

    name = "titiktemu.meetings"
    label = "meetings"

    def ready(self) -> None:
        """Make the kinds of paper known that this room writes."""
        register(MINUTES)
