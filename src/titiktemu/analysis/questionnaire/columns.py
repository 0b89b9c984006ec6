"""Which column of another tool's export holds the answers to which question.

KoboToolbox writes "group/question", ODK "group-question"; either may write labels in place of names, a column
for each choice of several, and columns of its own that begin with "_".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from titiktemu.analysis.questionnaire.model import HOLDING, Form, Item, Kind, Placed

SEPARATORS: Final = ("/", "-", ".", ":")
KEY, PLACE, WHEN, PARENT, SIDE = "@key", "@place", "@when", "@parent", "@side"
"""What a column may hold beside answers: the key of a submission, its place in the file, when it came, the
place or key of the submission that a row of a repeat belongs to, and for whom the person speaks."""
SPECIAL: Final = {
    "_uuid": KEY,
    "key": KEY,
    "instanceid": KEY,
    "meta/instanceid": KEY,
    "meta-instanceid": KEY,
    "meta:instanceid": KEY,
    "_index": PLACE,
    "_submission_time": WHEN,
    "submissiondate": WHEN,
    "_submission__submission_time": "",
    "_submission__uuid": "",
    "_parent_index": PARENT,
    "parent_key": PARENT,
}
LATITUDE, LONGITUDE = "@latitude", "@longitude"


@dataclass(frozen=True, slots=True)
class Target:
    """What a column holds: the answer to a question, one choice of it, or something of `SPECIAL`.

    Attributes
    ----------
    name : str
        Of the question, or one of `KEY`, `PLACE`, `WHEN`, `PARENT` and `SIDE`.
    choice : str
        Name of the one choice; "" for the whole answer.

    Examples
    --------
    >>> Target.read("suka/air"), str(Target("umur"))
    (Target(name='suka', choice='air'), 'umur')
    """

    name: str
    choice: str = ""

    def __str__(self) -> str:
        return f"{self.name}/{self.choice}" if self.choice else self.name

    @classmethod
    def read(cls, text: str) -> Target:
        """A target from its text."""
        name, _slash, choice = text.partition("/")
        return cls(name, choice)


def targets_of(form: Form, repeat: str = "") -> list[Target]:
    """Every target that a column may have, in the order of the form; of one repeat, or of what is outside."""
    found = []
    for placed in _answered(form, repeat):
        item = placed.item
        found.append(Target(item.name))
        if item.kind is Kind.SELECT_MULTIPLE:
            found += [Target(item.name, one.name) for one in form.choices_of(item)]
        if item.kind is Kind.GEOPOINT:
            found += [Target(item.name, LATITUDE), Target(item.name, LONGITUDE)]
    return found


def _answered(form: Form, repeat: str) -> Iterator[Placed]:
    for placed in form.places:
        inside = placed.repeat.name if placed.repeat is not None else ""
        if inside == repeat and placed.item.kind not in HOLDING and placed.item.kind is not Kind.NOTE:
            yield placed


def propose(form: Form, columns: Sequence[str], repeat: str = "") -> dict[int, Target]:
    """Say which column holds what; columns that nothing is known of are not in the answer.

    Parameters
    ----------
    form : Form
    columns : sequence of str
        Headings of the export.
    repeat : str
        Name of the repeat whose rows these are; "" for the submissions themselves.

    Examples
    --------
    >>> form = Form("", items=(Item(Kind.GROUP, "g", items=(Item(Kind.INTEGER, "umur"),)),))
    >>> {at: str(one) for at, one in propose(form, ["_uuid", "g/umur", "catatan"]).items()}
    {0: '@key', 1: 'umur'}
    """
    known = _spellings(form, repeat)
    found: dict[int, Target] = {}
    taken: set[Target] = set()
    for at, column in enumerate(columns):
        target = _target(column, known)
        if target is not None and target not in taken:
            found[at] = target
            taken.add(target)
    return found


def _target(column: str, known: Mapping[str, Target]) -> Target | None:
    plain = _plain(column)
    if plain in SPECIAL:
        return Target(SPECIAL[plain]) if SPECIAL[plain] else None
    return known.get(plain)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _spellings(form: Form, repeat: str) -> dict[str, Target]:
    """Every way in which a tool may write the heading of a question; the surest ways win."""
    found: dict[str, Target] = {}
    ways = [list(_ways(form, placed)) for placed in _answered(form, repeat)]
    for rank in range(max((len(one) for one in ways), default=0)):
        for some in ways:
            if rank < len(some):
                for spelling, target in some[rank]:
                    found.setdefault(_plain(spelling), target)
    return found


def _ways(form: Form, placed: Placed) -> Iterator[list[tuple[str, Target]]]:
    """By whole names, by the name alone, by labels."""
    groups = [one.name for one in placed.around]
    yield [pair for mark in SEPARATORS for pair in _paths(form, placed.item, mark, groups)]
    shorter = [groups[at:] for at in range(1, len(groups) + 1)]
    yield [pair for some in shorter for mark in SEPARATORS for pair in _paths(form, placed.item, mark, some)]
    yield list(_by_label(form, placed))


def _paths(form: Form, item: Item, mark: str, groups: Sequence[str]) -> Iterator[tuple[str, Target]]:
    whole = mark.join([*groups, item.name])
    yield whole, Target(item.name)
    if item.kind is Kind.SELECT_MULTIPLE:
        for choice in form.choices_of(item):
            yield f"{whole}{mark}{choice.name}", Target(item.name, choice.name)
    if item.kind is Kind.GEOPOINT:
        for part, target in (("latitude", LATITUDE), ("longitude", LONGITUDE)):
            yield f"{whole}{mark}{part}", Target(item.name, target)
            yield f"_{item.name}_{part}", Target(item.name, target)


def _by_label(form: Form, placed: Placed) -> Iterator[tuple[str, Target]]:
    item = placed.item
    for language, label in item.label.items():
        groups = [one.label.get(language, one.name) for one in placed.around]
        for at in range(len(groups) + 1):
            whole = "/".join([*groups[at:], label])
            yield whole, Target(item.name)
            if item.kind is Kind.SELECT_MULTIPLE:
                for choice in form.choices_of(item):
                    said = choice.label.get(language, choice.name)
                    yield f"{whole}/{said}", Target(item.name, choice.name)


def repeat_of(form: Form, sheet: str, columns: Iterable[str]) -> str:
    """The repeat whose rows a further sheet holds, by its name or its columns; "" where it is none."""
    repeats = [one.item for one in form.places if one.item.kind is Kind.REPEAT]
    plain = _plain(sheet)
    for item in repeats:
        said = {item.name, *item.label.values()}
        # Workbooks cut the names of sheets off.
        if any(_plain(one)[:31] == plain[:31] or plain.endswith(f"-{_plain(one)}") for one in said):
            return item.name
    columns = list(columns)
    scored = [(len(propose(form, columns, item.name)), item.name) for item in repeats]
    return max(scored, default=(0, ""))[1]


@dataclass(frozen=True, slots=True)
class ColumnChange:
    """How the columns of an export differ from those of the last one."""

    new: tuple[str, ...]
    gone: tuple[str, ...]


def changed_columns(before: Sequence[str], now: Sequence[str]) -> ColumnChange:
    """Which columns are new and which are gone.

    Examples
    --------
    >>> changed_columns(["a", "b"], ["b", "c"])
    ColumnChange(new=('c',), gone=('a',))
    """
    return ColumnChange(
        tuple(one for one in now if one not in before), tuple(one for one in before if one not in now)
    )
