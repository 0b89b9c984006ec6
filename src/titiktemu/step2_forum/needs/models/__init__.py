"""Tables of data needs, by theme."""

from titiktemu.step2_forum.needs.models.needs import DataNeed, NeedAsset
from titiktemu.step2_forum.needs.models.opening import AssetRating, DisclosureOrder, OrderLine

__all__ = ["AssetRating", "DataNeed", "DisclosureOrder", "NeedAsset", "OrderLine"]
