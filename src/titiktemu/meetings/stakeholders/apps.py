"""Who has a stake in the matter, how they are linked, and whom a meeting still lacks."""

from django.apps import AppConfig


class StakeholdersConfig(AppConfig):
    """The stakeholder map: register, links, each group's own ratings, from the map to a meeting."""

    name = "titiktemu.meetings.stakeholders"
    label = "stakeholders"
