"""Which entries of the log about data are whose to read."""

from django.db.models import Q

from titiktemu.catalogue.models import DataAsset, Dataset, Delivery
from titiktemu.catalogue.queries import sides_seen, visible_datasets
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative


def untold_entries(actor: Actor, initiative: Initiative) -> Q:
    """Entries of the log that this reader must not see: of the other side's work on what is not released.

    That a file was sent, protected, refused or put aside is told to its own side and to who leads; what was
    released or withdrawn is for everybody who reads the log.
    """
    seen = sides_seen(actor, initiative)
    datasets = visible_datasets(actor, initiative).values("pk")
    told = {
        Delivery: Delivery.objects.filter(dataset__initiative=initiative, dataset__asset__side__in=seen),
        Dataset: Dataset.objects.filter(pk__in=datasets),
        DataAsset: DataAsset.objects.filter(
            Q(initiative=initiative, side__in=seen) | Q(datasets__in=datasets)
        ),
    }
    untold = Q()
    for model, rows in told.items():
        untold |= Q(subject_kind=model._meta.model_name) & ~Q(subject__in=rows.values("pk"))
    return untold
