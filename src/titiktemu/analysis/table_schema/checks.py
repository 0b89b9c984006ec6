"""One field against the cells of its column: which of them are surely right, and what breaks the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

import polars as pl

from titiktemu.analysis.table_schema.errors import OF_KIND, OF_TYPE, Rule
from titiktemu.analysis.table_schema.kinds import BOUNDS, LENGTHS, Broken, Type
from titiktemu.analysis.table_schema.parsing import bound_of
from titiktemu.analysis.table_schema.readings import Reading, reading_of
from titiktemu.analysis.table_schema.schema import Field

REMEMBERED = 20_000
"""Different texts of a column whose verdict is kept for the next piece."""
JUDGED = (Broken.TYPE, Broken.REQUIRED, *LENGTHS, *BOUNDS, Broken.PATTERN, Broken.ENUM)
"""What one cell alone can break."""
type Bad = dict[str, tuple[Broken, ...]]


class FieldCheck:
    """What a field asks of its cells.

    Parameters
    ----------
    field : Field
    missing : frozenset of str
        Texts that say that there is no value.
    is_required : bool
        Whether each cell must hold a value.
    """

    def __init__(self, field: Field, missing: frozenset[str], *, is_required: bool) -> None:
        self.field, self.missing, self.is_required = field, missing, is_required
        self.reading: Reading = reading_of(field)
        own = field.constraints
        self._bounds = {key: bound_of(field, own[key]) for key in BOUNDS if key in own}
        self._lengths = {key: int(own[key]) for key in LENGTHS if key in own}
        self._pattern = f"^(?:{own['pattern']})$" if "pattern" in own else ""
        self._enum = _enum(field)
        self._empty = pl.Series(sorted(missing), dtype=pl.String)
        self._verdicts: Bad = {}
        self.asks_nothing = self._asks_nothing()

    def _asks_nothing(self) -> bool:
        is_free = self.field.type is Type.ANY or (
            self.field.type is Type.STRING and self.field.format == "default"
        )
        return is_free and not (self.is_required or self._lengths or self._pattern or self._enum)

    def rules(self) -> dict[Broken, Rule]:
        """Everything that a cell of this field can break."""
        own = self.field.constraints
        wanted = {Broken.TYPE: self.field.format, Broken.REQUIRED: ""}
        wanted |= {kind: str(own[kind]) for kind in JUDGED if kind in own and kind not in wanted}
        return {
            kind: Rule(
                kind,
                self.field.name,
                OF_TYPE.get(self.field.type, "") if kind is Broken.TYPE else OF_KIND[kind],
                words,
            )
            for kind, words in wanted.items()
        }

    def broken(self, values: pl.Series) -> pl.DataFrame | None:
        """Cells that are not right: columns at, text and kind (by its name); None where all are."""
        if self.asks_nothing:
            return None
        sure = self.sure(values)
        if sure.all():
            return None
        at = (~sure).arg_true()
        rest = values.gather(at)
        bad = self._bad(rest.unique().to_list())
        if not bad:
            return None
        told = pl.DataFrame(
            [(text, kind.value) for text, kinds in bad.items() for kind in kinds],
            schema={"text": pl.String, "kind": pl.String},
            orient="row",
        )
        return pl.DataFrame({"at": at, "text": rest}).join(
            told, on="text", how="inner", maintain_order="left"
        )

    def sure(self, values: pl.Series) -> pl.Series:
        """Whether each cell certainly breaks nothing; False where that is not known."""
        read = self.reading.quick(values) if self.reading.quick else None
        if read is None:
            return pl.repeat(False, values.len(), eager=True)
        sure = read.is_not_null()
        for kind, bound in self._bounds.items():
            sure &= _clear_of(read, kind, bound)
        for kind, bound in self._lengths.items():
            length = values.str.len_chars()
            sure &= length >= bound if kind is Broken.MIN_LENGTH else length <= bound
        if self._pattern:
            sure &= values.str.contains(self._pattern)
        if self._enum:
            sure &= values.is_in(pl.Series(sorted(self._enum[0]), dtype=pl.String).implode())
        return sure & ~values.is_in(self._empty.implode()) if self.is_required else sure

    def _bad(self, texts: Sequence[str]) -> Bad:
        """The texts that break something."""
        new = [text for text in texts if text not in self._verdicts]
        found = self.judge(new)
        if len(self._verdicts) + len(new) <= REMEMBERED:
            self._verdicts |= found
            found = {text: self._verdicts[text] for text in texts}
        else:
            found |= {text: self._verdicts[text] for text in texts if text in self._verdicts}
        return {text: kinds for text, kinds in found.items() if kinds}

    def judge(self, texts: Sequence[str]) -> Bad:
        """What each text breaks, told exactly."""
        patterned = self._fits_pattern(texts)
        return {text: self._verdict(text, is_fit=fits) for text, fits in zip(texts, patterned, strict=True)}

    def _fits_pattern(self, texts: Sequence[str]) -> list[bool]:
        """The same engine as for whole columns: two engines would differ somewhere."""
        if not self._pattern or not texts:
            return [True] * len(texts)
        return pl.Series(texts, dtype=pl.String).str.contains(self._pattern).to_list()

    def _verdict(self, text: str, *, is_fit: bool) -> tuple[Broken, ...]:
        if text in self.missing:
            return (Broken.REQUIRED,) if self.is_required else ()
        value = self.reading.exact(text)
        if value is None:
            return (Broken.TYPE,)
        found = [kind for kind, bound in self._bounds.items() if not KEEPS[kind](value, bound)]
        found += [kind for kind, bound in self._lengths.items() if not KEEPS[kind](_length(value), bound)]
        found += [] if is_fit else [Broken.PATTERN]
        return (*found, Broken.ENUM) if self._enum and not self._allows(text, value) else tuple(found)

    def _allows(self, text: str, value: object) -> bool:
        return self._enum is not None and (text in self._enum[0] or value in self._enum[1])

    def canonical(self, values: pl.Series) -> pl.Series:
        """The values as texts that are the same where the values are; null where there is none."""
        is_text = self.field.type in {Type.STRING, Type.ANY}
        read = values if is_text else self._canonical(values)
        return read.set(values.is_in(self._empty.implode()), None)

    def _canonical(self, values: pl.Series) -> pl.Series:
        quick = self.reading.quick(values).cast(pl.String) if self.reading.quick else _no_texts(values)
        open_ = quick.is_null()
        if not open_.any():
            return quick
        texts = values.filter(open_).unique()
        told = [same_text(self.reading.exact(text)) for text in texts.to_list()]
        known = pl.Series(told, dtype=pl.String)
        rest = values.replace_strict(texts, known, default=None, return_dtype=pl.String)
        return quick.zip_with(~open_, rest)


def _no_texts(values: pl.Series) -> pl.Series:
    return pl.repeat(None, values.len(), dtype=pl.String, eager=True)


def same_text(value: object) -> str | None:
    """A value as polars writes it, so that values read in two ways compare.

    Examples
    --------
    >>> same_text(7), same_text(Decimal("1.50")), same_text(None)
    ('7', '1.5', None)
    """
    if value is None:
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    plain = float(value) if isinstance(value, Decimal) else value
    try:
        return str(pl.Series([plain]).cast(pl.String)[0])
    except pl.exceptions.PolarsError:
        return str(plain)


def _enum(field: Field) -> tuple[frozenset[str], tuple[Any, ...]] | None:
    """Allowed texts, and the allowed values that they or numbers stand for."""
    given = field.constraints.get("enum")
    if given is None:
        return None
    values = tuple(bound_of(field, one) for one in given)
    return frozenset(one for one in given if isinstance(one, str)), values


def _length(value: Any) -> int:
    return len(value)


def _clear_of(read: pl.Series, kind: Broken, bound: Any) -> pl.Series:
    """Whether values are on the right side of a bound, and not so near that their rounding decides."""
    near: Any = _near(bound) if isinstance(bound, int | Decimal) else bound
    is_low = kind in {Broken.MINIMUM, Broken.ABOVE}
    clear: pl.Series = (read > near if is_low else read < near).fill_null(value=False)
    return clear


def _near(bound: int | Decimal) -> float | int:
    if isinstance(bound, int) and abs(bound) < 2**62:
        return bound
    try:
        return float(bound)
    except OverflowError:
        return float("inf") if bound > 0 else float("-inf")


def _compare(kind: Broken, value: Any, bound: Any) -> bool:
    if isinstance(value, Decimal) and value.is_nan():
        return False
    if kind is Broken.ABOVE:
        return bool(value > bound)
    if kind is Broken.BELOW:
        return bool(value < bound)
    return bool(value >= bound) if kind in {Broken.MINIMUM, Broken.MIN_LENGTH} else bool(value <= bound)


KEEPS: Mapping[Broken, Callable[[Any, Any], bool]] = {
    kind: partial(_compare, kind) for kind in (*BOUNDS, *LENGTHS)
}
