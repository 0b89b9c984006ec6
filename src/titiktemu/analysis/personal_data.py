"""Whether a column holds data of people: by what it means, by its name, and inside of its texts.

The kinds follow Law 27/2022 on personal data, which names some (health, children, finance) as specific.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.spreadsheet.rules import NUMBERS, Meaning, Understood
from titiktemu.analysis.spreadsheet.shapes import EMAIL, has_word, is_nik
from titiktemu.analysis.spreadsheet.values import is_missing

GENERAL = {
    Meaning.NIK: "nik", Meaning.KK: "kk", Meaning.NPWP: "npwp", Meaning.PHONE: "phone",
    Meaning.EMAIL: "email", Meaning.PLATE: "plate", Meaning.BPJS: "bpjs",
    Meaning.PERSON_NAME: "person_name", Meaning.ADDRESS: "address",
}  # fmt: skip
"""Meanings that are personal data, and what they are called."""
BIRTH = re.compile(r"\b(?:lahir|birth|dob)\b")
HEALTH = re.compile(
    r"\b(?:diagnosa|diagnosis|penyakit|hiv|odha|tbc?|status gizi|disabilitas|kehamilan|obat|hasil tes"
    r"|rekam medis)\b"
)
INSIDE = {
    "nik": re.compile(r"(?<!\d)\d{16}(?!\d)"),
    "phone": re.compile(r"(?<!\d)(?:\+62|62|0)8\d{8,11}(?!\d)"),
    "email": EMAIL,
}
"""Personal data inside of free text."""


@dataclass(frozen=True, slots=True)
class Personal:
    """One kind of personal data in a column.

    Attributes
    ----------
    kind : str
        nik, kk, npwp, phone, email, plate, bpjs, person_name, birth_date, address or health.
    share : float
        Part of the filled cells that hold it.
    evidence : str
        One English sentence; the key of its translation.
    """

    kind: str
    share: float
    evidence: str


def personal_data(name: str, understood: Understood, values: Mapping[str, int]) -> Iterator[Personal]:
    """Tell which personal data a column holds.

    Parameters
    ----------
    name : str
        Of the column.
    understood : Understood
        What it means.
    values : mapping of str to int
        Every different value, and how often it comes.

    Yields
    ------
    Personal
        None for most columns; free text may hold several kinds.

    Examples
    --------
    >>> text = Understood(Meaning.TEXT, 1.0, "")
    >>> [one.kind for one in personal_data("catatan", text, {"hubungi 081234567890": 1, "-": 3})]
    ['phone']
    """
    if kind := GENERAL.get(understood.meaning):
        yield Personal(kind, round(understood.share, 4), understood.evidence)
        return
    if understood.meaning is Meaning.DATE and has_word(name, BIRTH):
        evidence = gettext_noop("The values are dates, and the name says birth.")
        yield Personal("birth_date", round(understood.share, 4), evidence)
    elif has_word(name, HEALTH) and understood.meaning not in NUMBERS:
        yield Personal("health", 1.0, gettext_noop("The name of the column says health of a person."))
    if understood.meaning in {Meaning.TEXT, Meaning.CATEGORY}:
        yield from _inside(values)


def _inside(values: Mapping[str, int]) -> Iterator[Personal]:
    filled = sum(many for value, many in values.items() if not is_missing(value)) or 1
    for kind, pattern in INSIDE.items():
        hits = sum(
            many
            for value, many in values.items()
            if any(kind != "nik" or is_nik(one) for one in pattern.findall(value))
        )
        if hits:
            yield Personal(kind, round(hits / filled, 4), gettext_noop("Inside of the texts."))
