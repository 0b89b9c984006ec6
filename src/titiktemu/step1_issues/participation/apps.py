"""Participation: who should take part, who came, who spoke, and who is drawn where seats are few."""

from django.apps import AppConfig


class ParticipationConfig(AppConfig):
    """Targets, people counted, turns to speak, lotteries, and the statement of it all."""

    name = "titiktemu.step1_issues.participation"
    label = "participation"
