"""Every read of this room. What was released is for all; deliveries are for their side and who leads."""

from django.db.models import Count, Max, OuterRef, Prefetch, Q, QuerySet, Subquery

from titiktemu.catalogue.models import (
    DataAsset,
    DataRelease,
    Dataset,
    Delivery,
    Distribution,
    Job,
    RecipeVersion,
)
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative, Participation
from titiktemu.foundation.permissions import Action, allows
from titiktemu.foundation.words import BOTH_SIDES

WITH_ASSET = ("initiative", "asset", "asset__holder")
OF_DELIVERY = (
    "dataset__initiative",
    "dataset__asset",
    "file",
    "listing",
    "recipe",
    "prepared",
    "treated",
    "treated_csv",
    "delivered_by",
)
OVER = (Delivery.State.RELEASED, Delivery.State.DISCARDED)
"""States after which nothing comes."""


def next_number(
    rows: QuerySet[DataAsset] | QuerySet[Dataset] | QuerySet[Delivery] | QuerySet[RecipeVersion],
) -> int:
    """The number after the highest."""
    return (rows.aggregate(highest=Max("number"))["highest"] or 0) + 1


def assets_of(initiative: Initiative) -> QuerySet[DataAsset]:
    """The data that is known of, with how many datasets each has (``dataset_count``)."""
    return initiative.assets.select_related("holder").annotate(dataset_count=Count("datasets"))


def visible_assets(actor: Actor, initiative: Initiative) -> QuerySet[DataAsset]:
    """The data that this reader may know of: of sides they work for, and whatever something was released of.

    That an office or an organisation holds something is for it to tell; told ones, both sides know of.
    """
    released = DataRelease.objects.filter(dataset__initiative=initiative).values("dataset__asset")
    known = Q(side__in=sides_seen(actor, initiative)) | Q(pk__in=released)
    if allows(actor, Action.VIEW_TOLD_ASSET, initiative):
        known |= Q(told_at__isnull=False)
    return initiative.assets.select_related("initiative", "holder").filter(known)


def known_to_both(initiative: Initiative) -> QuerySet[DataAsset]:
    """Data that both sides know of: the other side was told of it, or something was released of it."""
    released = DataRelease.objects.filter(dataset__initiative=initiative).values("dataset__asset")
    return initiative.assets.select_related("initiative", "holder").filter(
        Q(told_at__isnull=False) | Q(pk__in=released)
    )


def datasets_of(initiative: Initiative) -> QuerySet[Dataset]:
    """The datasets, each with its newest standing release's number, rows and moment (None: none stands)."""
    standing = DataRelease.objects.filter(dataset=OuterRef("pk"), withdrawn_at=None).order_by("-number")
    return initiative.datasets.select_related(*WITH_ASSET).annotate(
        release_number=Subquery(standing.values("number")[:1]),
        release_rows=Subquery(standing.values("rows")[:1]),
        released_at=Subquery(standing.values("released_at")[:1]),
        release_count=Count("releases", filter=Q(releases__withdrawn_at=None)),
    )


def visible_datasets(actor: Actor, initiative: Initiative) -> QuerySet[Dataset]:
    """The datasets that exist for this reader: those with a release ever, and those of sides they work for.

    A dataset without any release says what an office means to give out, which is for that office to tell.
    """
    return datasets_of(initiative).filter(
        Q(pk__in=DataRelease.objects.filter(dataset__initiative=initiative).values("dataset"))
        | Q(asset__side__in=sides_seen(actor, initiative))
    )


def sides_seen(actor: Actor, initiative: Initiative) -> list[str]:
    """The sides whose deliveries and reports this reader may see."""
    return [
        side.value for side in BOTH_SIDES if allows(actor, Action.VIEW_DELIVERY, initiative, side=side.value)
    ]


def deliveries_of(dataset: Dataset) -> QuerySet[Delivery]:
    """Everything that was delivered for a dataset, the newest first."""
    return dataset.deliveries.select_related(*OF_DELIVERY)


def open_deliveries(actor: Actor, initiative: Initiative) -> QuerySet[Delivery]:
    """Deliveries of the sides that this reader sees on which there is something left to do, oldest first."""
    return (
        Delivery.objects.filter(
            dataset__initiative=initiative, dataset__asset__side__in=sides_seen(actor, initiative)
        )
        .exclude(state__in=OVER)
        .select_related(*OF_DELIVERY)
        .order_by("delivered_at", "pk")
    )


NEXT_STEP: dict[str, Action] = {
    Delivery.State.RECEIVING: Action.UPLOAD,
    Delivery.State.RECEIVED: Action.UPLOAD,
    Delivery.State.UNREADABLE: Action.DISCARD_DELIVERY,
    Delivery.State.TO_CONFIRM: Action.CONFIRM_TABLE,
    Delivery.State.TO_PROTECT: Action.PROTECT_TABLE,
    Delivery.State.TO_DECIDE: Action.DECIDE_RELEASE,
}
"""What each state waits for; the other states wait for the worker."""


def waiting_for(actor: Actor, initiative: Initiative) -> list[Delivery]:
    """Deliveries that wait for this very person to do the next step, oldest first."""
    return [
        one
        for one in open_deliveries(actor, initiative)
        if (step := NEXT_STEP.get(one.state)) and allows(actor, step, initiative, side=one.side)
    ]


def speaker(actor: Actor, initiative: Initiative, side: str) -> Participation | None:
    """The place from which this person speaks for the side, if any."""
    mine = (one for one in actor.participations if one.initiative_id == initiative.pk)
    return next((one for one in mine if one.side == side), None)


def deliverer(actor: Actor, delivery: Delivery) -> bool:
    """Whether this is the person who began the delivery, so that sending can go on."""
    place, user = delivery.delivered_by_id, delivery.delivered_by_account_id
    if place is None and user is None:
        return actor.is_operator
    here = {one.pk for one in actor.participations}
    return place in here or (user is not None and actor.user is not None and actor.user.pk == user)


def last_recipe(dataset: Dataset) -> RecipeVersion | None:
    """What was decided the last time: the recipe of the last release, else the newest one."""
    released = dataset.releases.select_related("recipe").order_by("-number").first()
    return released.recipe if released else dataset.recipes.order_by("-number").first()


def releases_of(dataset: Dataset) -> QuerySet[DataRelease]:
    """Every release with its files, the newest first; withdrawn ones as tombstones."""
    files = Prefetch("distributions", Distribution.objects.select_related("file"))
    return dataset.releases.select_related(
        "decision__by", "decision__organisation", "recipe", "withdrawn_by"
    ).prefetch_related(files)


def standing_release(dataset: Dataset) -> DataRelease | None:
    """The newest release that was not withdrawn."""
    return releases_of(dataset).filter(withdrawn_at=None).first()


def release_before(release: DataRelease) -> DataRelease | None:
    """The release that stood before this one."""
    return releases_of(release.dataset).filter(number__lt=release.number, withdrawn_at=None).first()


def given_out(release: DataRelease, kind: str) -> Distribution | None:
    """A file of a release for whoever asks; None of a withdrawn one."""
    if release.is_withdrawn:
        return None
    return release.distributions.select_related("file").filter(kind=kind).first()


def latest_jobs(deliveries: list[Delivery]) -> dict[int, Job]:
    """The newest job of each delivery, by the delivery's key; one query for any number."""
    newest = Job.objects.filter(delivery__in=deliveries).values("delivery").annotate(newest=Max("pk"))
    jobs = Job.objects.filter(pk__in=newest.values("newest"))
    return {one.delivery_id: one for one in jobs}


def latest_job(delivery: Delivery) -> Job | None:
    """The newest job of a delivery."""
    return delivery.jobs.order_by("-pk").first()
