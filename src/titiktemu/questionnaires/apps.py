"""Questionnaires: what people think, asked on the web, on paper and by other tools."""

from django.apps import AppConfig


class QuestionnairesConfig(AppConfig):
    """The questionnaires of an initiative."""

    name = "titiktemu.questionnaires"
    label = "questionnaires"
