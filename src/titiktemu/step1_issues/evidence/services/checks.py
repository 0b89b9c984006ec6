"""Drawing articles by lot, and coding them by hand."""

import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.analysis.texts.coding_check import draw_sample
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, require
from titiktemu.step1_issues.evidence.models import Article, HandCode, HandSample, Tone, ToneCheck, Topic
from titiktemu.step1_issues.evidence.queries.checks import drawable, is_in_sample, to_code
from titiktemu.step1_issues.evidence.tasks import read_tones_soon

LEAST, MOST = 10, 200
SEEDS = 1_000_000


@transaction.atomic
def draw_articles(*, actor: Actor, initiative: Initiative, size: int, seed: int | None = None) -> HandSample:
    """Draw articles that people then code by hand; without a seed the machine takes one, and keeps it.

    Codes given to articles that are drawn again stay.
    """
    require(actor, Action.SORT_ARTICLES, initiative)
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    if not Topic.objects.filter(initiative=initiative).exists():
        raise RuleBroken(_("Sort the articles first: coders choose among the topics that were found."))
    if not LEAST <= size <= MOST:
        raise RuleBroken(_("Draw from %(least)d to %(most)d articles.") % {"least": LEAST, "most": MOST})
    found = dict(drawable(initiative).values_list("key", "pk"))
    keys = sorted(found)
    drawn = secrets.randbelow(SEEDS) if seed is None else seed
    articles = [found[keys[at]] for at in draw_sample(keys, size, seed=drawn)]
    sample, _made = HandSample.objects.update_or_create(
        initiative=initiative,
        defaults={"seed": drawn, "pool": len(keys), "articles": articles, "drawn_at": timezone.now()},
    )
    ToneCheck.objects.filter(initiative=initiative).delete()
    Article.objects.filter(initiative=initiative).exclude(tone="").update(tone="")
    read_tones_soon(initiative)
    told = {"drawn": len(articles), "of": len(keys), "seed": drawn}
    record(actor, Action.SORT_ARTICLES, initiative, sample, told)
    return sample


@transaction.atomic
def code_by_hand(*, actor: Actor, article: Article, topic: Topic | None, tone: str) -> HandCode:
    """Say what an article of the sample is about, or that no topic fits, and how it speaks of it."""
    require(actor, Action.CODE_ARTICLE, article.initiative)
    place = actor.place_in(article.initiative)
    if place is None:
        raise RuleBroken(_("Only people of this initiative code by hand."))
    is_other = topic is not None and topic.initiative_id != article.initiative_id
    if is_other or tone not in Tone.values or not is_in_sample(article):
        raise RuleBroken(_("This article is not in the sample, or the topic is gone."))
    given = {"topic": topic, "fits_none": topic is None, "tone": tone}
    code, _made = HandCode.objects.update_or_create(article=article, coder=place, defaults=given)
    if to_code(article.initiative, place)[0] is None:
        read_tones_soon(article.initiative)
    record(actor, Action.CODE_ARTICLE, article.initiative, article, {"coded": True})
    return code
