"""The page on which protection is chosen: its forms together, and the treatments that they make."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from django.http import QueryDict

from titiktemu.analysis.disclosure import SHOWN_FROM
from titiktemu.analysis.recipes.choices import ColumnChoice, Recipe
from titiktemu.analysis.recipes.plain import RecipeBroken
from titiktemu.analysis.spreadsheet.rules import Meaning
from titiktemu.analysis.spreadsheet.shapes import has_word, words_of
from titiktemu.analysis.treatments.kinds import TITLES, Treatment, TreatmentBroken, TreatmentKind
from titiktemu.analysis.treatments.proposals import AGE, IS_AN_AGE
from titiktemu.catalogue.drafts import draft_of
from titiktemu.catalogue.meanings import personal_name
from titiktemu.catalogue.models import Delivery
from titiktemu.catalogue.queries.decisions import is_covered
from titiktemu.catalogue.risks import small_counts, titled, titles_of
from titiktemu.catalogue.shield_forms import OTHER, PERSON, CellsForm, PeopleForm, ShieldForm
from titiktemu.catalogue.shield_previews import Preview, preview
from titiktemu.catalogue.shield_treatments import of_cells, of_column, of_people
from titiktemu.catalogue.shield_ways import NOTHING, USUAL, brought_over, options_of, way_of
from titiktemu.catalogue.wording import said

OF_A_PERSON = words_of(
    "umur|usia|age|jk|kelamin|gender|sex|lahir|pekerjaan|profesi|occupation|pendidikan|agama|suku|kawin"
    "|perkawinan|disabilitas"
)
"""Words of columns that speak of a person, where no column points at one."""
PLACES = frozenset({Meaning.REGION_CODE, Meaning.REGION_NAME})
SAYS_NOBODY = frozenset({Meaning.TEXT, Meaning.URL, Meaning.CURRENCY, Meaning.IDENTIFIER, Meaning.DECIMAL})
OF_PEOPLE = frozenset({TreatmentKind.LOCAL_SUPPRESSION, TreatmentKind.DIVERSITY})
COUNTS_PEOPLE = words_of("orang|jiwa|anak|balita|bayi|ibu|pasien|penderita|kasus|kk|persons?|people|cases?")
"""Words in the name or the unit of columns that count people."""
SAYS_WHO = frozenset({Meaning.REGION_CODE, Meaning.PERIOD, Meaning.CATEGORY})
LEAVES_NOTHING = frozenset({"drop", "blank"})
"""Ways after which nothing of a column stays, whatever reason was typed before."""
MOST_COLUMNS = 150


class Shielding:
    """The forms of one delivery's protection, as it is chosen or proposed, or as they were sent."""

    def __init__(self, delivery: Delivery, data: QueryDict | None = None) -> None:
        self.delivery, self._data = delivery, data
        self._prep: Mapping[str, Any] = delivery.preparation or {}
        content = delivery.recipe.content if delivery.recipe else {}
        self.recipe = Recipe.from_json(content)
        self.written = self.recipe.written[:MOST_COLUMNS]
        self._titles = titles_of(delivery)
        self.personal = self._found()
        self.current = self._current()
        self.people = PeopleForm(self.written, data, prefix="o", initial=self._people_initial())
        self._together = self._treated_together()
        self.columns = [self._column(at, one) for at, one in enumerate(self.written)]
        self.cells = CellsForm(self.written, data, prefix="s", initial=self._cells_initial())
        self.others = self._others()

    def _found(self) -> dict[str, list[dict[str, Any]]]:
        """Personal data by column: found in the table, or left in what would be released."""
        found: dict[str, list[dict[str, Any]]] = {}
        left = (self.delivery.protection or {}).get("personal", [])
        for one in [*self._prep.get("personal", []), *left]:
            known = found.setdefault(one["column"], [])
            if one["kind"] not in {other["kind"] for other in known}:
                known.append(one)
        return found

    def _current(self) -> list[Treatment]:
        """What was chosen before, or brought over from the last time; else what is proposed."""
        told = list(self.recipe.treatments)
        if not told and self.delivery.protection is None:
            told = [one["treatment"] for one in self._prep.get("proposals", [])] or self._suspected()
        found = []
        for one in told:
            with suppress(TreatmentBroken):
                found.append(Treatment.from_json(one))
        here = {one.machine_name for one in self.recipe.written}
        brought = [(one, brought_over(one, here)) for one in found]
        self.lost = [
            f"{said(TITLES[one.kind])}: {', '.join(name for name in one.needs if name not in here)}"
            for one, _made in brought
            if not here.issuperset(one.needs)
        ]
        return [made for _one, made in brought if made is not None]

    def _suspected(self) -> list[Mapping[str, Any]]:
        """What is proposed where nothing personal was found, and columns speak of people all the same."""
        known = [one for one in self.written if one.meaning not in SAYS_NOBODY]
        told = [one for one in known if has_word(one.name, OF_A_PERSON)]
        if not told or self.personal:
            return []
        places = [one for one in known if one.meaning in PLACES and one not in told]
        ages = [one for one in told if one.meaning is Meaning.INTEGER and has_word(one.name, AGE)]
        made = [
            Treatment(TreatmentKind.BANDS, [one.machine_name], {"width": 5, "highest": 85}) for one in ages
        ]
        names = [one.machine_name for one in (*told, *places)]
        made.append(Treatment(TreatmentKind.LOCAL_SUPPRESSION, names, {}))
        return [one.as_json() for one in made]

    @property
    def is_proposed(self) -> bool:
        """Whether what the page shows is a proposal that nobody has taken yet."""
        return not self.recipe.treatments and self.delivery.protection is None

    def _treated_together(self) -> list[dict[str, Any]]:
        """What is done to columns that point at somebody only together, as it was sent or else is shown."""
        if self._data is not None and self.people.is_valid():
            with suppress(TreatmentBroken):
                return [one.as_json() for one in of_people(self.people, self.current, ())]
        return [one.as_json() for one in self.current if one.kind in OF_PEOPLE]

    def _is_covered(self, name: str) -> bool:
        """Whether all that was found in a column is treated together with other columns."""
        found = self.personal.get(name, [])
        return bool(found) and all(is_covered(one, self._together) for one in found)

    def _of_column(self, name: str) -> Treatment | None:
        """The first treatment of a column that the form can show."""
        return next((one for one in self.current if name in one.columns and way_of(one)), None)

    def _column(self, at: int, choice: ColumnChoice) -> ShieldForm:
        name = choice.machine_name
        treatment = self._of_column(name)
        way = way_of(treatment) if treatment else NOTHING
        kept = {one["column"]: one["reason"] for one in self.delivery.kept_personal}
        near = self._prep.get("limits", {}).get(name, (None, None))
        limits = dict(zip(("lowest", "highest"), near, strict=True))
        initial = {
            **USUAL,
            "least": self._alike(),
            "highest": limits["highest"],
            **options_of(treatment),
            "way": way,
            "reason": kept.get(name, ""),
        }
        return ShieldForm(
            choice,
            self._data,
            prefix=f"c{at}",
            initial=initial,
            auto_id=f"c{at}-%s",
            is_personal=name in self.personal,
            is_covered=self._is_covered(name),
            limits=limits,
        )

    def _alike(self) -> int:
        """How many people must be alike, as it was chosen or as it is usual: so many rows keep a value."""
        told = next((one for one in self.current if one.kind is TreatmentKind.LOCAL_SUPPRESSION), None)
        return int(told.options["k"]) if told is not None else SHOWN_FROM

    def _people_initial(self) -> dict[str, Any]:
        """As it was chosen or proposed."""
        quasi = [one for one in self.current if one.kind is TreatmentKind.LOCAL_SUPPRESSION]
        diverse = [one for one in self.current if one.kind is TreatmentKind.DIVERSITY]
        told: dict[str, Any] = {
            "about": self._about(bool(quasi or diverse)),
            "quasi": [name for one in quasi for name in one.columns],
            "sensitive": [name for one in diverse for name in one.columns],
        }
        if quasi:
            told["k"] = quasi[0].options["k"]
        elif diverse:
            told["quasi"] = list(diverse[0].options["within"])
        if diverse:
            told |= {"least": diverse[0].options["l"], "is_blanking": diverse[0].options["is_blanking"]}
        return told

    def _about(self, is_treated: bool) -> str:
        """What each row is about, as it was said, or as it follows; "" where somebody has to say it."""
        told = self._prep.get("of_people")
        if told is not None:
            return PERSON if told else OTHER
        if not self.is_proposed:
            return PERSON if is_treated else OTHER
        return "" if self.personal or is_treated else OTHER

    def _cells_initial(self) -> dict[str, Any]:
        """As it was chosen; in a table of counts with small ones, what they suggest."""
        cells = next((one for one in self.current if one.kind is TreatmentKind.SMALL_CELLS), None)
        if cells is not None:
            return {
                "counts": list(cells.columns),
                **{name: cells.options[name] for name in ("dimensions", "threshold", "zeros")},
            }
        if not self.is_proposed or not self.small_counts:
            return {}
        named = [one for one in self.small_counts if has_word(f"{one.name} {one.unit}", COUNTS_PEOPLE)]
        who = [one for one in self.written if one.meaning in SAYS_WHO]
        who = [one for one in who if one.machine_name in self.recipe.key] or who
        is_told = bool(named) and bool(who)
        return (
            {"counts": [one.machine_name for one in named], "dimensions": [one.machine_name for one in who]}
            if is_told
            else {}
        )

    @property
    def small_counts(self) -> list[ColumnChoice]:
        """Columns of whole numbers in which small ones stand."""
        return small_counts(self.delivery, self.recipe)

    @property
    def of_people(self) -> bool:
        """Whether each row is about a person, after the form was found valid."""
        return bool(self.people.cleaned_data["about"] == PERSON)

    def _others(self) -> list[dict[str, Any]]:
        """Treatments that this page cannot show as fields, such as joined categories; they stay."""
        shown_here = {(one.kind, name) for one in self.current if way_of(one) for name in one.columns}
        found = []
        for at, one in enumerate(self.current):
            if one.kind in OF_PEOPLE or one.kind is TreatmentKind.SMALL_CELLS:
                continue
            if all((one.kind, name) in shown_here for name in one.columns):
                continue
            found.append(
                {
                    "name": f"t{at}",
                    "treatment": one,
                    "title": said(TITLES[one.kind]),
                    "columns": ", ".join(one.columns),
                    "is_kept": self._data is None or f"t{at}" in self._data,
                }
            )
        return found

    def is_valid(self) -> bool:
        """Whether every form is."""
        return not self.errors()

    def errors(self) -> list[tuple[str, str]]:
        """Where on the page something is wrong, and what."""
        found: list[tuple[str, str]] = []
        forms = [(f"#{one.prefix}", one.choice.title, one) for one in self.columns]
        for where, title, form in [*forms, ("#orang", "", self.people), ("#sel", "", self.cells)]:
            for name, errors in form.errors.items():
                label = title or (form.fields[name].label if name in form.fields else "")
                found += [(where, f"{label}: {one}" if label else str(one)) for one in errors]
        return found

    def treatments(self) -> list[Treatment]:
        """What the forms say, in the order in which it is done; TreatmentBroken where it makes no sense."""
        made = [one for form in self.columns if (one := self._treatment(form, form.cleaned_data)) is not None]
        gone = {one.columns[0] for one in made if one.kind is TreatmentKind.DROP}
        made += [
            one["treatment"]
            for one in self.others
            if one["is_kept"] and gone.isdisjoint(one["treatment"].needs)
        ]
        return [
            *made,
            *of_people(self.people, self.current, gone),
            *of_cells(self.cells, self.current, gone),
        ]

    def _treatment(self, form: ShieldForm, told: Mapping[str, Any]) -> Treatment | None:
        name = form.choice.machine_name
        return of_column(name, told, self._of_column(name), self.personal.get(name, []))

    def keep(self) -> list[dict[str, str]]:
        """What stays although it is personal, with the reason of each."""
        return [
            {"column": name, "kind": one["kind"], "reason": reason}
            for form in self.columns
            if (reason := form.cleaned_data.get("reason", "").strip())
            and form.cleaned_data["way"] not in LEAVES_NOTHING
            for name in (form.choice.machine_name,)
            for one in self.personal.get(name, [])
        ]

    def cards(self) -> list[dict[str, Any]]:
        """Columns with personal data or a treatment: what was found, three values before and after."""
        examples = self._examples()
        return [
            self._card(form, examples.get(form.choice.name, []))
            for form in self.columns
            if self._is_card(form)
        ]

    def rest(self) -> list[ShieldForm]:
        """The other columns, in which nothing was found."""
        return [form for form in self.columns if not self._is_card(form)]

    def _is_card(self, form: ShieldForm) -> bool:
        name = form.choice.machine_name
        ways = {form.initial["way"], form["way"].value()}
        is_known_of = name in self.people.initial["quasi"]
        return name in self.personal or is_known_of or ways != {NOTHING} or bool(form.errors)

    def _examples(self) -> Mapping[str, Sequence[str]]:
        with suppress(RecipeBroken):
            draft = draft_of(self.delivery, self.recipe.place)
            if draft is not None:
                return draft.examples
        return {}

    def _card(self, form: ShieldForm, texts: Sequence[str]) -> dict[str, Any]:
        name = form.choice.machine_name
        told = form.chosen()
        seen = self._preview(form, told, texts)
        why = next(
            (
                said(one["template"], titled(one["values"], self._titles))
                for one in self._prep.get("proposals", [])
                if name in one["treatment"]["columns"]
                and way_of(Treatment.from_json(one["treatment"])) == told["way"]
            ),
            said(IS_AN_AGE) if self.is_proposed and form.initial["way"] == told["way"] == "bands" else "",
        )
        return {
            "form": form,
            "name": form.choice.name,
            "found": [_found_words(one) for one in self.personal.get(name, [])],
            "why": why,
            "is_known_of": name not in self.personal and name in self.people.initial["quasi"],
            "is_covered": form.is_covered and told["way"] == NOTHING,
            "shows_reason": form.is_personal
            and (
                (told["way"] == NOTHING and not form.is_covered)
                or bool(form["reason"].value())
                or bool(form.errors)
            ),
            "preview": seen.pairs,
            "quotes_rare": seen.quotes_rare,
            "told": [said(one.template, titled(one.values, self._titles)) for one in seen.notes],
        }

    def _preview(self, form: ShieldForm, told: Mapping[str, Any], texts: Sequence[str]) -> Preview:
        try:
            return preview(self.delivery, form.choice, self._treatment(form, told), texts)
        except TreatmentBroken:
            return Preview([])


def _found_words(one: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": personal_name(one["kind"]),
        "is_specific": one["law"] == "specific",
        "is_alone": one["identifies"] == "alone",
        "share": one["share"],
        "count": one["count"],
        "evidence": said(one["evidence"]),
        "is_sure": one["is_sure"],
    }
