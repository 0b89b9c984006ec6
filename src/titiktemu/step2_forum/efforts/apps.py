"""What is done about the problem already, tied to the causes it works on."""

from django.apps import AppConfig


class EffortsConfig(AppConfig):
    """Current efforts, tied to causes of the joint map."""

    name = "titiktemu.step2_forum.efforts"
    label = "efforts"
