"""Who should take part."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, require
from titiktemu.step1_issues.participation.figures import Figure, checked
from titiktemu.step1_issues.participation.models import Target
from titiktemu.step1_issues.participation.words import YES_OR_NO

HUNDRED = 100


@transaction.atomic
def set_targets(*, actor: Actor, initiative: Initiative, figures: Collection[Figure]) -> None:
    """Replace who should take part; an initiative without any target is fine."""
    require(actor, Action.SET_TARGETS, initiative)
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    kept = checked(figures)
    for one in kept:
        if one.trait in YES_OR_NO and one.amount > HUNDRED:
            raise RuleBroken(_("Of a disability and of first-timers the target is a percentage, up to 100."))
    for trait in {one.trait for one in kept} - set(YES_OR_NO):
        if not sum(one.amount for one in kept if one.trait == trait):
            raise RuleBroken(_("Some target of each trait must be more than zero."))
    Target.objects.filter(initiative=initiative).delete()
    Target.objects.bulk_create(
        Target(initiative=initiative, trait=one.trait, value=one.value, amount=one.amount) for one in kept
    )
    record(actor, Action.SET_TARGETS, initiative, initiative, {"groups": len(kept)})
