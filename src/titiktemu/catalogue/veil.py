"""What of a delivery's values a reader sees: its own side all of them, who leads the initiative their shape.

Every page of a delivery passes what it quotes of the file through here. What is shown is decided by the
evidence in the file alone: a reader who calls a column something else sees nothing more of it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from titiktemu.analysis.recipes.choices import ColumnChoice, Recipe
from titiktemu.analysis.recipes.differences import SENTENCES
from titiktemu.analysis.recipes.typed_values import typed_values
from titiktemu.analysis.spreadsheet.rules import NUMBERS, Meaning
from titiktemu.catalogue.models import Delivery
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.permissions import Action, allows

ABOUT_NOBODY = (NUMBERS - {Meaning.LATITUDE, Meaning.LONGITUDE}) | {
    Meaning.DATE, Meaning.PERIOD, Meaning.TIME, Meaning.BOOLEAN, Meaning.CATEGORY, Meaning.REGION_CODE,
    Meaning.REGION_NAME, Meaning.ACCOUNT_CODE, Meaning.SCHOOL_ID,
}  # fmt: skip
"""Meanings of which examples are shown where nothing personal was found: no names, no numbers of anything
single, no places of houses, no free text, which may hold anything."""
OF_PEOPLE = frozenset(
    {
        Meaning.PERSON_NAME, Meaning.NIK, Meaning.KK, Meaning.NPWP, Meaning.BPJS, Meaning.PHONE,
        Meaning.EMAIL, Meaning.PLATE, Meaning.ADDRESS,
    }
)  # fmt: skip
"""Meanings whose values point at somebody, whether or not the search found so."""
HEADER = "header"
LETTERS, DIGITS = re.compile(r"[^\W\d_]+"), re.compile(r"\d")
MOST_LETTERS = 3
"""Letters that a word keeps of its length: how long a name is can tell whose it is."""
LISTED = ("enum", "trueValues", "falseValues")


def masked(text: str) -> str:
    """The shape of a value: that it has sixteen digits or three words, not which.

    >>> masked("3510014508900001"), masked("Siti Aminah, S.KM"), masked("siti@contoh.id")
    ('0000000000000000', 'xxx xxx, x.xx', 'xxx@xxx.xx')
    """
    return DIGITS.sub("0", LETTERS.sub(lambda found: "x" * min(len(found[0]), MOST_LETTERS), text))


def veil_for(actor: Actor, delivery: Delivery) -> "Veil":
    """What this reader sees of this delivery."""
    sees = allows(actor, Action.VIEW_ROWS, delivery.initiative, side=delivery.side)
    if sees:
        return Veil(hides=False, personal=frozenset(), evident={})
    return Veil(hides=True, personal=personal_columns(delivery), evident=_evident(delivery))


def _evident(delivery: Delivery) -> dict[str, tuple[ColumnChoice, ...]]:
    """As what each column is read by the evidence alone, in every table in which one is called so."""
    found: dict[str, tuple[ColumnChoice, ...]] = {}
    for one in (delivery.report or {}).get("proposals", []):
        for choice in Recipe.from_json(one["recipe"]).columns if one["recipe"] else ():
            found[choice.name] = (*found.get(choice.name, ()), choice)
    return found


def personal_columns(delivery: Delivery) -> frozenset[str]:
    """Columns in which something about people was found or is meant, by both of their names.

    Whatever spoke of it once counts: the search in the file, that in the typed table, what is left after the
    protection, the evidence for a meaning and what a person said of it.
    """
    report: Mapping[str, Any] = delivery.report or {}
    content: Mapping[str, Any] = delivery.recipe.content if delivery.recipe else {}
    prepared = (delivery.preparation or {}).get("personal", [])
    left = (delivery.protection or {}).get("personal", [])
    found = {one["column"] for one in (*report.get("personal_data", []), *prepared, *left)}
    told = [one for table in report.get("tables", []) for one in table["columns"]]
    columns = list(content.get("columns", []))
    found |= {one["name"] for one in (*told, *columns) if one["meaning"] in OF_PEOPLE}
    for one in columns:
        if found & {one["name"], one["machine_name"]}:
            found |= {one["name"], one["machine_name"]}
    return frozenset(found)


@dataclass(frozen=True)
class Veil:
    """Covers values of a delivery, or nothing where its reader is of the data's own side.

    Attributes
    ----------
    hides : bool
        Whether rows, and single values at named rows, are shown as shapes only.
    personal : frozenset of str
        Columns of which examples too are shown as shapes.
    evident : mapping of str to tuple of ColumnChoice
        What columns are by the evidence; of any other no example is shown either.
    """

    hides: bool
    personal: frozenset[str]
    evident: Mapping[str, tuple[ColumnChoice, ...]]

    def of_picture(self, picture: Mapping[str, Any]) -> Mapping[str, Any]:
        """Rows of the file: names of columns stay, everything else is a shape."""
        if not self.hides:
            return picture
        rows = [
            [at, kind, cells if kind == HEADER else [masked(one) for one in cells]]
            for at, kind, cells in picture["rows"]
        ]
        return {**picture, "rows": rows}

    def of_question(self, question: dict[str, Any]) -> dict[str, Any]:
        """A question about a column, with the examples of its alternatives."""
        if not self.hides:
            return question
        return {
            **question,
            "alternatives": [self._alternative(question, one) for one in question["alternatives"]],
        }

    def _alternative(self, question: dict[str, Any], one: dict[str, Any]) -> dict[str, Any]:
        shown = [
            (text, value, words)
            if self._may_be_read(question["column"], text)
            else (masked(text), _or_none(value), "")
            for text, value, words in one["examples"]
        ]
        return {**one, "examples": shown}

    def of_card(self, card: dict[str, Any]) -> dict[str, Any]:
        """A column to be confirmed: its examples, and values that do not fit, which stand at named rows."""
        if not self.hides:
            return card
        wrong = [(row, masked(text)) for row, text in card["wrong_cells"]]
        return {**card, "read": self._pairs(card["name"], card["read"]), "wrong_cells": wrong}

    def of_shield(self, card: dict[str, Any]) -> dict[str, Any]:
        """A column to be protected: its examples before and after, unless they are the rarest of the file."""
        if self.hides and card["quotes_rare"]:
            return {**card, "preview": []}
        return {**card, "preview": self._pairs(card["name"], card["preview"])}

    def of_count(self, column: dict[str, Any]) -> dict[str, Any]:
        """What was counted in a column: no smallest and no greatest where these are about somebody."""
        is_shown = not self.hides or self._is_evident(column["name"])
        return column if is_shown else {**column, "smallest": "", "largest": ""}

    def of_listing(self, listing: dict[str, Any]) -> dict[str, Any]:
        """Everything that is wrong, one by one: where, and the shape of what stands there."""
        confirmed = listing.get("confirmed")
        if not self.hides or confirmed is None:
            return listing
        unread = [[row, column, masked(text)] for row, column, text in confirmed["unread"]]
        schema = [_of_error(one) for one in confirmed["schema"]]
        return {**listing, "confirmed": {**confirmed, "unread": unread, "schema": schema}}

    def of_differences(self, told: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        """What is otherwise than the last time; a row that is not found again is quoted."""
        quoting = SENTENCES["row_lost"]
        return [
            {**one, "values": {**one["values"], "before": masked(one["values"]["before"])}}
            if self.hides and one["template"] == quoting
            else one
            for one in told
        ]

    def of_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """A schema taken from the data: without lists of values that are about somebody."""
        if not self.hides or "fields" not in schema:
            return schema
        fields = [one if self._is_evident(one["name"]) else _without_lists(one) for one in schema["fields"]]
        return {**schema, "fields": fields}

    def _pairs(self, column: str, pairs: list[tuple[str, str | None]]) -> list[tuple[str, str | None]]:
        return [
            (text, value) if self._may_be_read(column, text) else (masked(text), _or_none(value))
            for text, value in pairs
        ]

    def _may_be_read(self, column: str, text: str) -> bool:
        """Whether it is certainly a value of something that is about nobody."""
        if not self.hides:
            return True
        return self._is_evident(column) and all(_fits(one, text) for one in self.evident[column])

    def _is_evident(self, column: str) -> bool:
        choices = self.evident.get(column, ())
        is_about_nobody = all(one.meaning in ABOUT_NOBODY for one in choices)
        return bool(choices) and is_about_nobody and column not in self.personal


def _fits(choice: ColumnChoice, text: str) -> bool:
    """Whether it is read as its column is; what does not fit may be anything."""
    return typed_values(choice, pl.Series([text], dtype=pl.String)).values.null_count() == 0


def _or_none(value: str | None) -> str | None:
    return None if value is None else masked(value)


def _of_error(one: dict[str, Any]) -> dict[str, Any]:
    """An error against the schema; of one without a row the text is the name of a column."""
    if not one["row"]:
        return one
    values = {**one["values"], "text": masked(str(one["values"].get("text", "")))}
    return {**one, "text": masked(one["text"]), "values": values}


def _without_lists(field: dict[str, Any]) -> dict[str, Any]:
    rules = {name: one for name, one in field.get("constraints", {}).items() if name not in LISTED}
    kept = {name: one for name, one in field.items() if name not in {*LISTED, "constraints"}}
    return {**kept, "constraints": rules} if rules else kept
