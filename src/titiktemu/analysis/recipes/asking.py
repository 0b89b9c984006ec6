"""What to ask a person about a table: where values fit two readings, with values that show the difference.

Each question has alternatives, the proposed one first, and each alternative shows how real values would be
read. An answer changes the choice of the column: ``recipe.changed(question.column, **alternative.changes)``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import polars as pl

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.recipes.choices import ColumnChoice
from titiktemu.analysis.recipes.regional import candidates, doubtful, level_in
from titiktemu.analysis.recipes.typed_values import CLOCK, MIDNIGHT, typed_values
from titiktemu.analysis.spreadsheet.rules import NUMBERS, RULES, Meaning
from titiktemu.analysis.spreadsheet.shapes import has_word, is_household
from titiktemu.analysis.spreadsheet.surely import DEGREES
from titiktemu.analysis.spreadsheet.values import YEAR, Notation, is_missing, notation, read_date
from titiktemu.analysis.table_findings import Column
from titiktemu.analysis.table_quality import Checked

MOST_EXAMPLES = 3
ENOUGH = 5
"""Letters from which digits of one length may be codes."""
LOOKED_AT = 200
"""Different names of regions that are looked up."""
NIK_WORDS = next(rule.words for rule in RULES if rule.meaning is Meaning.NIK)


@dataclass(frozen=True, slots=True)
class Example:
    """A value of the file, and what becomes of it; None where it cannot be read."""

    text: str
    value: str | int | float | date | bool | None


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to read a column.

    Attributes
    ----------
    template : str
        One English sentence; the key of its translation.
    changes : mapping of str to object
        Fields of the column's choice, as this alternative has them.
    examples : tuple of Example
    """

    template: str
    changes: Mapping[str, Any]
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """Something that the values do not tell.

    Attributes
    ----------
    kind : str
        Short key: notation, date_order, clock, code, year, card, level, fit, empty.
    column : str
        As the header calls it.
    template : str
        Why it is asked: one English sentence with names in braces; the key of its translation.
    values : mapping of str to object
        What stands for the names.
    alternatives : tuple of Alternative
        The first is proposed.
    """

    kind: str
    column: str
    template: str
    alternatives: tuple[Alternative, ...]
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A column with what is needed to ask about it."""

    column: Column
    rows: int
    counted: Mapping[str, int]
    choice: ColumnChoice

    @property
    def is_sure(self) -> bool:
        return self.column.understood.is_sure

    def read_as(self, template: str, texts: Sequence[str], **changes: Any) -> Alternative:
        """An alternative with examples."""
        shown = list(texts[:MOST_EXAMPLES])
        values = typed_values(replace(self.choice, **changes), pl.Series(shown, dtype=pl.String)).values
        examples = tuple(map(Example, shown, values.to_list()))
        return Alternative(template, changes, examples)


def questions(checked: Checked, sample: pl.DataFrame) -> tuple[Question, ...]:
    """What a person should say about a table before it is used.

    Parameters
    ----------
    checked : Checked
        From `table_quality.check`.
    sample : polars.DataFrame
        Values of it, from `Source.sample`; the examples are taken from there.

    Returns
    -------
    tuple of Question
        In the order of the columns; of a column that is clear there is none.
    """
    made: list[Question] = []
    for column, series in zip(checked.columns, sample.get_columns(), strict=True):
        one = column.understood
        choice = ColumnChoice(
            column.name, column.name, one.meaning, one.decimal, one.month_first, level=level_in(column.name)
        )
        asked = _Asked(column, checked.rows, _counted(series), choice)
        if column.missing >= checked.rows:
            made.append(_about_nothing(asked))
            continue
        found = [question for ask in ASKERS if (question := ask(asked))]
        made += found or _about_fit(asked)
    return tuple(made)


def _counted(series: pl.Series) -> dict[str, int]:
    counted: Counter[str] = Counter()
    table = series.str.strip_chars().value_counts(sort=True, name="many")
    for text, many in zip(table[series.name].to_list(), table["many"].to_list(), strict=True):
        if not is_missing(text):
            counted[text] += many
    return dict(counted)


def _about_nothing(asked: _Asked) -> Question:
    return Question(
        "empty",
        asked.column.name,
        gettext_noop("The column is empty. Should it be kept?"),
        (
            Alternative(gettext_noop("Keep it: it may be filled next time."), {"kept": True}),
            Alternative(gettext_noop("Leave it out."), {"kept": False}),
        ),
    )


def _about_notation(asked: _Asked) -> Question | None:
    """1.234 is a thousand and more, or one and a bit."""
    meaning, decimal = asked.choice.meaning, asked.choice.decimal
    if meaning not in NUMBERS or meaning in DEGREES or not decimal:
        return None
    kinds = {text: notation(text) for text in asked.counted}
    either = [text for text, kind in kinds.items() if kind is Notation.EITHER]
    comma = [text for text, kind in kinds.items() if kind is Notation.COMMA]
    point = [text for text, kind in kinds.items() if kind is Notation.POINT]
    if comma and point:
        why = gettext_noop("Some numbers have a comma before the decimals, others a point.")
        shown = [comma[0], point[0], *either[:1]]
    elif either and not asked.is_sure and not comma and not point:
        why, shown = gettext_noop("The mark in these numbers may part thousands or decimals."), either
    else:
        return None
    ways = {
        ",": gettext_noop("A point parts thousands, and decimals stand after a comma."),
        ".": gettext_noop("A comma parts thousands, and decimals stand after a point."),
    }
    marks = sorted(ways, key=lambda mark: mark != decimal)
    return Question(
        "notation",
        asked.column.name,
        why,
        tuple(asked.read_as(ways[mark], shown, **_with_mark(asked.choice, mark, shown)) for mark in marks),
    )


def _with_mark(choice: ColumnChoice, mark: str, shown: Sequence[str]) -> dict[str, Any]:
    """Whole numbers that are read with decimals are no longer whole."""
    as_decimals = any(mark in text for text in shown)
    if choice.meaning is Meaning.INTEGER and as_decimals:
        return {"decimal": mark, "meaning": Meaning.DECIMAL}
    if choice.meaning is Meaning.DECIMAL and not as_decimals:
        return {"decimal": mark, "meaning": Meaning.INTEGER}
    return {"decimal": mark}


def _about_date_order(asked: _Asked) -> Question | None:
    """03/04/2026 is in April, or in March."""
    if asked.choice.meaning is not Meaning.DATE or asked.is_sure:
        return None
    both = [
        text
        for text in asked.counted
        if (one := read_date(text)) and (other := read_date(text, month_first=True)) and one != other
    ]
    if not both:
        return None
    ways = {
        False: gettext_noop("The day stands first, then the month."),
        True: gettext_noop("The month stands first, then the day."),
    }
    order = sorted(ways, key=lambda first: first != asked.choice.month_first)
    return Question(
        "date_order",
        asked.column.name,
        gettext_noop("In these dates day and month cannot be told apart."),
        tuple(asked.read_as(ways[first], both, month_first=first) for first in order),
    )


def _about_clock(asked: _Asked) -> Question | None:
    if asked.choice.meaning is not Meaning.DATE:
        return None
    texts = pl.Series([*asked.counted], dtype=pl.String)
    timed = texts.filter(texts.str.contains(CLOCK) & ~texts.str.contains(MIDNIGHT)).to_list()
    if not timed:
        return None
    return Question(
        "clock",
        asked.column.name,
        gettext_noop("These dates have a time of the day."),
        (
            asked.read_as(gettext_noop("Keep the day alone."), timed, meaning=Meaning.DATE),
            asked.read_as(gettext_noop("Keep day and time as text."), timed, meaning=Meaning.TEXT),
        ),
    )


def _about_code(asked: _Asked) -> Question | None:
    """Digits of one length may count something, or name it."""
    one, texts = asked.choice.meaning, [*asked.counted]
    as_number = gettext_noop("They are numbers, which can be added.")
    if one is Meaning.REGION_CODE and not asked.is_sure:
        why, first = gettext_noop("These digits may be codes of regions."), Meaning.REGION_CODE
        return Question("code", asked.column.name, why, (
            asked.read_as(gettext_noop("They are codes of regions."), texts, meaning=first),
            asked.read_as(as_number, texts, meaning=Meaning.INTEGER),
        ))  # fmt: skip
    alike = len({len(text) for text in texts}) == 1 and len(texts[0]) >= ENOUGH and len(texts) > 1
    different = len(texts) > 0.9 * sum(asked.counted.values())
    if one is not Meaning.INTEGER or not (alike and different and all(map(str.isdecimal, texts))):
        return None
    as_code = gettext_noop("They are codes or identifiers, kept digit by digit.")
    return Question("code", asked.column.name, gettext_noop("These digits are all of one length."), (
        asked.read_as(as_number, texts, meaning=Meaning.INTEGER),
        asked.read_as(as_code, texts, meaning=Meaning.IDENTIFIER),
    ))  # fmt: skip


def _about_year(asked: _Asked) -> Question | None:
    texts = [*asked.counted]
    if asked.choice.meaning is not Meaning.INTEGER or not all(map(YEAR.fullmatch, texts)):
        return None
    return Question("year", asked.column.name, gettext_noop("These numbers may be years."), (
        asked.read_as(gettext_noop("They are years."), texts, meaning=Meaning.PERIOD),
        asked.read_as(gettext_noop("They are numbers, which can be added."), texts, meaning=Meaning.INTEGER),
    ))  # fmt: skip


def _about_card(asked: _Asked) -> Question | None:
    """A NIK of a man and the number of a family card look the same."""
    texts = [*asked.counted]
    if asked.choice.meaning is not Meaning.NIK or has_word(asked.column.name, NIK_WORDS):
        return None
    if not all(map(is_household, texts)):
        return None
    why = gettext_noop("These may be numbers of people or of family cards: no day is that of a woman.")
    return Question("card", asked.column.name, why, (
        asked.read_as(gettext_noop("They are NIK, each of one person."), texts, meaning=Meaning.NIK),
        asked.read_as(gettext_noop("They are numbers of family cards."), texts, meaning=Meaning.KK),
    ))  # fmt: skip


LEVELS = {
    1: gettext_noop("They are provinces."),
    2: gettext_noop("They are regencies and cities."),
    3: gettext_noop("They are districts."),
    4: gettext_noop("They are villages."),
}


def _about_level(asked: _Asked) -> Question | None:
    """Banyuwangi is a regency and a district."""
    if asked.choice.meaning is not Meaning.REGION_NAME or asked.choice.level:
        return None
    texts = [*asked.counted][:LOOKED_AT]
    shown = doubtful(texts, MOST_EXAMPLES)
    if not shown:
        return None
    seen = Counter(level for text in texts for level in candidates(text))
    levels = sorted({level for text in shown for level in candidates(text)}, key=lambda one: -seen[one])
    return Question(
        "level",
        asked.column.name,
        gettext_noop("Some of these names are names of two regions."),
        tuple(
            Alternative(
                LEVELS[level],
                {"level": level},
                tuple(Example(text, candidates(text).get(level)) for text in shown),
            )
            for level in levels
        ),
    )


ASKERS: tuple[Callable[[_Asked], Question | None], ...] = (
    _about_notation, _about_date_order, _about_clock, _about_code, _about_year, _about_card, _about_level,
)  # fmt: skip


def _about_fit(asked: _Asked) -> Iterator[Question]:
    """A reading that is not sure for another reason: some values do not fit it."""
    one = asked.column.understood
    if asked.is_sure or one.meaning is Meaning.TEXT:
        return
    texts = [*asked.counted]
    read = typed_values(asked.choice, pl.Series(texts, dtype=pl.String))
    wrong = [] if read.unread is None else pl.Series(texts).filter(read.unread).to_list()
    shown = [*wrong[:1], *(text for text in texts if text not in wrong)]
    yield Question(
        "fit",
        asked.column.name,
        gettext_noop("{share} per cent of the values fit what the column was taken for."),
        (
            asked.read_as(one.evidence, shown, meaning=one.meaning),
            asked.read_as(gettext_noop("Keep them as text, as they stand."), shown, meaning=Meaning.TEXT),
        ),
        {"share": int(100 * one.share)},
    )
