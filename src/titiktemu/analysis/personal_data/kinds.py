"""The kinds of personal data that are looked for, and what Law 27/2022 says of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from titiktemu.analysis.marking import gettext_noop

type Law = Literal["general", "specific"]
type Identifies = Literal["alone", "combined"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of personal data.

    Attributes
    ----------
    name : str
        As reports write it.
    article : str
        Of Law 27/2022, as "4 (2) a". Paragraph 2 lists specific data: a health, b biometric, c genetic,
        d criminal record, e children, f personal finance. Paragraph 3 lists general data: a full name, b sex,
        c nationality, d religion, e marital status, and f whatever is *combined to identify* a person, under
        which fall NIK, telephone, address and the like, which the law does not name.
    identifies : str
        "alone" where one value points at one person or household; "combined" where it takes others.
    """

    name: str
    article: str
    identifies: Identifies

    @property
    def law(self) -> Law:
        """Whether the law calls it general or specific."""
        return "specific" if self.article.startswith("4 (2)") else "general"


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("nik", "4 (3) f", "alone"),
        Kind("kk", "4 (3) f", "alone"),
        Kind("nip", "4 (3) f", "alone"),
        Kind("person_number", "4 (3) f", "alone"),
        Kind("npwp", "4 (3) f", "alone"),
        Kind("phone", "4 (3) f", "alone"),
        Kind("email", "4 (3) f", "alone"),
        Kind("bpjs", "4 (3) f", "alone"),
        Kind("passport", "4 (3) f", "alone"),
        Kind("driving_licence", "4 (3) f", "alone"),
        Kind("plate", "4 (3) f", "combined"),
        Kind("person_name", "4 (3) a", "combined"),
        Kind("birth_date", "4 (3) f", "combined"),
        Kind("birth_place", "4 (3) f", "combined"),
        Kind("address", "4 (3) f", "combined"),
        Kind("sex", "4 (3) b", "combined"),
        Kind("religion", "4 (3) d", "combined"),
        Kind("marital_status", "4 (3) e", "combined"),
        Kind("nationality", "4 (3) c", "combined"),
        Kind("bank_account", "4 (2) f", "alone"),
        Kind("salary", "4 (2) f", "combined"),
        Kind("health", "4 (2) a", "combined"),
        Kind("disability", "4 (2) a", "combined"),
        Kind("child", "4 (2) e", "combined"),
        Kind("biometric", "4 (2) b", "alone"),
        Kind("genetic", "4 (2) c", "alone"),
        Kind("criminal_record", "4 (2) d", "combined"),
    )
}
"""What personal data may be called, in the order in which it is told."""

ONLY_BESIDE_A_PERSON = frozenset(
    {
        "birth_date", "birth_place", "sex", "religion", "marital_status", "nationality", "salary",
        "health", "disability",
        "criminal_record",
    }
)  # fmt: skip
"""Kinds that are also how counts are broken down: nobody is meant where no column points at a person."""

POINTING = frozenset(KINDS) - ONLY_BESIDE_A_PERSON
"""Kinds that point at somebody, or at somebody's home or car."""

ONE_FACT_IS_ENOUGH = frozenset({"birth_date", "birth_place", "health", "disability", "criminal_record"})
"""Of `ONLY_BESIDE_A_PERSON`: what makes rows of a table people, one each, unless it counts them."""

KEEPS_COMPANY = frozenset(
    {
        "nik",
        "kk",
        "nip",
        "person_number",
        "bpjs",
        "birth_date",
        "birth_place",
        "sex",
        "religion",
        "marital_status",
    }
)
"""Kinds of columns beside which a column called no more than "Nama" holds people."""


NUMBERS_OF_PEOPLE = frozenset({"nik", "kk", "bpjs", "passport", "driving_licence", "person_number"})
"""Kinds of columns beside which every row is about somebody, whatever else the table has."""
SAYS_WHO = frozenset({"nip", "person_name", "birth_date", "child"})
"""Kinds beside which rows are about somebody unless the table counts: bodies have heads with names."""
EACH_AS_OFTEN = gettext_noop(
    "Facts as they are told of people, each as often as the others; other columns of the table name people."
)
EACH_ONCE = gettext_noop(
    "Facts as they are told of people, each only once; another column of the table numbers people."
)
PLACED = gettext_noop("Latitude and longitude, beside people: perhaps of their homes.")


@dataclass(frozen=True, slots=True)
class Personal:
    """One kind of personal data in a column.

    Attributes
    ----------
    kind : str
        A key of `KINDS`.
    share : float
        Part of the filled cells that hold it, 0 to 1.
    evidence : str
        One English sentence; the key of its translation.
    count : int
        Cells that hold it.
    is_sure : bool
        False where a person should look: names always, and what only its shape says.
    law : str
        "general" or "specific", as in `Kind`.
    identifies : str
        "alone" or "combined", as in `Kind`.
    article : str
        Of Law 27/2022, as in `Kind`.
    """

    kind: str
    share: float
    evidence: str
    count: int = 0
    is_sure: bool = True
    law: Law = "general"
    identifies: Identifies = "alone"
    article: str = ""


def personal(kind: str, hits: int, filled: int, evidence: str, *, is_sure: bool = True) -> Personal:
    """What was found, with what the law says of its kind."""
    known = KINDS[kind]
    share = round(min(hits / filled, 1.0), 4) if filled else 0.0
    return Personal(kind, share, evidence, hits, is_sure, known.law, known.identifies, known.article)
