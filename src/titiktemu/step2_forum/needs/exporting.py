"""Data needs and the assets that they name, as rows of a file."""

from typing import Final

from titiktemu.documents.list_files import Cell
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.step2_forum.needs.models import AssetRating, DataNeed
from titiktemu.step2_forum.needs.queries.disclosure import agreed_order
from titiktemu.step2_forum.needs.queries.needs import needs_of
from titiktemu.step2_forum.needs.queries.opening import boards_of
from titiktemu.step2_forum.needs.queries.subjects import walk_of

type Rows = list[list[Cell]]

NEEDS: Final = ("number", "asked_by", "kind", "about", "data", "who_has_it", "assets", "state", "answer")
MARKS: Final = ("value", "effort", "risk", "reason")
ASSETS: Final = (
    "asset", "title", "side", "holder", "walidata", "legal_class", "sensitivity", "format", "stars",
    "frequency",
    "needs", *(f"government_{mark}" for mark in MARKS), *(f"civil_society_{mark}" for mark in MARKS),
    "place_agreed",
)  # fmt: skip


def needs_rows(initiative: Initiative) -> Rows:
    """Each need in a row."""
    walk = walk_of(initiative)
    topics = {one.key: one for one in (*walk.topics, *walk.others)}
    found: Rows = [list(NEEDS)]
    for one in needs_of(initiative):
        named = [link.asset for link in one.links.all()]
        found.append(
            [
                one.number,
                one.side or "both",
                _kind_of(one),
                topic.text if (topic := topics.get(f"{one.kind}-{one.about}")) else "",
                one.text,
                "asset" if named else one.whereabouts,
                "; ".join(f"{asset.number} {asset.title}" for asset in named),
                one.state,
                one.answer,
            ]
        )
    return found


def _kind_of(need: DataNeed) -> str:
    """What it is about; of a passage, which kind of passage."""
    return str(need.passage.kind) if need.passage else str(need.kind)


def asset_rows(actor: Actor, initiative: Initiative) -> Rows:
    """Each asset that a need names, with the ratings that this reader may see."""
    agreed = agreed_order(initiative)
    places = {one.asset.pk: one.place for one in agreed.places} if agreed else {}
    found: Rows = [list(ASSETS)]
    for one in boards_of(actor, initiative):
        asset = one.asset
        known: list[Cell] = [
            asset.number,
            asset.title,
            asset.side,
            asset.holder.name if asset.holder else "",
            asset.walidata,
            asset.legal_class,
            asset.sensitivity,
            asset.form,
            "" if asset.openness is None else asset.openness,
            asset.frequency,
            one.needs,
        ]
        found.append([*known, *_marks(one.government), *_marks(one.civil_society), places.get(asset.pk, "")])
    return found


def _marks(rating: AssetRating | None) -> list[Cell]:
    return [getattr(rating, mark) if rating else "" for mark in MARKS]
