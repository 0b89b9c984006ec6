"""Data needs as pages show them, and the numbers that the checks of the step are made from."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from titiktemu.catalogue.models import DataAsset
from titiktemu.catalogue.queries import visible_assets
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.step2_forum.needs.models import DataNeed, NeedAsset
from titiktemu.step2_forum.needs.queries.subjects import walk_of
from titiktemu.step2_forum.needs.words import NeedState

ABOUT = ("initiative", "card", "link__cause", "link__effect", "passage")


def needs_of(initiative: Initiative) -> QuerySet[DataNeed]:
    """Every need with what it is about and the assets that are named for it. Two queries."""
    named = Prefetch("links", NeedAsset.objects.select_related("asset__holder"))
    return DataNeed.objects.filter(initiative=initiative).select_related(*ABOUT).prefetch_related(named)


def named_assets(initiative: Initiative) -> QuerySet[DataAsset]:
    """The assets that needs of this initiative name; whoever names one has told both sides of it."""
    named = NeedAsset.objects.filter(need__initiative=initiative).values("asset")
    return initiative.assets.filter(pk__in=named).select_related("initiative", "holder")


def assets_to_name(actor: Actor, need: DataNeed) -> QuerySet[DataAsset]:
    """Assets that this person knows of and that are not named for the need."""
    return visible_assets(actor, need.initiative).exclude(pk__in=need.links.values("asset"))


@dataclass(frozen=True)
class Numbers:
    """How far the guideline's sentences about data are, in counts."""

    causes: int
    causes_asked: int
    links: int
    links_asked: int
    targets: int
    targets_asked: int
    needs: int
    needs_with_asset: int
    needs_settled: int


def numbers_of(initiative: Initiative) -> Numbers:
    """Count what was asked and what was found."""
    walk = walk_of(initiative)
    causes, links, targets = ((many, asked) for _words, asked, many in walk.by_kind())
    needs = DataNeed.objects.filter(initiative=initiative)
    return Numbers(
        causes=causes[0],
        causes_asked=causes[1],
        links=links[0],
        links_asked=links[1],
        targets=targets[0],
        targets_asked=targets[1],
        needs=needs.count(),
        needs_with_asset=needs.filter(links__isnull=False).distinct().count(),
        needs_settled=needs.exclude(state=NeedState.OPEN).count(),
    )
