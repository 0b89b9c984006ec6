"""Every cause, link and target to be asked about, in the order in which asking is worth most."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.urls import reverse

from titiktemu.analysis.causal_maps.arrows import Arrow
from titiktemu.analysis.causal_maps.shared import ALONE, CONTESTED, Standing
from titiktemu.analysis.data_needs.asking import Dispute, Kind, Reason, Subject, order_of_asking, weights_of
from titiktemu.foundation.models import Initiative
from titiktemu.step2_forum.maps.models import Card, CausalMap, DataQuestion, JointLink
from titiktemu.step2_forum.maps.queries.joint import standings
from titiktemu.step2_forum.maps.words import CardKind, MapState
from titiktemu.step2_forum.needs.models import DataNeed
from titiktemu.step2_forum.needs.words import kind_words, reason_words
from titiktemu.step2_forum.understanding.queries.passages import PassageLine, lines_of
from titiktemu.step2_forum.understanding.words import PassageKind, StanceWord


@dataclass(frozen=True)
class Topic:
    """One thing to ask about, as a page shows it: ``row`` is a card, a joint link or a line of a passage.

    Passages of every kind are asked about under the kind of targets; only targets are walked through.
    """

    kind: Kind
    row: Any
    reasons: tuple[Reason, ...] = ()
    map: CausalMap | None = None

    @property
    def key(self) -> str:
        """Names it in an address and in a form."""
        return f"{self.kind}-{self.number}"

    @property
    def number(self) -> int:
        """Its key among its kind."""
        return int(self.row.passage.pk if self.kind is Kind.TARGET else self.row.pk)

    @property
    def text(self) -> str:
        """What it says."""
        if self.kind is Kind.LINK:
            return f"{self.row.cause.shown_text} → {self.row.effect.shown_text}"
        if self.kind is Kind.TARGET:
            return self.row.stands.shown_text or str(self.row.stands.indicator)
        return str(self.row.shown_text)

    @property
    def kind_words(self) -> str:
        """What it is."""
        return self.row.passage.get_kind_display() if self.kind is Kind.TARGET else kind_words(self.kind)

    @property
    def why(self) -> list[str]:
        """Why it comes early, in words."""
        return [reason_words(one, self.kind) for one in self.reasons]

    def url(self, initiative: Initiative) -> str:
        """The page of what is asked about."""
        if self.kind is Kind.TARGET:
            return reverse("understanding:passage", args=[initiative.slug, self.row.passage.number])
        if self.map is None:
            return ""
        name = "settle" if self.kind is Kind.LINK else "card"
        return reverse(f"maps:{name}", args=[initiative.slug, self.map.number, self.row.number])


@dataclass(frozen=True)
class Walk:
    """Everything that is to be asked about, and what of it has a need already.

    ``others`` may be asked about too, from their own pages, and nobody waits for it: passages of the shared
    understanding that are no target.
    """

    topics: list[Topic]
    asked: frozenset[str]
    others: list[Topic] = field(default_factory=list)

    @property
    def waiting(self) -> list[Topic]:
        """What nobody has asked about yet, the most worth asking first."""
        return [one for one in self.topics if one.key not in self.asked]

    @property
    def done(self) -> int:
        """How many were asked about."""
        return len(self.topics) - len(self.waiting)

    def topic(self, key: str) -> Topic | None:
        """The topic with this name."""
        return next((one for one in (*self.topics, *self.others) if one.key == key), None)

    def by_kind(self) -> list[tuple[str, int, int]]:
        """Each kind in words, with how many were asked about of how many."""
        found = []
        for kind in (Kind.CAUSE, Kind.LINK, Kind.TARGET):
            mine = [one for one in self.topics if one.kind is kind]
            found.append((kind_words(kind), sum(one.key in self.asked for one in mine), len(mine)))
        return found


def walk_of(initiative: Initiative) -> Walk:
    """Every cause and link of the joint maps and every target, in the order of asking. Nine queries."""
    topics: dict[tuple[Kind, int], Topic] = {}
    subjects: list[Subject] = []
    passages = lines_of(initiative)
    for topic, subject in (*_of_maps(initiative), *_of_targets(passages)):
        topics[subject.kind, subject.number] = topic
        subjects.append(subject)
    ordered = [
        replace(topics[one.subject.kind, one.subject.number], reasons=one.reasons)
        for one in order_of_asking(subjects)
    ]
    needs = DataNeed.objects.filter(initiative=initiative)
    others = [Topic(Kind.TARGET, one) for one in passages if one.passage.kind != PassageKind.TARGET]
    return Walk(ordered, frozenset(f"{one.kind}-{one.about}" for one in needs), others)


def _of_maps(initiative: Initiative) -> Iterable[tuple[Topic, Subject]]:
    states = [MapState.SESSION, MapState.CLOSED]
    maps = {one.pk: one for one in CausalMap.objects.filter(initiative=initiative, state__in=states)}
    cards = list(Card.objects.filter(map__in=maps, side="", removed_at=None))
    links = list(JointLink.objects.filter(map__in=maps).select_related("cause", "effect"))
    said = standings(links)
    drawn = [one for one in links if Arrow(one.cause_id, one.effect_id) in said]
    nodes, joins = weights_of((card.pk for card in cards), ((one.cause_id, one.effect_id) for one in drawn))
    dispute: dict[int, Dispute] = {}
    pieces: dict[int, int] = {}
    for one in drawn:
        arrow = Arrow(one.cause_id, one.effect_id)
        how = _dispute(said[arrow])
        dispute[one.cause_id] = max(how, dispute.get(one.cause_id, Dispute.NONE))
        pieces[one.cause_id] = pieces.get(one.cause_id, 0) + one.pieces
        yield (
            Topic(Kind.LINK, one, map=maps[one.map_id]),
            Subject(Kind.LINK, one.pk, how, joins[arrow], one.pieces),
        )
    for card in cards:
        if card.kind == CardKind.CAUSE:
            yield (
                Topic(Kind.CAUSE, card, map=maps[card.map_id]),
                Subject(
                    Kind.CAUSE,
                    card.pk,
                    dispute.get(card.pk, Dispute.NONE),
                    nodes[card.pk],
                    pieces.get(card.pk, 0),
                ),
            )


def _of_targets(passages: Iterable[PassageLine]) -> Iterable[tuple[Topic, Subject]]:
    """Targets that stand. What hangs on one is not counted: it is the end of the talk, no node of a map."""
    for one in passages:
        if one.passage.kind == PassageKind.TARGET:
            pieces = sum(claim.has_evidence for claim in one.claims)
            how = _dispute_over(one)
            yield Topic(Kind.TARGET, one), Subject(Kind.TARGET, one.passage.pk, how, pieces=pieces)


def _dispute_over(line: PassageLine) -> Dispute:
    endorsed = sum(one.word == StanceWord.ENDORSED for one in line.stances)
    if line.is_disputed:
        return Dispute.CONTESTED
    return Dispute.ONE_SIDE if endorsed == 1 else Dispute.NONE


def _dispute(how: Standing) -> Dispute:
    if how in CONTESTED:
        return Dispute.CONTESTED
    return Dispute.ONE_SIDE if how in ALONE else Dispute.NONE


@dataclass(frozen=True)
class Carried:
    """A question that somebody asked on a map, and what it is about."""

    question: DataQuestion
    topic: Topic


def questions_to_carry(initiative: Initiative, walk: Walk) -> list[Carried]:
    """Questions asked on the maps that are no data need yet; of a side's card when the joint one stands.

    One query.
    """
    by_key = {one.key: one for one in walk.topics}
    rows = DataQuestion.objects.filter(initiative=initiative, data_need=None).select_related("card")
    found = []
    for one in rows:
        topic = by_key.get(_key_of(one))
        if topic is not None:
            found.append(Carried(one, topic))
    return found


def _key_of(question: DataQuestion) -> str:
    if question.card is None:
        return f"{Kind.LINK}-{question.joint_link_id}"
    card = question.card
    return f"{Kind.CAUSE}-{card.joint_id if card.side else card.pk}"
