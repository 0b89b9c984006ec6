"""What columns are called: titles for people, machine names for CSV, Parquet and programs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

LONGEST = 63
"""Letters of a machine name; PostgreSQL keeps no more of a column's name."""
SPOKEN = {"%": " persen ", "&": " dan ", "+": " plus ", "°": " derajat ", "²": "2", "³": "3"}
NAMELESS = "kolom"


def clean_title(name: str) -> str:
    """A name without blanks around it and without runs of blanks; underscores stay as they are.

    Examples
    --------
    >>> clean_title("  Jumlah\\n Penduduk "), clean_title("kode_wilayah")
    ('Jumlah Penduduk', 'kode_wilayah')
    """
    return " ".join(name.split())


def machine_name(name: str) -> str:
    """A name of small letters, digits and underscores, which no program stumbles over.

    Examples
    --------
    >>> [machine_name(one) for one in ("Capaian (%)", "kodeWilayah", "2024", "Éléments dosés", "—")]
    ['capaian_persen', 'kode_wilayah', 'kolom_2024', 'elements_doses', 'kolom']
    """
    said = "".join(SPOKEN.get(letter, letter) for letter in name)
    said = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", said)
    plain = unicodedata.normalize("NFKD", said).encode("ascii", "ignore").decode()
    made = re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")[:LONGEST].rstrip("_")
    if not made:
        return NAMELESS
    return f"{NAMELESS}_{made}"[:LONGEST] if made[0].isdigit() else made


def machine_names(names: Sequence[str], taken: Sequence[str] = ()) -> tuple[str, ...]:
    """Machine names that each column has alone.

    Parameters
    ----------
    names : sequence of str
        As they stand in the header.
    taken : sequence of str
        Machine names that other columns have already.

    Examples
    --------
    >>> machine_names(["Nilai", "nilai", "Nilai 2"])
    ('nilai', 'nilai_2', 'nilai_2_2')
    """
    seen = set(taken)
    made = []
    for name in names:
        bare = one = machine_name(name)
        again = 1
        while one in seen:
            again += 1
            ending = f"_{again}"
            one = bare[: LONGEST - len(ending)] + ending
        seen.add(one)
        made.append(one)
    return tuple(made)
