"""Issuing the shared understanding as a numbered paper."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.documents.models import Paper
from titiktemu.documents.services.issuing import issue_paper
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, require
from titiktemu.step2_forum.understanding.kinds import UNDERSTANDING
from titiktemu.step2_forum.understanding.papers import understanding_contents
from titiktemu.step2_forum.understanding.queries.papers import needs_behind, standing_paper
from titiktemu.step2_forum.understanding.queries.passages import lines_of


@transaction.atomic
def issue_understanding(*, actor: Actor, initiative: Initiative) -> Paper:
    """Issue everything that stands now, with what each side says of it; it takes the place of the last one.

    What is disputed or not answered says so in it: issuing agrees to nothing.
    """
    require(actor, Action.ISSUE_UNDERSTANDING, initiative)
    # The lock keeps two who issue at once from putting two papers in the place of one.
    initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
    lines = lines_of(initiative)
    if not lines:
        raise RuleBroken(_("There is no passage yet."))
    paper = issue_paper(
        actor=actor,
        initiative=initiative,
        kind=UNDERSTANDING.name,
        content=understanding_contents(initiative, lines, needs_behind(initiative), timezone.localdate()),
        supersedes=standing_paper(initiative),
    )
    detail = {"passages": len(lines), "agreed": sum(one.is_agreed for one in lines)}
    record(actor, Action.ISSUE_UNDERSTANDING, initiative, paper, detail)
    return paper
