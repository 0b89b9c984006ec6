"""Forums, focus groups, interviews and other meetings."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """The meetings of an initiative."""

    name = "titiktemu.meetings"
    label = "meetings"
