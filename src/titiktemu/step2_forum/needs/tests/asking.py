"""Data needs, assets and orders for tests, made through the services."""

from typing import Any

from titiktemu.analysis.data_needs.opening import Said
from titiktemu.catalogue.models import DataAsset
from titiktemu.catalogue.services.datasets import add_asset, tell_asset
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import Side
from titiktemu.step2_forum.maps.tests.drawing import talked_of
from titiktemu.step2_forum.needs.models import DataNeed, DisclosureOrder
from titiktemu.step2_forum.needs.queries.subjects import walk_of
from titiktemu.step2_forum.needs.services.asking import Wanted, ask_need, name_asset
from titiktemu.step2_forum.needs.services.opening import Draft, rate_asset, write_order

GOVERNMENT, CIVIL_SOCIETY = Side.GOVERNMENT.value, Side.CIVIL_SOCIETY.value
OPEN = {"legal_class": "berkala", "sensitivity": "tidak_ada"}
FINE, POOR = Said(5, 1, 1), Said(2, 4, 4)


def noted(official: Actor, initiative: Initiative, title: str = "Hasil uji air", **told: Any) -> DataAsset:
    """Data of government that may be opened."""
    return add_asset(actor=official, initiative=initiative, side=GOVERNMENT, title=title, **{**OPEN, **told})


def asked(actor: Actor, initiative: Initiative, side: str, text: str = "Uji air per sekolah") -> DataNeed:
    """A need about what is most worth asking about next."""
    about = walk_of(initiative).waiting[0].key
    return ask_need(actor=actor, initiative=initiative, side=side, about=about, wanted=Wanted(text))


def named(
    official: Actor, activist: Actor, initiative: Initiative, title: str = "Hasil uji air", **told: Any
) -> DataAsset:
    """Data of government that answers a need of civil society, told to both."""
    need = DataNeed.objects.filter(initiative=initiative).first()
    need = need or asked(activist, initiative, CIVIL_SOCIETY)
    asset = noted(official, initiative, title, **told)
    name_asset(actor=official, need=need, asset=asset, tell=True)
    asset.refresh_from_db()
    return asset


def rated(
    speakers: dict[str, Actor], initiative: Initiative, asset: DataAsset, *said: Said
) -> dict[str, Said]:
    """Both sides rate, government first."""
    marks = said or (FINE, FINE)
    for (side, actor), mark in zip(speakers.items(), marks, strict=True):
        rate_asset(actor=actor, initiative=initiative, asset=asset, side=side, said=mark)
    return dict(zip(speakers, marks, strict=True))


def written(
    actor: Actor, initiative: Initiative, assets: list[DataAsset], seen: int = 0, note: str = ""
) -> DisclosureOrder:
    """A version of the order."""
    draft = Draft([one.pk for one in assets], note, seen)
    return write_order(actor=actor, initiative=initiative, draft=draft)


def need_arguments(
    facilitator: Actor, speakers: dict[str, Actor], initiative: Initiative, _wanted: str
) -> dict[str, Any]:
    """A need of government with data that answers, rated by both, an order, and a question of the map."""
    causal_map = talked_of(facilitator, initiative, speakers)
    official = speakers[GOVERNMENT]
    need = asked(official, initiative, GOVERNMENT)
    asset = noted(official, initiative)
    tell_asset(actor=official, asset=asset)
    name_asset(actor=official, need=need, asset=asset)
    other = noted(official, initiative, "Laporan warga")
    name_asset(actor=official, need=need, asset=other, tell=True)
    for one in (asset, other):
        rated(speakers, initiative, one)
    order = written(official, initiative, [asset])
    link = causal_map.joint_links.order_by("number").last()
    assert link is not None
    question = link.data_questions.create(
        initiative=initiative, side=GOVERNMENT, text="Berapa?", asked_at=need.asked_at
    )
    return {
        "need": need.number,
        "asset": asset.number,
        "version": order.number,
        "question": question.pk,
        "form": "csv",
    }
