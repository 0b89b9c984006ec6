"""Tables of causal maps, by theme."""

from titiktemu.step2_forum.maps.models.cards import Card, CausalLink, LinkEvidence, Wording
from titiktemu.step2_forum.maps.models.joint import CardPair, DataQuestion, JointLink
from titiktemu.step2_forum.maps.models.whole import CausalMap

__all__ = [
    "Card", "CardPair", "CausalLink", "CausalMap", "DataQuestion", "JointLink", "LinkEvidence", "Wording",
]  # fmt: skip
