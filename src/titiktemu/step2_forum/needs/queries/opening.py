"""What each side says of opening each asset; what is hidden from whom; the proposed order."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from titiktemu.analysis.data_needs.opening import Rated, far_apart, order_of_opening
from titiktemu.catalogue.models import DataAsset
from titiktemu.catalogue.queries import known_to_both
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import BOTH_SIDES, Side
from titiktemu.step2_forum.needs.models import AssetRating
from titiktemu.step2_forum.needs.queries.needs import named_assets
from titiktemu.step2_forum.needs.words import Obstacle, mark_words, obstacle_of_law

GOVERNMENT, CIVIL_SOCIETY = (side.value for side in BOTH_SIDES)


@dataclass(frozen=True)
class Board:
    """An asset with what this reader may see of its ratings.

    ``government`` and ``civil_society`` are None where nothing was rated or it is hidden from the reader;
    ``has_rated`` names the sides that have, which nobody is kept from knowing.
    """

    asset: DataAsset
    needs: int
    has_rated: frozenset[str]
    government: AssetRating | None
    civil_society: AssetRating | None
    government_first: AssetRating | None = None
    civil_society_first: AssetRating | None = None
    is_known: bool = True

    @property
    def is_open(self) -> bool:
        """Whether both sides have rated, so that both see both."""
        return len(self.has_rated) == len(BOTH_SIDES)

    @property
    def differences(self) -> list[str]:
        """What the sides see so differently that it is worth talking about, in words."""
        if not (self.is_open and self.government and self.civil_society):
            return []
        return [mark_words(one) for one in far_apart(self.government.said, self.civil_society.said)]

    @property
    def sides(self) -> list[tuple[str, AssetRating | None, AssetRating | None, bool]]:
        """Each side with its newest rating, its first one where it is another, and whether it has rated."""
        told = (
            (GOVERNMENT, self.government, self.government_first),
            (CIVIL_SOCIETY, self.civil_society, self.civil_society_first),
        )
        return [
            (side, newest, first if first != newest else None, side in self.has_rated)
            for side, newest, first in told
        ]

    @property
    def obstacle(self) -> Obstacle | None:
        """Why it cannot stand in an order yet; None where nothing is in the way."""
        if not self.is_known:
            return Obstacle.UNTOLD
        if not self.needs:
            return Obstacle.NO_NEED
        return obstacle_of_law(self.asset) or (None if self.is_open else Obstacle.NOT_RATED)


def boards_of(actor: Actor, initiative: Initiative) -> list[Board]:
    """Every asset that a need names, with the ratings that this reader may see. Three queries."""
    assets = list(named_assets(initiative).annotate(need_count=Count("need_links")))
    known = set(known_to_both(initiative).values_list("pk", flat=True))
    ratings = AssetRating.objects.filter(initiative=initiative)
    by_asset: dict[int, list[AssetRating]] = {}
    for one in ratings:
        by_asset.setdefault(one.asset_id, []).append(one)
    own = actor.side_in(initiative)
    return [_board(asset, by_asset.get(asset.pk, []), own, asset.pk in known) for asset in assets]


def board_of(actor: Actor, asset: DataAsset) -> Board:
    """One asset, likewise."""
    rows = list(AssetRating.objects.filter(asset=asset))
    asset.need_count = asset.need_links.count()  # type: ignore[attr-defined] # as annotated above
    is_known = known_to_both(asset.initiative).filter(pk=asset.pk).exists()
    return _board(asset, rows, actor.side_in(asset.initiative), is_known)


def _board(asset: DataAsset, rows: Iterable[AssetRating], own: str, is_known: bool) -> Board:
    """Rows are by side and turn; before both have rated, a reader sees the own side's alone."""
    first: dict[str, AssetRating] = {}
    newest: dict[str, AssetRating] = {}
    for one in rows:
        first.setdefault(one.side, one)
        newest[one.side] = one
    seen = BOTH_SIDES if len(first) == len(BOTH_SIDES) else [side for side in BOTH_SIDES if side == own]
    shown = {side.value: newest.get(side.value) for side in seen}
    begun = {side.value: first.get(side.value) for side in seen}
    return Board(
        asset=asset,
        needs=asset.need_count,  # type: ignore[attr-defined] # annotated
        has_rated=frozenset(first),
        government=shown.get(GOVERNMENT),
        civil_society=shown.get(CIVIL_SOCIETY),
        government_first=begun.get(GOVERNMENT),
        civil_society_first=begun.get(CIVIL_SOCIETY),
        is_known=is_known,
    )


@dataclass(frozen=True)
class Remains:
    """An asset at its proposed place, with what remains of its value in the eyes of each side."""

    board: Board
    government: int
    civil_society: int

    @property
    def decides(self) -> str:
        """The side for which less remains, "" where both say the same."""
        if self.government == self.civil_society:
            return ""
        return Side.GOVERNMENT.value if self.government < self.civil_society else Side.CIVIL_SOCIETY.value


def proposed(boards: Iterable[Board]) -> list[Remains]:
    """The order that the ratings propose, of assets that both have rated and nothing is in the way of."""
    told: dict[int, Board] = {}
    rated = []
    for one in boards:
        if one.obstacle is None and one.government and one.civil_society:
            told[one.asset.pk] = one
            rated.append(Rated(one.asset.pk, one.government.said, one.civil_society.said, needs=one.needs))
    return [
        Remains(told[one.number], one.first.remains, one.second.remains) for one in order_of_opening(rated)
    ]
