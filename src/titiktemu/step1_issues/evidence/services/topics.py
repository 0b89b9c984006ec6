"""Topics: having articles sorted, naming and merging what was found."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, require
from titiktemu.step1_issues.evidence.models import Article, HandCode, Sorting, Topic
from titiktemu.step1_issues.evidence.tasks import sort_soon


@transaction.atomic
def ask_to_sort(*, actor: Actor, initiative: Initiative) -> Sorting:
    """Have articles folded and sorted; earlier topics go, with their names; people code topics again."""
    require(actor, Action.SORT_ARTICLES, initiative)
    if not Article.objects.filter(initiative=initiative, state=Article.State.READY).exists():
        raise RuleBroken(_("There are no articles to sort yet."))
    sorting, _made = Sorting.objects.update_or_create(
        initiative=initiative, defaults={"asked_at": timezone.now(), "made_at": None}
    )
    sort_soon(initiative)
    record(actor, Action.SORT_ARTICLES, initiative, sorting, {"asked": True})
    return sorting


@transaction.atomic
def name_topic(*, actor: Actor, topic: Topic, name: str) -> Topic:
    """Give a topic a name; none goes back to its words."""
    require(actor, Action.SORT_ARTICLES, topic.initiative)
    kept = Topic.objects.select_for_update().get(pk=topic.pk)
    kept.name = name.strip()
    kept.save(update_fields=["name"])
    record(actor, Action.SORT_ARTICLES, topic.initiative, kept, {"named": bool(kept.name)})
    return kept


@transaction.atomic
def merge_topics(*, actor: Actor, topic: Topic, into: Topic) -> Topic:
    """Make a topic part of another: its articles, and what people coded as it."""
    require(actor, Action.SORT_ARTICLES, topic.initiative)
    if topic.pk == into.pk or topic.initiative_id != into.initiative_id:
        raise RuleBroken(_("Choose another topic of the same initiative."))
    Initiative.objects.select_for_update().get(pk=topic.initiative_id)
    Article.objects.filter(topic=topic).update(topic=into)
    HandCode.objects.filter(topic=topic).update(topic=into)
    into.words = list(dict.fromkeys([*into.words, *topic.words]))[:12]
    into.save(update_fields=["words"])
    Topic.objects.filter(pk=topic.pk).delete()
    record(actor, Action.SORT_ARTICLES, into.initiative, into, {"merged": True})
    return into
