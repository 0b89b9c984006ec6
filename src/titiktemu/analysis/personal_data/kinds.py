"""The kinds of personal data that are looked for, and what Law 27/2022 says of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

type Law = Literal["general", "specific"]
type Identifies = Literal["alone", "combined"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of personal data.

    Attributes
    ----------
    name : str
        As reports write it.
    law : str
        "specific" for what article 4 (2) of Law 27/2022 lists (health, biometric, genetic, criminal record,
        children, personal finance), "general" for the rest, article 4 (3).
    identifies : str
        "alone" where one value points at one person or household; "combined" where it takes others.
    """

    name: str
    law: Law
    identifies: Identifies


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("nik", "general", "alone"),
        Kind("kk", "general", "alone"),
        Kind("nip", "general", "alone"),
        Kind("npwp", "general", "alone"),
        Kind("phone", "general", "alone"),
        Kind("email", "general", "alone"),
        Kind("bpjs", "general", "alone"),
        Kind("passport", "general", "alone"),
        Kind("driving_licence", "general", "alone"),
        Kind("plate", "general", "combined"),
        Kind("person_name", "general", "combined"),
        Kind("birth_date", "general", "combined"),
        Kind("birth_place", "general", "combined"),
        Kind("address", "general", "combined"),
        Kind("sex", "general", "combined"),
        Kind("religion", "general", "combined"),
        Kind("marital_status", "general", "combined"),
        Kind("nationality", "general", "combined"),
        Kind("bank_account", "specific", "alone"),
        Kind("salary", "specific", "combined"),
        Kind("health", "specific", "combined"),
        Kind("disability", "specific", "combined"),
        Kind("child", "specific", "combined"),
        Kind("biometric", "specific", "alone"),
        Kind("genetic", "specific", "alone"),
        Kind("criminal_record", "specific", "combined"),
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
    """

    kind: str
    share: float
    evidence: str
    count: int = 0
    is_sure: bool = True
    law: Law = "general"
    identifies: Identifies = "alone"


def personal(kind: str, hits: int, filled: int, evidence: str, *, is_sure: bool = True) -> Personal:
    """What was found, with what the law says of its kind."""
    known = KINDS[kind]
    share = round(min(hits / filled, 1.0), 4) if filled else 0.0
    return Personal(kind, share, evidence, hits, is_sure, known.law, known.identifies)
