"""Writing the joint statement, and opening a version of it to be signed."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.documents.services.issuing import issue_paper
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, require
from titiktemu.step1_issues.queries.issues import next_number
from titiktemu.step3_team.kinds import STATEMENT
from titiktemu.step3_team.models import Statement
from titiktemu.step3_team.papers import statement_contents
from titiktemu.step3_team.queries.statements import current, draft, leaders_of
from titiktemu.step3_team.words import State


class Changed(RuleBroken):
    """Somebody else wrote on the draft meanwhile, or opened it to be signed."""


@transaction.atomic
def write_statement(
    *, actor: Actor, initiative: Initiative, seen: str | None = None, **fields: Any
) -> Statement:
    """Write the draft; the first time, or after a version was opened, it is a new version.

    ``seen`` is the mark of the draft that the writer saw, "" for none: `Changed` where it is another now.
    """
    require(actor, Action.WRITE_STATEMENT, initiative)
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    kept = draft(initiative)
    if seen is not None and seen != (kept.mark if kept else ""):
        raise Changed(
            _(
                "Somebody else wrote on this draft, or opened it to be signed, while you wrote."
                " What stands now is below. Look at it, and keep yours again."
            )
        )
    if kept is None:
        number = next_number(Statement.objects.filter(initiative=initiative))
        kept = Statement(initiative=initiative, number=number)
    for name, value in fields.items():
        setattr(kept, name, value)
    kept.written_at = timezone.now()
    kept.save()
    record(actor, Action.WRITE_STATEMENT, initiative, kept, {"version": kept.number})
    return kept


@transaction.atomic
def open_statement(*, actor: Actor, initiative: Initiative) -> Statement:
    """Issue the draft to be signed: from now on its text never changes.

    A version that could be signed before is superseded, with its signatures; the new one is signed anew.
    """
    require(actor, Action.OPEN_STATEMENT, initiative)
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    kept, former = draft(initiative), current(initiative)
    if kept is None:
        raise RuleBroken(_("There is no draft. Write the statement first."))
    if kept.review_on <= timezone.localdate():
        raise RuleBroken(_("The day of the review is past. Please set one to come."))
    if former is not None:
        former.state = State.SUPERSEDED
        former.save(update_fields=["state"])
    kept.initiative = initiative
    kept.paper = issue_paper(
        actor=actor,
        initiative=initiative,
        kind=STATEMENT.name,
        content=statement_contents(kept, leaders_of(initiative)),
        supersedes=former.paper if former else None,
    )
    kept.state, kept.opened_at = State.OPEN, timezone.now()
    kept.save(update_fields=["state", "opened_at", "paper"])
    record(actor, Action.OPEN_STATEMENT, initiative, kept, {"version": kept.number})
    return kept
