"""Issuing the charter of a team and the draft of its decree."""

from django.db import transaction

from titiktemu.documents.models import Paper
from titiktemu.documents.services.issuing import issue_paper
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.permissions import Action, require
from titiktemu.step3_team.kinds import CHARTER
from titiktemu.step3_team.models import Team
from titiktemu.step3_team.papers import charter_contents, decree_contents
from titiktemu.step3_team.queries.statements import current


@transaction.atomic
def issue_team_paper(*, actor: Actor, team: Team, kind: str, city: str) -> Paper:
    """Issue the charter (piagam tim) or the draft decree (SK tim); issued again it is another paper."""
    initiative = team.initiative
    require(actor, Action.ISSUE_TEAM_PAPER, initiative)
    content = (
        charter_contents(team, current(initiative)) if kind == CHARTER.name else decree_contents(team, city)
    )
    paper = issue_paper(actor=actor, initiative=initiative, kind=kind, content=content)
    record(actor, Action.ISSUE_TEAM_PAPER, initiative, team, {"kind": kind})
    return paper
