"""The ground: who, where, may, did."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """People, organisations, initiatives, rosters, permissions and the audit chain."""

    name = "titiktemu.foundation"
    label = "foundation"
