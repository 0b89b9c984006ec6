"""The joint map: how the sides stand to each link, and the index of shared understanding."""

from collections.abc import Iterable
from dataclasses import dataclass

from titiktemu.analysis.causal_maps.alignment import Pair, suggest
from titiktemu.analysis.causal_maps.arrows import Arrow
from titiktemu.analysis.causal_maps.shared import (
    ALONE,
    CONTESTED,
    Index,
    Standing,
    branches,
    compare,
    index_of,
    order_of_talk,
)
from titiktemu.foundation.words import Side
from titiktemu.step2_forum.maps.models import Card, CardPair, CausalMap, JointLink
from titiktemu.step2_forum.maps.words import CardKind, standing_words


@dataclass(frozen=True)
class Told:
    """A link of the joint map with how the sides stand to it, and how much there is to gain by talking."""

    link: JointLink
    standing: Standing
    worth: float = 0.0

    @property
    def words(self) -> str:
        """How the sides stand to it."""
        return standing_words(self.standing)

    @property
    def css(self) -> str:
        """One word for what the picture shows."""
        if self.standing in CONTESTED:
            return "contested"
        alone = {Standing.FIRST_ALONE: "gov", Standing.SECOND_ALONE: "cso"}
        return alone.get(self.standing, "shared")


@dataclass(frozen=True)
class Branch:
    """What leads to the core problem through one card, or follows from it, with its index."""

    kind: str
    card: Card
    start: Index | None
    now: Index


@dataclass(frozen=True)
class Joint:
    """Everything the joint map tells."""

    links: list[Told]
    now: Index
    start: Index
    branches: list[Branch]

    @property
    def contested(self) -> list[Told]:
        """Links that the sides see differently, the most worth talking about first."""
        return sorted((one for one in self.links if one.standing in CONTESTED), key=lambda one: -one.worth)

    @property
    def alone(self) -> list[Told]:
        """Links that one side alone sees."""
        return sorted((one for one in self.links if one.standing in ALONE), key=lambda one: -one.worth)

    @property
    def shared(self) -> list[Told]:
        """Links that both sides see alike."""
        return [one for one in self.links if one.standing is Standing.SHARED]


def joint_of(causal_map: CausalMap) -> Joint:
    """Compare what the sides say now, and what they said when the session began. One query."""
    rows = list(causal_map.joint_links.select_related("cause", "effect").prefetch_related("data_questions"))
    now, start = standings(rows), standings(rows, start=True)
    worth = dict(
        order_of_talk(
            now,
            {Arrow(one.cause_id, one.effect_id): one.confidence for one in rows},
            {Arrow(one.cause_id, one.effect_id): one.pieces for one in rows},
        )
    )
    links = []
    for one in rows:
        arrow = Arrow(one.cause_id, one.effect_id)
        if arrow in now:
            links.append(Told(one, now[arrow], worth.get(arrow, 0.0)))
    return Joint(links, index_of(now.values()), index_of(start.values()), _branches(rows, now, start))


def standings(rows: Iterable[JointLink], *, start: bool = False) -> dict[Arrow[int], Standing]:
    """How the sides stand to each link."""
    first, second = {}, {}
    for one in rows:
        government, civil_society = one.signs(start=start)
        if government is not None:
            first[one.cause_id, one.effect_id] = government
        if civil_society is not None:
            second[one.cause_id, one.effect_id] = civil_society
    return compare(first, second)


def _branches(
    rows: list[JointLink], now: dict[Arrow[int], Standing], start: dict[Arrow[int], Standing]
) -> list[Branch]:
    cards = {card.pk: card for one in rows for card in (one.cause, one.effect)}
    core = next((pk for pk, card in cards.items() if card.kind == CardKind.CORE), None)
    if core is None:
        return []
    before = branches(start, core)
    return [
        Branch(kind, cards[near], before.get((kind, near)), index)
        for (kind, near), index in branches(now, core).items()
    ]


def pairs_of(causal_map: CausalMap) -> list[CardPair]:
    """Pairs of cards that somebody has spoken of, or that were suggested. The core problem is no question."""
    rows = causal_map.pairs.select_related("government_card", "civil_society_card")
    return list(rows.exclude(government_card__kind=CardKind.CORE))


def suggested(causal_map: CausalMap) -> list[Pair]:
    """Cards whose words say that they may mean the same."""
    rows = Card.objects.filter(map=causal_map, removed_at=None).exclude(kind=CardKind.CORE)
    texts: dict[str, dict[int, str]] = {Side.GOVERNMENT.value: {}, Side.CIVIL_SOCIETY.value: {}}
    for card in rows.exclude(side=""):
        texts[card.side][card.pk] = card.text
    return suggest(texts[Side.GOVERNMENT.value], texts[Side.CIVIL_SOCIETY.value])
