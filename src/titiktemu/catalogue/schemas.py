"""The schema of a dataset on its page: as it stands, as the data have it, or as the last release had it."""

import json
from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from titiktemu.catalogue.models import DataRelease, Dataset, Delivery
from titiktemu.catalogue.queries import standing_release
from titiktemu.catalogue.schema_forms import (
    ELEMENTS,
    MOST_FIELDS,
    ElementsForm,
    FieldForm,
    TextForm,
    field_initial,
)
from titiktemu.catalogue.veil import veil_for
from titiktemu.foundation.actors import Actor

TO_ITS_SIDE = ("dataset__initiative", "dataset__asset")
DATA, RELEASE = "data", "rilis"
CONSTRAINTS = ("required", "unique", "minimum", "maximum", "enum", "minLength", "maxLength", "pattern")


class SchemaPage:
    """The forms of a dataset's schema.

    Attributes
    ----------
    origin : str
        "" for the schema as it stands, else where the page takes it from, to be saved.
    """

    def __init__(self, actor: Actor, dataset: Dataset, origin: str, data: QueryDict | None = None) -> None:
        self.dataset, self._data = dataset, data
        prepared = dataset.deliveries.filter(preparation__isnull=False)
        self.delivery = prepared.select_related("recipe", *TO_ITS_SIDE).first()
        self._inferred = inferred_of(self.delivery)
        if self.delivery is not None:
            self._inferred = veil_for(actor, self.delivery).of_schema(self._inferred)
        self.release = standing_release(dataset)
        self.has_data = bool(self.delivery and (self.delivery.preparation or {}).get("inferred"))
        self.has_release = self.release is not None
        self.origin = origin if self._offers(origin) else ""
        self.schema = self._basis()
        act = data.get("act") if data is not None else None
        self.fields = self._fields(data if act == "fields" else None)
        self.text = TextForm(
            data if act == "json" else None,
            initial={"text": json.dumps(self.schema, ensure_ascii=False, indent=2) if self.schema else ""},
        )
        self.columns = self._columns(data if act == "columns" else None)

    def _offers(self, origin: str) -> bool:
        return (origin == DATA and self.has_data) or (origin == RELEASE and self.has_release)

    def _basis(self) -> dict[str, Any]:
        if self.origin == DATA:
            return self._inferred
        if self.origin == RELEASE and self.release is not None:
            return from_release(self.release, self._inferred)
        return self.dataset.schema or {}

    @property
    def is_long(self) -> bool:
        """Whether the schema has more fields than the page shows as fields."""
        return len(self.schema.get("fields", [])) > MOST_FIELDS

    def _fields(self, data: QueryDict | None) -> list[FieldForm]:
        if self.is_long:
            return []
        key = self.schema.get("primaryKey", [])
        named = (key,) if isinstance(key, str) else tuple(key)
        return [
            FieldForm(
                one,
                data,
                prefix=f"f{at}",
                auto_id=f"f{at}-%s",
                initial=field_initial(one, named),
            )
            for at, one in enumerate(self.schema.get("fields", []))
        ]

    def errors(self) -> list[tuple[str, str]]:
        """Where something is wrong, and what."""
        found = []
        for form in self.fields:
            for name, errors in form.errors.items():
                label = form.fields[name].label if name in form.fields else ""
                found += [(f"#{form.prefix}", f"{form.initial['name']}, {label}: {one}") for one in errors]
        return found

    def made(self) -> dict[str, Any]:
        """The schema that the fields say, after they were found valid."""
        key = [form.initial["name"] for form in self.fields if form.cleaned_data["is_key"]]
        rest = {name: one for name, one in self.schema.items() if name not in {"fields", "primaryKey"}}
        made = {**rest, "fields": [form.made for form in self.fields]}
        return {**made, "primaryKey": key} if key else made

    def _columns(self, data: QueryDict | None) -> list[tuple[str, str, ElementsForm]]:
        """Columns that would be released, each with its elements of Satu Data."""
        return [
            (
                name,
                title,
                ElementsForm(
                    data,
                    prefix=f"d{at}",
                    auto_id=f"d{at}-%s",
                    initial={**dict.fromkeys(ELEMENTS, ""), **self.dataset.columns.get(name, {})},
                ),
            )
            for at, (name, title) in enumerate(self._names().items())
        ]

    def _names(self) -> dict[str, str]:
        """Machine name and title of each column, by what was confirmed last, else by the release."""
        recipe = self.delivery.recipe if self.delivery else None
        if recipe is not None:
            header = set(recipe.content["header"])
            kept = [one for one in recipe.content["columns"] if one["kept"] and one["name"] in header]
            return {one["machine_name"]: one["title"] for one in kept[:MOST_FIELDS]}
        if self.release is not None:
            fields = self.release.schema.get("fields", [])
            return {one["name"]: one.get("title") or one["name"] for one in fields[:MOST_FIELDS]}
        return {}

    def described(self) -> dict[str, dict[str, str]]:
        """The elements of every column, those of columns that are not here now kept as they were."""
        made = {name: dict(one) for name, one in self.dataset.columns.items()}
        for name, _title, form in self.columns:
            told = {one: form.cleaned_data[one] for one in ELEMENTS if form.cleaned_data[one]}
            others = {key: one for key, one in made.get(name, {}).items() if key not in ELEMENTS}
            made[name] = {**others, **told}
        return {name: one for name, one in made.items() if one}


def inferred_of(delivery: Delivery | None) -> dict[str, Any]:
    """The schema that the newest prepared delivery would have."""
    found: dict[str, Any] = (delivery.preparation or {}).get("inferred") or {} if delivery else {}
    return found


def from_release(release: DataRelease, inferred: Mapping[str, Any]) -> dict[str, Any]:
    """What the last release kept to, for the next file: columns as its header calls and writes them.

    A release writes numbers and days in one way, an office in its own; that is taken from its newest file.
    """
    names = {one["machine_name"]: one["name"] for one in release.recipe.content["columns"]}
    written = {one["name"]: one for one in inferred.get("fields", [])}
    fields = [_field(one, names.get(one["name"], one["name"]), written) for one in release.schema["fields"]]
    key = release.schema.get("primaryKey", [])
    named = [names.get(one, one) for one in ([key] if isinstance(key, str) else key)]
    made: dict[str, Any] = {"fields": fields, "fieldsMatch": ["subset"]}
    if "missingValues" in inferred:
        made["missingValues"] = inferred["missingValues"]
    return {**made, "primaryKey": named} if named else made


def _field(one: Mapping[str, Any], name: str, written: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    words = {key: one[key] for key in ("title", "description", "unit", "meaning") if key in one}
    own = written.get(name)
    if own is None:
        return {"name": name, "type": one.get("type", "any"), **words, **_kept(one)}
    as_written = {key: value for key, value in own.items() if key not in {"constraints", *words}}
    is_same = own.get("type") == one.get("type")
    return {**as_written, **words, **(_kept(one) if is_same else {})}


def _kept(one: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in one.get("constraints", {}).items() if key in CONSTRAINTS}
    return {"constraints": kept} if kept else {}
