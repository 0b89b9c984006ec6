"""Everything that is wrong in a delivered table, one by one: out of the listing, for a page and as a file."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from titiktemu.analysis.recipes.harmless import harmless
from titiktemu.catalogue import storage
from titiktemu.catalogue.models import Delivery
from titiktemu.catalogue.wording import said

UNREAD, SCHEMA, FINDING = "nilai", "skema", "temuan"
KINDS = {
    UNREAD: gettext_lazy("Values that cannot be read"),
    SCHEMA: gettext_lazy("Against the schema"),
    FINDING: gettext_lazy("Rows of the findings"),
}


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: where, what stands there, and why, in words."""

    kind: str
    row: int
    column: str
    text: str
    sentence: str


class Line:
    """Gives a line back at once, so that a file can be sent while it is made."""

    def write(self, text: str) -> str:
        """The line."""
        return text


def listing_of(delivery: Delivery) -> dict[str, Any]:
    """The listing of a delivery; nothing where there is none, or where it is not as it was kept."""
    if delivery.listing is None or not storage.is_whole(delivery.listing):
        return {}
    with storage.path_of(delivery.listing.sha256).open(encoding="utf-8") as file:
        found: dict[str, Any] = json.load(file)
    return found


def faults_of(listing: dict[str, Any], place: int, kind: str) -> list[Fault]:
    """Everything of one kind."""
    confirmed = listing.get("confirmed")
    if kind == SCHEMA:
        return [_of_schema(one) for one in (confirmed or {}).get("schema", [])]
    if kind == FINDING:
        return list(_of_findings(listing, place))
    if confirmed is not None:
        sentence = _("It cannot be read as its column is, and becomes empty.")
        return [Fault(UNREAD, row, column, text, sentence) for row, column, text in confirmed["unread"]]
    return list(_before_confirmation(listing, place))


def _of_schema(one: dict[str, Any]) -> Fault:
    return Fault(SCHEMA, one["row"], one["name"], one["text"], said(one["explanation"], one["values"]))


def _of_findings(listing: dict[str, Any], place: int) -> Iterator[Fault]:
    confirmed = listing.get("confirmed")
    told = confirmed["findings"] if confirmed else listing.get("quality", [])
    for one in told:
        is_here = confirmed is not None or one.get("table") == place
        if is_here and one["state"] != "ok" and one["check"] != "validity":
            for row in one["rows"]:
                yield Fault(FINDING, row, "", "", said(one["explanation"]))


def _before_confirmation(listing: dict[str, Any], place: int) -> Iterator[Fault]:
    """Of a table that nobody confirmed yet only the rows are noted."""
    sentence = _("It cannot be read as its column is.")
    for column in listing.get("tables", [{}] * place)[place - 1].get("columns", []):
        for row in column["errors"]["rows"]:
            yield Fault(UNREAD, row, column["name"], "", sentence)


def csv_lines(listing: dict[str, Any], place: int) -> Iterator[str]:
    """All faults as CSV, line by line; nothing in it is a formula."""
    writer = csv.writer(Line())
    head = (_("kind"), _("row"), _("column"), _("value"), _("explanation"))
    yield "\ufeff" + str(writer.writerow(head))
    for kind in KINDS:
        found = faults_of(listing, place, kind)
        columns, texts, words = (
            harmless(pl.Series([getattr(one, name) for one in found], dtype=pl.String)).to_list()
            for name in ("column", "text", "sentence")
        )
        for one, column, text, sentence in zip(found, columns, texts, words, strict=True):
            yield str(writer.writerow((KINDS[kind], one.row or "", column, text, sentence)))
