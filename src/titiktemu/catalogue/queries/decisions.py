"""What a decision is about, whether there is a valid one, and what stands against a release."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils import timezone

from titiktemu.analysis.treatments.kinds import TreatmentKind
from titiktemu.analysis.treatments.proposals import REMOVED
from titiktemu.catalogue.models import DataRelease, Dataset, Decision, Delivery, RecipeVersion, StoredFile
from titiktemu.foundation.models import Participation, Roster

TERMS = (
    "licence", "licence_terms", "columns", "title", "title_en", "description", "description_en", "frequency",
    "concept", "definition", "classification", "measure", "unit", "source", "method", "keywords", "region",
    "contact",
)  # fmt: skip
"""What of a dataset is part of what is decided: under which terms it may be used, and what is said of it.

The schema of a release quotes what is said of the columns; its quality report judges the rest.
"""


def fingerprint_of(told: Any) -> str:
    """SHA-256 of plain values, the same for the same values whatever their order in objects."""
    return hashlib.sha256(_plain(told)).hexdigest()


def _plain(told: Any) -> bytes:
    return json.dumps(
        told, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def _sealed_by_us(told: Any) -> str:
    """Likewise with the key of this installation, for what must not leave.

    A plain hash of a file with a few hidden counts says which they are to whoever tries all of them, and the
    fingerprint of a release, which everybody reads, is made of this one.
    """
    return hmac.new(settings.SECRET_KEY.encode(), b"catalogue:decision:" + _plain(told), "sha256").hexdigest()


def terms_of(dataset: Dataset) -> dict[str, Any]:
    """Under which terms a dataset may be used, and what it says of itself."""
    return {name: getattr(dataset, name) for name in TERMS}


def decided_upon(delivery: Delivery) -> str:
    """Fingerprint of exactly what would be released; read anew, so that nothing is missed that changed.

    The file, the recipe with its treatments, the very bytes of the table, the report on risks, what is
    knowingly kept, the licence and the words around it, and the releases before it: a further one may tell
    what this one hides.
    """
    row = Delivery.objects.select_related(
        "dataset", "file", "recipe", "prepared", "treated", "treated_csv"
    ).get(pk=delivery.pk)
    dataset = Dataset.objects.select_related("asset__holder").get(pk=row.dataset_id)
    releases = dataset.releases.order_by("number").values_list("number", "fingerprint", "withdrawn_at")
    return _sealed_by_us(
        {
            "delivery": row.pk,
            "file": _hash(row.file),
            "recipe": row.recipe.fingerprint if row.recipe else None,
            "treated": _hash(row.treated),
            "csv": _hash(row.treated_csv),
            "period": [str(row.period_start), str(row.period_end)],
            "preparation": row.preparation,
            "protection": row.protection,
            "kept": row.kept_personal,
            "terms": terms_of(dataset),
            "holder": dataset.asset.holder.name if dataset.asset.holder else None,
            "schema": dataset.schema if dataset.schema_source == Dataset.SchemaSource.WRITTEN else None,
            "releases": [[number, told, gone is not None] for number, told, gone in releases],
        }
    )


TOLD = ("reason", "terms", "schema", "quality", "diff", "rows", "columns")


def sealed(release: DataRelease, files: Mapping[str, str]) -> str:
    """Fingerprint of a release: of everything in its row, and of its files by kind and hash."""
    return fingerprint_of(
        {
            "dataset": release.dataset_id,
            "number": release.number,
            "delivery": release.delivery_id,
            "recipe": release.recipe.fingerprint,
            "decision": release.decision.fingerprint,
            "files": dict(files),
            "period": [str(release.period_start), str(release.period_end)],
            **{name: getattr(release, name) for name in TOLD},
        }
    )


def is_as_released(release: DataRelease) -> bool:
    """Whether the row still says what was released; `storage.is_whole` says it of a file.

    The audit chain holds the fingerprint as well: whoever changes the row and its fingerprint is found there.
    """
    files = dict(release.distributions.values_list("kind", "file__sha256"))
    return sealed(release, files) == release.fingerprint


def _hash(file: StoredFile | None) -> str | None:
    return file.sha256 if file else None


def last_decision(delivery: Delivery) -> Decision | None:
    """The newest word on it."""
    return delivery.decisions.select_related("by", "organisation").order_by("-pk").first()


def standing_approval(delivery: Delivery) -> Decision | None:
    """The newest decision, where it approves exactly what would be released now; otherwise None."""
    decision = last_decision(delivery)
    if decision is None or not decision.approves or decision.fingerprint != decided_upon(delivery):
        return None
    return decision if _still_speaks(decision, delivery) else None


def _still_speaks(decision: Decision, delivery: Delivery) -> bool:
    """Whether whoever decided may decide now: has a name, is on the side's list, has a mandate of today.

    Somebody who was taken off the list, perhaps because the other side was right to contest them, has
    approved nothing that is not out yet.
    """
    place = decision.by
    return bool(place.name) and place.side == delivery.side and place.is_valid_on(timezone.localdate())


def is_on_confirmed_list(place: Participation) -> bool:
    """Whether this place is on a list that its side confirmed as the list stands now."""
    listed = Roster.objects.filter(people=place, confirmed_at__isnull=False)
    return listed.exists()


def releases_made(dataset: Dataset) -> list[int]:
    """Numbers of everything ever released of the dataset, withdrawn or not."""
    return list(dataset.releases.order_by("number").values_list("number", flat=True))


def is_protected_against_all(delivery: Delivery) -> bool:
    """Whether what was hidden was chosen in view of every release there is.

    One that came between shows other cells perhaps, and by subtraction those that are hidden here.
    """
    if delivery.recipe is None or not delivery.recipe.content["treatments"]:
        return True
    return (delivery.protection or {}).get("releases") == releases_made(delivery.dataset)


def unresolved(
    found: Iterable[dict[str, Any]],
    kept: Iterable[dict[str, Any]],
    treatments: Iterable[Mapping[str, Any]] = (),
) -> list[dict[str, Any]]:
    """Personal data that is neither gone, nor treated together, nor knowingly kept with a reason."""
    reasoned, done = {(one["column"], one["kind"]) for one in kept if one.get("reason")}, list(treatments)
    return [
        one for one in found if (one["column"], one["kind"]) not in reasoned and not is_covered(one, done)
    ]


def is_covered(one: Mapping[str, Any], treatments: Iterable[Mapping[str, Any]]) -> bool:
    """Whether what points at somebody only together with other columns is treated together with them.

    Specific data needs diversity that empties: alike in everything, people may still all have the same
    illness. Names, addresses and whatever points at somebody alone are never covered, even where a search
    counts them among what identifies only together.
    """
    if one.get("identifies") != "combined" or one["kind"] in REMOVED:
        return False
    return any(_covers(treatment, one) for treatment in treatments if one["column"] in treatment["columns"])


def _covers(treatment: Mapping[str, Any], one: Mapping[str, Any]) -> bool:
    if treatment["kind"] == TreatmentKind.DIVERSITY:
        return bool(treatment["options"]["is_blanking"])
    return treatment["kind"] == TreatmentKind.LOCAL_SUPPRESSION and one.get("law") == "general"


def unresolved_in(delivery: Delivery) -> list[dict[str, Any]]:
    """Personal data in what would be released about which nobody has said anything."""
    found = (delivery.protection or {}).get("personal", [])
    return unresolved(found, delivery.kept_personal, treatments_of(delivery))


def treatments_of(delivery: Delivery) -> list[Mapping[str, Any]]:
    """What is done to the table of a delivery; nothing where no recipe was chosen."""
    return list(delivery.recipe.content["treatments"]) if delivery.recipe is not None else []


def version_of(dataset: Dataset, content: dict[str, Any]) -> RecipeVersion | None:
    """The recipe with this content, if it was kept before."""
    return dataset.recipes.filter(fingerprint=fingerprint_of(content)).first()
