"""A delivery as it is now, with everything around it."""

from titiktemu.catalogue.models import Delivery


def as_it_is(delivery: Delivery) -> Delivery:
    """The delivery as the database has it now, with its dataset and files."""
    return Delivery.objects.select_related(
        "dataset__initiative",
        "dataset__asset__holder",
        "file",
        "recipe",
        "prepared",
        "treated",
        "treated_csv",
    ).get(pk=delivery.pk)


def locked(delivery: Delivery) -> Delivery:
    """The same, kept from others until the transaction ends."""
    Delivery.objects.select_for_update().get(pk=delivery.pk)
    return as_it_is(delivery)
