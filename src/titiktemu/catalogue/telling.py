"""A release as pages tell it: its files, its columns, how good it is, how to cite it, who decided."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from titiktemu.analysis.dataset_quality import LICENCES
from titiktemu.catalogue.addresses import release_address
from titiktemu.catalogue.describing import about_release, concepts_of, judged
from titiktemu.catalogue.models import DataRelease, Distribution
from titiktemu.catalogue.queries.pages import gives_diff
from titiktemu.catalogue.wording import findings_in_words, meaning_words, said
from titiktemu.foundation.permissions import Action, allows
from titiktemu.foundation.requests import Request
from titiktemu.foundation.words import Side

Kind = Distribution.Kind
TABLES = (Kind.XLSX, Kind.CSV, Kind.PARQUET)
"""Files in which the table is, first the one that most people can open."""
SUITS = {
    Kind.XLSX: gettext_lazy("For Excel"),
    Kind.CSV: gettext_lazy("For every program; plain text"),
    Kind.PARQUET: gettext_lazy("For analysis; small and with types"),
    Kind.SCHEMA: gettext_lazy("What each column is, for programs"),
    Kind.QUALITY: gettext_lazy("What was found when it was checked"),
    Kind.RECIPE: gettext_lazy("How the table was made from the file"),
    Kind.DIFF: gettext_lazy("What is otherwise than in the release before"),
    Kind.ORIGINAL: gettext_lazy("Just as the office sent it"),
}
"""Whom a file is for."""


def told_of(request: Request, release: DataRelease) -> dict[str, Any]:
    """Everything that a page says of a release that stands. One query."""
    dataset, initiative = release.dataset, release.dataset.initiative
    has_diff = gives_diff(release)
    files = [one for one in release.distributions.all() if one.kind != Kind.DIFF or has_diff]
    about, concepts = about_release(release), concepts_of(dataset, release.schema)
    now = judged(about, concepts, timezone.localdate())
    licence = LICENCES.get(release.terms["licence"])
    return {
        "row": release,
        "url": release_address("release", release),
        "tables": [_file(release, one) for kind in TABLES for one in files if one.kind == kind],
        "papers": [_file(release, one) for one in files if one.kind not in TABLES],
        "diff_url": release_address("diff", release) if has_diff else "",
        "columns": columns_of(release),
        "stars": now["stars"],
        "next_star": said(now["next_star"]),
        "about": findings_in_words(now["findings"]),
        "found": _apart(findings_in_words(release.quality.get("findings"))),
        "unread": _unread(release),
        "licence": licence,
        "cite": cite(release, request.build_absolute_uri(release_address("release", release))),
        "decided_by": _name(request, release),
        "may_withdraw": allows(request.actor, Action.WITHDRAW_RELEASE, initiative, side=dataset.side),
    }


def _apart(findings: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """What there is to look at, and what was looked at in vain."""
    good = [one for one in findings if one["state"] == "ok"]
    return {"told": [one for one in findings if one["state"] != "ok"], "good": good}


def _file(release: DataRelease, one: Distribution) -> dict[str, Any]:
    return {
        "row": one,
        "url": release_address("file", release, one.name),
        "ending": one.name.rsplit(".", 1)[-1].upper(),
        "suits": SUITS.get(Kind(one.kind), ""),
    }


def columns_of(release: DataRelease) -> list[dict[str, Any]]:
    """Each column: its name, what its values are, the unit, what it says, how many values are missing."""
    counted = {one["name"]: one for one in release.quality.get("columns", [])}
    described = release.dataset.columns
    return [
        {
            "name": one["name"],
            "title": one.get("title") or one["name"],
            "meaning": meaning_words(one.get("meaning", "text")),
            "unit": one.get("unit") or described.get(one["name"], {}).get("unit", ""),
            "description": one.get("description") or described.get(one["name"], {}).get("definition", ""),
            "missing": counted.get(one["name"], {}).get("missing"),
            "distinct": counted.get(one["name"], {}).get("distinct"),
        }
        for one in release.schema.get("fields", [])
    ]


def _unread(release: DataRelease) -> list[tuple[str, int]]:
    """Columns with values that could not be read and are empty now."""
    titles = {one["name"]: one.get("title") or one["name"] for one in release.schema.get("fields", [])}
    return [(titles.get(name, name), many) for name, many in release.quality.get("unread", {}).items()]


def cite(release: DataRelease, url: str) -> str:
    """The release in one line for a list of sources, with its address and its fingerprint."""
    dataset = release.dataset
    holder = dataset.asset.holder
    words = {
        "who": holder.name if holder else Side(dataset.side).label,
        "year": timezone.localtime(release.released_at).year,
        "title": dataset.shown_title,
        "number": release.number,
        "initiative": dataset.initiative.title,
        "url": url,
        "hash": release.fingerprint[:16],
    }
    return (
        _(
            "%(who)s (%(year)s). %(title)s, release %(number)s [data]. %(initiative)s, Titik Temu. %(url)s"
            " (fingerprint %(hash)s)"
        )
        % words
    )


def _name(request: Request, release: DataRelease) -> str:
    """Who decided: the office for everybody, the name for those who may read lists of names."""
    decision = release.decision
    office = ", ".join(str(one) for one in (decision.office, decision.organisation) if one) or str(
        Side(release.dataset.side).label
    )
    may_read = allows(request.actor, Action.VIEW_ROSTER, release.dataset.initiative)
    return f"{decision.by.name} ({office})" if may_read and decision.by.name else office


def tombstone_of(request: Request, release: DataRelease) -> dict[str, Any]:
    """What is left of a withdrawn release: when, by which office, why."""
    place = release.withdrawn_by
    parts = (place.office, place.organisation) if place else ()
    office = ", ".join(str(one) for one in parts if one) or str(Side(release.dataset.side).label)
    may_read = allows(request.actor, Action.VIEW_ROSTER, release.dataset.initiative)
    by = f"{place.name} ({office})" if may_read and place and place.name else office
    return {"row": release, "by": by, "url": release_address("release", release)}
