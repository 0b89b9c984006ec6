"""Efforts for tests, made through the services."""

from typing import Any

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import Side
from titiktemu.step2_forum.efforts.services.efforts import record_effort


def effort_arguments(
    facilitator: Actor, _speakers: dict[str, Actor], initiative: Initiative, _wanted: str
) -> dict[str, Any]:
    """An effort of government, with what stands in addresses."""
    made = record_effort(
        actor=facilitator,
        initiative=initiative,
        side=Side.GOVERNMENT.value,
        who="Dinas Pendidikan",
        what="Uji air sekolah",
    )
    return {"effort": made.number, "ending": "csv"}
