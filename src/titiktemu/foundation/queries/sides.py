"""Rows in the order in which sides are always told: government first, then civil society, then others."""

from django.db.models import Case, IntegerField, Value, When

from titiktemu.foundation.words import BOTH_SIDES, Side

ORDER = (*BOTH_SIDES, Side.OTHER, Side.CITIZENS)


def government_first(column: str) -> Case:
    """What `order_by` takes in place of a column that holds a side."""
    places = [When(**{column: side}, then=Value(place)) for place, side in enumerate(ORDER)]
    return Case(*places, default=Value(len(ORDER)), output_field=IntegerField())
