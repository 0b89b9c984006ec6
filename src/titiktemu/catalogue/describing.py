"""How well a dataset is told: on time, open, described as Satu Data asks; for pages and for releases."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from titiktemu.analysis.dataset_quality import About, dataset_findings, stars
from titiktemu.analysis.satu_data import Concept
from titiktemu.analysis.spreadsheet.rules import Meaning
from titiktemu.catalogue.models import DataRelease, Dataset

TABLES = ("parquet", "csv", "xlsx")
"""Kinds of files in which the table itself is given out."""


def about_of(
    dataset: Dataset,
    *,
    released: date | None = None,
    formats: Iterable[str] = (),
    period: tuple[date | None, date | None] = (None, None),
) -> About:
    """What is told of a dataset, for its quality to be judged."""
    holder = dataset.asset.holder
    return About(
        title=dataset.title,
        description=dataset.description or dataset.description_en,
        publisher=holder.name if holder else "",
        contact=dataset.contact,
        licence=dataset.licence,
        frequency=dataset.frequency,
        period_start=period[0],
        period_end=period[1],
        released=released,
        formats=tuple(formats),
        keywords=dataset.words,
        region=dataset.region,
        source=dataset.source,
        method=dataset.method,
        is_public=dataset.initiative.is_public and released is not None,
    )


def about_release(release: DataRelease) -> About:
    """What is told of a dataset whose newest release this is."""
    kinds = [one.kind for one in release.distributions.all()]
    return about_of(
        release.dataset,
        released=release.released_at.date(),
        formats=[kind for kind in kinds if kind in TABLES],
        period=(release.period_start, release.period_end),
    )


def concepts_of(dataset: Dataset, schema: Mapping[str, Any]) -> list[Concept]:
    """What is told of each column of a release, by its schema and by the dataset."""
    return [_concept(dataset, one) for one in schema.get("fields", [])]


def _concept(dataset: Dataset, properties: Mapping[str, Any]) -> Concept:
    told = dataset.columns.get(properties["name"], {})
    known = {one.value for one in Meaning}
    meaning = Meaning(properties["meaning"]) if properties.get("meaning") in known else Meaning.TEXT
    return Concept(
        column=properties["name"],
        meaning=meaning,
        concept=str(told.get("concept", "")),
        definition=str(told.get("definition", "")),
        classification=str(told.get("classification", "")),
        measure=str(told.get("measure", "")),
        unit=str(told.get("unit") or properties.get("unit", "")),
    )


def judged(about: About, concepts: Sequence[Concept], today: date) -> dict[str, Any]:
    """Findings and stars in plain values."""
    reached, missing = stars(about)
    findings = [one.as_json() for one in dataset_findings(about, concepts, today)]
    return {"stars": reached, "next_star": missing, "findings": findings}
