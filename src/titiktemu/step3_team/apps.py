"""The joint team and its leaders' commitment: the guideline's third step."""

from django.apps import AppConfig

from titiktemu.documents.kinds import register
from titiktemu.step3_team.kinds import CHARTER, DECREE, STATEMENT


class TeamConfig(AppConfig):
    """Teams, their members and mandates, and what the leaders of both sides sign."""

    name = "titiktemu.step3_team"
    label = "team"

    def ready(self) -> None:
        """Make the room's papers known."""
        register(STATEMENT, CHARTER, DECREE)
