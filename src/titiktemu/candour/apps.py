"""What may be shown of what people answered."""

from django.apps import AppConfig


class CandourConfig(AppConfig):
    """The release gate and the figures that passed it."""

    name = "titiktemu.candour"
    label = "candour"
