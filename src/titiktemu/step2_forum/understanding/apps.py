"""What both sides understand of the problem: current efforts first, tied to the causes they work on."""

from django.apps import AppConfig


class UnderstandingConfig(AppConfig):
    """Current efforts, tied to causes of the joint map."""

    name = "titiktemu.step2_forum.understanding"
    label = "understanding"
