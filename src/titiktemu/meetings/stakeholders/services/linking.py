"""Link two stakeholders, and take a link off."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, require
from titiktemu.meetings.stakeholders.models import Stakeholder, StakeholderLink
from titiktemu.meetings.stakeholders.queries.register import MOST_LINKS, next_number, stakeholders_of
from titiktemu.meetings.stakeholders.words import Tie


@transaction.atomic
def link_stakeholders(
    *, actor: Actor, initiative: Initiative, side: str, first: Stakeholder, second: Stakeholder, tie: str
) -> StakeholderLink:
    """Say how one stakeholder is linked to another. What has no direction is the same from both ends."""
    require(actor, Action.LINK_STAKEHOLDERS, initiative, side=side)
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    if first.pk == second.pk:
        raise RuleBroken(_("A link needs two different stakeholders."))
    if stakeholders_of(initiative).filter(pk__in=[first.pk, second.pk]).count() != 2:
        raise RuleBroken(_("Choose two stakeholders that stand on the map."))
    if Tie(tie).is_mutual and second.number < first.number:
        first, second = second, first
    rows = StakeholderLink.objects.filter(initiative=initiative)
    if rows.filter(first=first, second=second, tie=tie, removed_at=None).exists():
        raise RuleBroken(_("These two are linked in this way already."))
    number = next_number(rows)
    if number > MOST_LINKS:
        raise RuleBroken(_("At most %(most)d links stand on one map.") % {"most": MOST_LINKS})
    made = StakeholderLink.objects.create(
        initiative=initiative,
        number=number,
        side=side,
        first=first,
        second=second,
        tie=tie,
        recorded_at=timezone.now(),
    )
    record(actor, Action.LINK_STAKEHOLDERS, initiative, made, {"change": "added"})
    return made


@transaction.atomic
def unlink_stakeholders(*, actor: Actor, link: StakeholderLink) -> None:
    """Take a link off the map."""
    require(actor, Action.LINK_STAKEHOLDERS, link.initiative, side=link.side)
    Initiative.objects.select_for_update().get(pk=link.initiative_id)
    kept = StakeholderLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if kept.removed_at is not None:
        raise RuleBroken(_("This link is off the map already."))
    kept.removed_at = timezone.now()
    kept.save(update_fields=["removed_at"])
    record(actor, Action.LINK_STAKEHOLDERS, link.initiative, kept, {"change": "removed"})
