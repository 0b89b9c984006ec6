"""Treatments that look at whole people: numbers in place of names, values emptied until nobody stands out."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence

import numpy as np
import polars as pl

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.microdata import diversity_of
from titiktemu.analysis.microdata_blanking import local_suppression_of
from titiktemu.analysis.treatments.kinds import Treatment, TreatmentBroken
from titiktemu.analysis.treatments.notes import STILL_ALIKE, Note

NO_SECRET = gettext_noop("Numbers that stay the same in every release need a secret, and there is none.")
TOO_FEW = gettext_noop("There are fewer than {least} people in the table or in one of its parts.")
EMPTIED = gettext_noop("{count} values were emptied so that at least {least} people share every combination.")
DIGITS = 16
"""Of a linkable pseudonym; 64 bits, so that two people never get the same by chance."""


def pseudonyms(frame: pl.DataFrame, treatment: Treatment, seed: int, secret: bytes) -> pl.DataFrame:
    """Put numbers in place of values: the same number for the same value in all columns of the treatment."""
    texts = {column: frame[column].cast(pl.String) for column in treatment.columns}
    different = sorted({one for values in texts.values() for one in values.drop_nulls().to_list()})
    is_linkable = treatment.options["is_linkable"]
    names = _linkable(different, secret) if is_linkable else _numbered(different, seed, treatment.columns)
    prefix = treatment.options["prefix"]
    made = [
        pl.Series(
            column, [None if one is None else prefix + names[one] for one in values.to_list()], pl.String
        )
        for column, values in texts.items()
    ]
    return frame.with_columns(made)


def _numbered(different: list[str], seed: int, columns: Sequence[str]) -> dict[str, str]:
    """Numbers in an order of their own: with one for two columns a name would tell a place among the NIK."""
    told = f"{seed}:{','.join(columns)}".encode()
    order = np.random.default_rng([*hashlib.sha256(told).digest()]).permutation(len(different))
    width = len(str(len(different)))
    return {one: str(place + 1).zfill(width) for one, place in zip(different, order.tolist(), strict=True)}


def _linkable(different: list[str], secret: bytes) -> dict[str, str]:
    if not secret:
        raise TreatmentBroken(NO_SECRET)
    return {one: hmac.new(secret, one.encode(), hashlib.sha256).hexdigest()[:DIGITS] for one in different}


def local_suppression(frame: pl.DataFrame, treatment: Treatment) -> tuple[pl.DataFrame, list[Note]]:
    """Empty as few values as it takes until at least k people share every combination."""
    least = treatment.options["k"]
    try:
        made, blanked = local_suppression_of(
            frame,
            treatment.columns,
            least,
            importance=treatment.options["importance"],
            strata=treatment.options["strata"],
        )
    except ValueError as error:
        raise TreatmentBroken(TOO_FEW, least=least) from error
    return made, [Note(EMPTIED, {"count": blanked, "least": least})] if blanked else []


def diversity(frame: pl.DataFrame, treatment: Treatment) -> tuple[pl.DataFrame, list[Note]]:
    """Tell how many people are in groups that all have the same, and empty their values if asked to."""
    told = treatment.options
    notes = []
    for column in treatment.columns:
        many = diversity_of(frame, told["within"], column, by_entropy=told["by_entropy"])
        alike = (many < told["l"] - 1e-9) & frame[column].is_not_null().to_numpy()
        if alike.any():
            values = {"count": int(alike.sum()), "least": told["l"], "column": column}
            notes.append(Note(STILL_ALIKE, values))
        if told["is_blanking"]:
            keep = pl.Series(~alike)
            frame = frame.with_columns(pl.when(keep).then(pl.col(column)).alias(column))
    return frame, notes
