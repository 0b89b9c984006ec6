"""Which data would prove or disprove what both sides talk about, and what of it is opened first."""

from django.apps import AppConfig


class NeedsConfig(AppConfig):
    """Data needs on causes and links; ratings of data assets; the order of disclosure."""

    name = "titiktemu.step2_forum.needs"
    label = "needs"
