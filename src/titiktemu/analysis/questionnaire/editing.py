"""Changing a questionnaire question by question: added, replaced, moved, taken out, and plain conditions.

A condition is plain where it asks for choices of other questions: one of several choices of a question, and
all of several questions. Everything else is written in a workbook and stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from titiktemu.analysis.questionnaire.expressions import BadExpression, Node, names_in, nodes, parse
from titiktemu.analysis.questionnaire.model import OF_A_LIST, SEVERAL, Choice, Form, Item, Words

LONGEST_NAME = 24
FIELDS = ("relevant", "constraint", "calculation", "choice_filter", "repeat_count")
type Conditions = Mapping[str, Sequence[str]]
"""Choices by the question that they belong to."""


def fresh_name(words: str, taken: Collection[str]) -> str:
    """A name made of a text, that nothing else has.

    Examples
    --------
    >>> fresh_name("Apakah airnya jernih?", {"apakah_airnya_jernih"}), fresh_name("1 kali", ())
    ('apakah_airnya_jernih_2', 'q_1_kali')
    """
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:LONGEST_NAME].rstrip("_")
    name = name if name[:1].isalpha() else f"q_{name}".rstrip("_")
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{name}_{number}"
    return found


def replaced(form: Form, name: str, item: Item, choices: Sequence[Choice] = ()) -> Form:
    """The form with another item in the place of the one with this name, and with its list of choices."""
    items = _changed(form.items, name, lambda _old: (item,))
    return _with_list(replace(form, items=items), item, choices)


def added(form: Form, item: Item, choices: Sequence[Choice] = (), after: str = "") -> Form:
    """The form with a new item after the one with this name, beside it; else at the end."""
    if after in form.by_name:
        items = _changed(form.items, after, lambda old: (old, item))
    else:
        items = (*form.items, item)
    return _with_list(replace(form, items=items), item, choices)


def removed(form: Form, name: str) -> Form:
    """The form without an item and what lies in it, and without lists that nothing uses any more."""
    less = replace(form, items=_changed(form.items, name, lambda _old: ()))
    return _with_list(less, None, ())


def moved(form: Form, name: str, by: int) -> Form:
    """The form with an item before (-1) or after (1) its neighbour; the same where there is none.

    Examples
    --------
    >>> from titiktemu.analysis.questionnaire.model import Kind
    >>> form = Form("", items=(Item(Kind.TEXT, "a"), Item(Kind.TEXT, "b")))
    >>> [one.name for one in moved(form, "b", -1).items], moved(form, "b", 1) == form
    (['b', 'a'], True)
    """
    return replace(form, items=_moved(form.items, name, by))


def _changed(
    items: tuple[Item, ...], name: str, change: Callable[[Item], tuple[Item, ...]]
) -> tuple[Item, ...]:
    found: list[Item] = []
    for one in items:
        if one.name == name:
            found += change(one)
        else:
            found.append(replace(one, items=_changed(one.items, name, change)))
    return tuple(found)


def _moved(items: tuple[Item, ...], name: str, by: int) -> tuple[Item, ...]:
    names = [one.name for one in items]
    if name not in names:
        return tuple(replace(one, items=_moved(one.items, name, by)) for one in items)
    at = names.index(name)
    other = min(max(at + by, 0), len(items) - 1)
    order = list(items)
    order[at], order[other] = order[other], order[at]
    return tuple(order)


def _with_list(form: Form, item: Item | None, choices: Sequence[Choice]) -> Form:
    """The form with the choices of an item and no list that nothing uses; its languages as they are used."""
    lists = dict(form.lists)
    if item is not None and item.kind in OF_A_LIST:
        lists[item.choices] = tuple(choices)
    used = {one.item.choices for one in form.places}
    form = replace(form, lists={name: some for name, some in lists.items() if name in used})
    seen = dict.fromkeys(form.languages)
    for words in _texts(form):
        seen.update(dict.fromkeys(words))
    languages = tuple(seen)
    default = form.default_language if form.default_language in languages else next(iter(languages), "")
    return replace(form, languages=languages, default_language=default)


def _texts(form: Form) -> Iterator[Words]:
    for one in form.places:
        item = one.item
        yield from (item.label, item.hint, item.constraint_message, item.required_message)
    for some in form.lists.values():
        yield from (one.label for one in some)


def shares_its_list(form: Form, item: Item) -> bool:
    """Whether another question has the same list of choices."""
    return sum(one.item.choices == item.choices for one in form.places) > 1


def dependents(form: Form, names: Collection[str]) -> list[Item]:
    """The items that refer to one of these in an expression or a text, other than these themselves."""
    found = []
    for placed in form.places:
        item = placed.item
        inside = item.name in names or any(one.name in names for one in placed.around)
        told = {name for field in FIELDS for name in _names(getattr(item, field))}
        spoken = {
            name for words in (item.label, item.hint) for text in words.values() for name in _said(text)
        }
        if not inside and (told | spoken) & set(names):
            found.append(item)
    return found


def _names(text: str) -> set[str]:
    try:
        return set(names_in(text)) if text else set()
    except BadExpression:
        return set(_said(text))


def _said(text: str) -> list[str]:
    return re.findall(r"\$\{([^}]+)\}", text)


def asking_for(form: Form, name: str, choices: Collection[str]) -> list[Item]:
    """The items whose expressions compare a question with one of these choices."""
    wanted = set(choices)
    found = []
    for placed in form.places:
        some = [getattr(placed.item, field) for field in ("relevant", "constraint", "calculation")]
        if any(name in _names(text) and wanted & _literals(text) for text in some):
            found.append(placed.item)
    return found


def _literals(text: str) -> set[str]:
    return {_bare(one) for one in nodes(parse(text)) if one[0] in {"str", "num"}} if text else set()


def _bare(node: Node) -> str:
    return f"{node[1]:g}" if node[0] == "num" else str(node[1])


def condition(form: Form, chosen: Conditions) -> str:
    """The expression of a plain condition.

    Examples
    --------
    >>> from titiktemu.analysis.questionnaire.model import Kind
    >>> form = Form("", items=(Item(Kind.SELECT_ONE, "a", choices="l"), Item(Kind.TEXT, "b")))
    >>> condition(form, {"a": ["x", "y"]})
    "${a} = 'x' or ${a} = 'y'"
    """
    parts = []
    for name, choices in chosen.items():
        several = form[name].item.kind in SEVERAL
        texts = [
            f"selected(${{{name}}}, '{one}')" if several else f"${{{name}}} = '{one}'" for one in choices
        ]
        if texts:
            joined = " or ".join(texts)
            parts.append(f"({joined})" if len(texts) > 1 and len(chosen) > 1 else joined)
    return " and ".join(parts)


def plain_condition(form: Form, text: str) -> dict[str, list[str]] | None:
    """The choices that a condition asks for; None where it is not plain.

    Examples
    --------
    >>> from titiktemu.analysis.questionnaire.model import Kind
    >>> form = Form("", items=(Item(Kind.SELECT_ONE, "a", choices="l"),), lists={"l": (Choice("x"),)})
    >>> plain_condition(form, "${a} = 'x'"), plain_condition(form, "${a} != 'x'")
    ({'a': ['x']}, None)
    """
    if not text:
        return {}
    try:
        node = parse(text)
    except BadExpression:
        return None
    found: dict[str, list[str]] = {}
    for part in _flat(node, "and"):
        pairs = [_pair(form, one) for one in _flat(part, "or")]
        names = {one[0] for one in pairs if one is not None}
        if None in pairs or len(names) != 1 or names & found.keys():
            return None
        found[names.pop()] = [one[1] for one in pairs if one is not None]
    return found


def _flat(node: Node, sign: str) -> Iterator[Node]:
    if node[0] == sign:
        yield from _flat(node[1], sign)
        yield from _flat(node[2], sign)
    else:
        yield node


def _pair(form: Form, node: Node) -> tuple[str, str] | None:
    """The question and the choice of one comparison."""
    is_call = node[0] == "call" and node[1] == "selected"
    left, right = (node[2], node[3]) if is_call else (node[1], node[2]) if node[0] == "=" else (None, None)
    if left is None or right is None or left[0] != "ref" or right[0] not in {"str", "num"}:
        return None
    name, choice = left[1], _bare(right)
    if name not in form.by_name or (form[name].item.kind in SEVERAL) is not is_call:
        return None
    known = {one.name for one in form.choices_of(form[name].item)}
    return (name, choice) if choice in known else None


def limits(least: str, most: str) -> str:
    """The constraint of a number between two others; either may be missing."""
    return " and ".join(part for part in (least and f". >= {least}", most and f". <= {most}") if part)


_LIMITS = re.compile(r"(?:\. >= (-?[\d.]+))?(?: and )?(?:\. <= (-?[\d.]+))?")


def plain_limits(text: str) -> tuple[str, str] | None:
    """Least and most of a constraint; None where it says anything else.

    Examples
    --------
    >>> plain_limits(". >= 17 and . <= 120"), plain_limits(". > 3"), plain_limits("")
    (('17', '120'), None, ('', ''))
    """
    match = _LIMITS.fullmatch(" ".join(text.split()))
    if match is None or limits(match[1] or "", match[2] or "") != " ".join(text.split()):
        return None
    return match[1] or "", match[2] or ""
