"""A delivery as it is now, kept from others until the transaction ends."""

from titiktemu.catalogue.models import Delivery


def locked(delivery: Delivery) -> Delivery:
    """The delivery as the database has it, with its dataset; whoever else wants it waits."""
    Delivery.objects.select_for_update().get(pk=delivery.pk)
    return Delivery.objects.select_related(
        "dataset__initiative", "dataset__asset", "file", "recipe", "treated", "treated_csv"
    ).get(pk=delivery.pk)
