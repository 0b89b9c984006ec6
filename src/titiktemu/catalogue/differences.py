"""Differences between two releases for a page: sentences, and one page of rows or cells out of the file."""

import csv
import json
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, Final

from django.core.paginator import Paginator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from titiktemu.catalogue.models import DataRelease
from titiktemu.catalogue.wording import said

PER_PAGE = 50
MOST_PAGES = 200
"""Pages that are read out of the file; whoever wants more takes the file itself."""
KINDS: Final[dict[str, Promise | str]] = {
    "cell": _("Changed values"),
    "added": _("New rows"),
    "removed": _("Rows that are gone"),
}
"""What is listed one by one."""


def counts_of(release: DataRelease) -> dict[str, int]:
    """How many there are of each."""
    diff = release.diff or {}
    rows = diff.get("rows", {})
    return {
        "cell": sum(diff.get("cells", {}).values()),
        "added": rows.get("added", 0),
        "removed": rows.get("removed", 0),
    }


def sentences_of(told: list[dict[str, Any]], titles: Mapping[str, str]) -> list[str]:
    """Sentences that the comparison kept, with columns called as people see them."""
    return [said(one["explanation"], _titled(one.get("values") or {}, titles)) for one in told]


def titles_of(release: DataRelease) -> dict[str, str]:
    """What people see of each column of a release, by its machine name."""
    return {one["name"]: one.get("title") or one["name"] for one in release.schema.get("fields", [])}


def _titled(values: Mapping[str, Any], titles: Mapping[str, str]) -> dict[str, Any]:
    made = dict(values)
    for name in ("name", "column"):
        # Of a title that changed the new one does not say which column is meant.
        if made.get(name) in titles and made.get("after") != titles[made[name]]:
            made[name] = f"“{titles[made[name]]}”"
    if isinstance(made.get("key"), str):
        made["key"] = ", ".join(titles.get(one, one) for one in made["key"].split(", "))
    return made


def page_of(
    path: Path, kind: str, many: int, number: str | None, titles: Mapping[str, str]
) -> tuple[Any, list[dict[str, Any]]]:
    """One page of what is listed: the page, and its rows."""
    paginator = Paginator(range(min(many, PER_PAGE * MOST_PAGES)), PER_PAGE)
    part = paginator.get_page(number)
    start = PER_PAGE * (part.number - 1)
    rows = islice(_of_kind(path, kind), start, start + PER_PAGE)
    return part, [_told(kind, one, titles) for one in rows]


def _of_kind(path: Path, kind: str) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from (one for one in csv.DictReader(file) if one["change"] == kind)


def _told(kind: str, row: dict[str, str], titles: Mapping[str, str]) -> dict[str, Any]:
    if kind == "cell":
        return {**row, "title": titles.get(row["column"], row["column"])}
    whole = row["after"] if kind == "added" else row["before"]
    try:
        cells = json.loads(whole.removeprefix("'"))
    except ValueError:
        cells = {}
    named = [(titles.get(name, name), value) for name, value in cells.items()]
    return {"key": row["key"], "cells": named}
