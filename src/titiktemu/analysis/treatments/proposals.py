"""Which treatments make sense for a table, by what was found in it and what its columns mean.

Proposals only: a person takes, changes or leaves them, and decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from titiktemu.analysis.disclosure import SHOWN_FROM
from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.personal_data.kinds import Personal
from titiktemu.analysis.spreadsheet.rules import NUMBERS, Meaning
from titiktemu.analysis.spreadsheet.shapes import has_word, words_of
from titiktemu.analysis.treatments.kinds import Treatment, TreatmentKind
from titiktemu.analysis.treatments.options import KINDS_IN_TEXT

POINTS_AT_SOMEBODY = gettext_noop("The column {column} points at single people.")
IS_A_DATE_OF_BIRTH = gettext_noop("A date of birth with a few other facts is enough to find a person.")
IS_IN_TEXT = gettext_noop("Personal data stand inside the texts of {column}.")
IS_SPECIFIC = gettext_noop(
    "The column {column} holds specific personal data (Law 27/2022): nobody may be found by the others."
)
IS_AN_AGE = gettext_noop("An exact age makes people stand out; bands of five years seldom do.")
IS_SMALL_REGION = gettext_noop("A village is so small that few facts point at one person.")
IS_A_PLACE = gettext_noop("Exact coordinates in {column} lead to the door of a person.")
IS_A_NUMBER = gettext_noop("Whoever knows the number of a person in {column} finds the whole row.")
IS_A_DAY = gettext_noop("Of an exact day in {column}, such as of an admission, others may know whose it is.")
STANDS_OUT = gettext_noop("Together these columns may fit a single person.")

AGE = words_of("umur|usia|age")
BIRTH = words_of("lahir|birth|dob")
QUASI = words_of(
    "umur|usia|age|jk|kelamin|gender|sex|lahir|pekerjaan|profesi|jabatan|occupation|pendidikan|agama|suku|status"
    "|kawin|perkawinan|warga|desa|kelurahan|kecamatan|dusun|rt|rw|wilayah|kode pos|disabilitas|sekolah"
)
VILLAGE_CODE = re.compile(r"desa|kelurahan|village|kel\b", re.IGNORECASE)
REMOVED = frozenset({
    "nik", "kk", "nip", "person_number", "npwp", "phone", "email", "bpjs", "passport", "driving_licence",
    "plate", "person_name", "address", "bank_account", "biometric", "genetic",
})  # fmt: skip
"""Kinds whose column has no place in a release of data about people."""
OF_OFFICES = frozenset(
    {"phone", "email", "address", "person_name", "npwp", "nip", "plate", "bank_account", "person_number"}
)
"""Kinds that tables of schools, offices and projects have too; all others only come of people."""
FEW_VALUES = frozenset(
    {"sex", "religion", "marital_status", "nationality", "birth_place", "disability", "child"}
)
"""Kinds that identify only together with others."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A treatment with the reason why it is proposed.

    Attributes
    ----------
    treatment : Treatment
    reason : str
        One English sentence; the key of its translation.
    values : mapping
        What stands in its places.
    """

    treatment: Treatment
    reason: str
    values: Mapping[str, Any]


def proposed(
    personal: Mapping[str, Iterable[Personal]], columns: Mapping[str, Meaning], *, k: int = SHOWN_FROM
) -> tuple[Proposal, ...]:
    """Propose treatments for a table.

    Parameters
    ----------
    personal : mapping of column to Personal
        What `personal_data.of_persons` found; columns without findings may be left out.
    columns : mapping of column to Meaning
        All columns that are to be released, by machine name.
    k : int
        How many people at least should share every combination.

    Returns
    -------
    tuple of Proposal
        In the order in which they are to be done; none where nothing personal was found.

    Examples
    --------
    >>> nik = Personal("nik", 1.0, "")
    >>> columns = {"nik": Meaning.NIK, "umur": Meaning.INTEGER, "jk": Meaning.CATEGORY}
    >>> found = proposed({"nik": [nik]}, columns)
    >>> [(str(one.treatment.kind), one.treatment.columns) for one in found]
    [('drop', ('nik',)), ('bands', ('umur',)), ('local_suppression', ('umur', 'jk'))]
    """
    found = {name: tuple(personal.get(name, ())) for name in columns}
    if not any(found.values()):
        return ()
    is_of_people = any(one.kind not in OF_OFFICES for several in found.values() for one in several)
    made = [
        one
        for name, meaning in columns.items()
        if (one := _of_column(name, meaning, found[name]) or (is_of_people and _of_a_person(name, meaning)))
    ]
    gone = {
        name for one in made if one.treatment.kind is TreatmentKind.DROP for name in one.treatment.columns
    }
    made += _of_people(found, {name: one for name, one in columns.items() if name not in gone}, k)
    return tuple(made)


def _of_column(name: str, meaning: Meaning, found: tuple[Personal, ...]) -> Proposal | None:
    kinds = [one.kind for one in found]
    values = {"column": name}
    if meaning is Meaning.TEXT and (inside := [one for one in kinds if one in KINDS_IN_TEXT]):
        return Proposal(Treatment("text", [name], {"kinds": inside}), IS_IN_TEXT, values)
    if REMOVED & {*kinds}:
        return Proposal(Treatment("drop", [name]), POINTS_AT_SOMEBODY, values)
    if "birth_date" in kinds or (meaning is Meaning.DATE and has_word(name, BIRTH)):
        return Proposal(Treatment("date", [name], {"to": "year"}), IS_A_DATE_OF_BIRTH, values)
    if meaning in NUMBERS and has_word(name, AGE):
        return Proposal(Treatment("bands", [name], {"width": 5, "highest": 85}), IS_AN_AGE, values)
    if meaning is Meaning.REGION_CODE and VILLAGE_CODE.search(name.replace("_", " ")):
        return Proposal(Treatment("region", [name], {"level": "district"}), IS_SMALL_REGION, values)
    return None


def _of_a_person(name: str, meaning: Meaning) -> Proposal | None:
    """What is nothing personal by itself, and leads to a person where each row is one."""
    values = {"column": name}
    if meaning in {Meaning.LATITUDE, Meaning.LONGITUDE}:
        return Proposal(Treatment("drop", [name]), IS_A_PLACE, values)
    if meaning is Meaning.IDENTIFIER:
        return Proposal(Treatment("drop", [name]), IS_A_NUMBER, values)
    if meaning is Meaning.DATE:
        return Proposal(Treatment("date", [name], {"to": "month"}), IS_A_DAY, values)
    return None


def _of_people(
    found: Mapping[str, tuple[Personal, ...]], left: Mapping[str, Meaning], k: int
) -> Iterator[Proposal]:
    specific = [
        name for name in left if any(one.law == "specific" and one.kind not in REMOVED for one in found[name])
    ]
    quasi = [
        name
        for name, meaning in left.items()
        if name not in specific and _is_quasi(name, meaning, found[name])
    ]
    if quasi:
        yield Proposal(Treatment("local_suppression", quasi, {"k": k}), STANDS_OUT, {})
    for name in specific:
        if quasi:
            # Only told, the illness of a whole group would still be released.
            options = {"within": quasi, "l": 2, "is_blanking": True}
            yield Proposal(Treatment("diversity", [name], options), IS_SPECIFIC, {"column": name})


def _is_quasi(name: str, meaning: Meaning, found: tuple[Personal, ...]) -> bool:
    if any(one.kind in FEW_VALUES or one.kind == "birth_date" for one in found):
        return True
    if meaning in {Meaning.TEXT, Meaning.URL, Meaning.CURRENCY, Meaning.IDENTIFIER}:
        return False
    return meaning in {Meaning.REGION_CODE, Meaning.REGION_NAME, Meaning.DATE} or has_word(name, QUASI)
