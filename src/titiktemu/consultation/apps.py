"""Statements, votes, the opinion map and the common ground."""

from django.apps import AppConfig


class ConsultationConfig(AppConfig):
    """One consultation of an initiative."""

    name = "titiktemu.consultation"
    label = "consultation"
