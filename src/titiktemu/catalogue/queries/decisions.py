"""What a decision is about, whether there is a valid one, and what stands against a release."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from titiktemu.catalogue.models import DataRelease, Dataset, Decision, Delivery, RecipeVersion, StoredFile

TERMS = ("licence", "licence_terms")
"""What of a dataset is part of what is decided: under which terms everybody may use it."""


def fingerprint_of(told: Any) -> str:
    """SHA-256 of plain values, the same for the same values whatever their order in objects."""
    plain = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(plain.encode()).hexdigest()


def decided_upon(delivery: Delivery) -> str:
    """Fingerprint of exactly what would be released; read anew, so that nothing is missed that changed.

    The file, the recipe with its treatments, the very bytes of the table, the report on risks, what is
    knowingly kept, the licence, and the releases before it: a further one may tell what this one hides.
    """
    row = Delivery.objects.select_related(
        "dataset", "file", "recipe", "prepared", "treated", "treated_csv"
    ).get(pk=delivery.pk)
    dataset = Dataset.objects.get(pk=row.dataset_id)
    releases = dataset.releases.order_by("number").values_list("number", "fingerprint", "withdrawn_at")
    return fingerprint_of(
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
            "terms": {name: getattr(dataset, name) for name in TERMS},
            "schema": dataset.schema if dataset.schema_source == Dataset.SchemaSource.WRITTEN else None,
            "releases": [[number, told, gone is not None] for number, told, gone in releases],
        }
    )


TOLD = ("reason", "schema", "quality", "diff", "rows", "columns")


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
    return delivery.decisions.select_related("by", "organisation").order_by("-at", "-pk").first()


def standing_approval(delivery: Delivery) -> Decision | None:
    """The newest decision, where it approves exactly what would be released now; otherwise None."""
    decision = last_decision(delivery)
    if decision is None or not decision.approves or decision.fingerprint != decided_upon(delivery):
        return None
    return decision


def unresolved(found: Iterable[dict[str, Any]], kept: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Personal data that is neither gone nor knowingly kept with a reason."""
    reasoned = {(one["column"], one["kind"]) for one in kept if one.get("reason")}
    return [one for one in found if (one["column"], one["kind"]) not in reasoned]


def unresolved_in(delivery: Delivery) -> list[dict[str, Any]]:
    """Personal data in what would be released about which nobody has said anything."""
    return unresolved((delivery.protection or {}).get("personal", []), delivery.kept_personal)


def version_of(dataset: Dataset, content: dict[str, Any]) -> RecipeVersion | None:
    """The recipe with this content, if it was kept before."""
    return dataset.recipes.filter(fingerprint=fingerprint_of(content)).first()
