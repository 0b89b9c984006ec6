"""Volunteers and quotas from CSV, with the names of columns that are common."""

from __future__ import annotations

from collections.abc import Sequence

from titiktemu.analysis.csv_rows import decode, read_rows
from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.sortition.people import Person, Quota, Refused

FEATURE_AND_VALUE = (
    ("category", "feature"),
    ("category", "name"),
    ("feature", "value"),
    ("kategori", "nilai"),
)
"""Names of the column of the feature and of its value, as they go together."""
LEAST, MOST = ("min", "minimum", "least"), ("max", "maximum", "maksimum", "most")
EMPTY = gettext_noop("{file} is empty.")
BROKEN = gettext_noop("{file}, line {line}: this row cannot be read.")
NO_QUOTA_COLUMNS = gettext_noop(
    "{file} needs the columns category, feature, min and max (or feature, value, min and max)."
)
NO_WHOLE_NUMBER = gettext_noop("{file}, line {line}: “{value}” is no whole number from 0.")
NO_COLUMN = gettext_noop("{file} has no column {column}.")
NO_ID = gettext_noop("{file}, line {line}: the person has no id.")
SAME_COLUMN = gettext_noop("{file} has two columns {column}.")

type Rows = list[tuple[int, dict[str, str]]]


def read_quotas(raw: bytes, file: str) -> list[Quota]:
    """Quotas from a file with a row for each value of each feature.

    Raises
    ------
    Refused
        With file and line.

    Examples
    --------
    >>> read_quotas(b"category,feature,min,max\\nsex,f,9,20\\n", "quotas.csv")
    [Quota(feature='sex', value='f', least=9, most=20)]
    """
    names, rows = _rows(raw, file)
    lowered = {name.lower(): name for name in names}
    pair = next((two for two in FEATURE_AND_VALUE if set(two) <= set(lowered)), None)
    least = next((lowered[name] for name in LEAST if name in lowered), None)
    most = next((lowered[name] for name in MOST if name in lowered), None)
    if pair is None or least is None or most is None:
        raise Refused(NO_QUOTA_COLUMNS, file=file)
    feature, value = (lowered[name] for name in pair)
    return [
        Quota(row[feature], row[value], _whole(row[least], file, line), _whole(row[most], file, line))
        for line, row in rows
    ]


def read_people(raw: bytes, file: str, features: Sequence[str], household: str | None = None) -> list[Person]:
    """Volunteers from a file with a row for each: the column ``id``, else the first, tells them apart.

    Parameters
    ----------
    features : sequence of str
        Columns that must be there.
    household : str, optional
        Column with an address or anything else that people of one household share.

    Raises
    ------
    Refused
        With file and line.

    Examples
    --------
    >>> read_people(b"id,sex,age\\np1,f,30\\n", "people.csv", ["sex"])
    [Person(id='p1', features={'sex': 'f'}, household='')]
    """
    names, rows = _rows(raw, file)
    named = next((name for name in names if name.lower() == "id"), names[0])
    for column in (*features, *([household] if household is not None else [])):
        if column not in names:
            raise Refused(NO_COLUMN, file=file, column=column)
    for line, row in rows:
        if not row[named]:
            raise Refused(NO_ID, file=file, line=line)
    return [
        Person(row[named], {name: row[name] for name in features}, row[household] if household else "")
        for _line, row in rows
    ]


def _rows(raw: bytes, file: str) -> tuple[list[str], Rows]:
    records = read_rows(decode(raw))
    _line, head = next(records, (1, None))
    if not head:
        raise Refused(EMPTY, file=file)
    names = [name.strip() for name in head]
    for name in names:
        if name and names.count(name) > 1:
            raise Refused(SAME_COLUMN, file=file, column=name)
    rows: Rows = []
    for line, fields in records:
        if fields is None or len(fields) > len(names):
            raise Refused(BROKEN, file=file, line=line)
        cells = [field.strip() for field in fields] + [""] * (len(names) - len(fields))
        if any(cells):
            rows.append((line, dict(zip(names, cells, strict=True))))
    return names, rows


def _whole(text: str, file: str, line: int) -> int:
    if not (text.isascii() and text.isdigit()):
        raise Refused(NO_WHOLE_NUMBER, file=file, line=line, value=text)
    return int(text)
