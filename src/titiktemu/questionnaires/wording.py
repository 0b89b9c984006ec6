"""Sentences of the pure parts in the reader's language, and expressions in plain words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language, gettext, gettext_noop
from django.utils.translation import gettext as _

from titiktemu.analysis.questionnaire.expressions import BadExpression, Node, parse
from titiktemu.analysis.questionnaire.model import Form, Item
from titiktemu.analysis.questionnaire.paging import spoken
from titiktemu.analysis.questionnaire.situation import Problem, Situation
from titiktemu.analysis.questionnaire.soundness import Fault


def say(template: str, values: Mapping[str, Any]) -> str:
    """A sentence of the pure parts, translated; a sentence inside it as well."""
    known = dict(values)
    if isinstance(known.get("why"), str):
        known["why"] = say(known["why"], known.get("why_values", {}))
    return gettext(template).format(**known) if template else ""


def say_fault(fault: Fault) -> str:
    """A reason against a form, with where it stands."""
    sentence = say(fault.template, fault.values)
    if fault.row and fault.sheet:
        return _("Sheet “%(sheet)s”, row %(row)d: %(sentence)s") % {
            "sheet": fault.sheet,
            "row": fault.row,
            "sentence": sentence,
        }
    if fault.sheet:
        return _("Sheet “%(sheet)s”: %(sentence)s") % {"sheet": fault.sheet, "sentence": sentence}
    return sentence


def fault_json(fault: Fault) -> dict[str, Any]:
    """A remark in plain values, for keeping beside the version."""
    return {"row": fault.row, "sheet": fault.sheet, "template": fault.template, "values": dict(fault.values)}


def say_remark(content: Mapping[str, Any]) -> str:
    """A remark that was kept."""
    return say_fault(Fault(content["row"], content["sheet"], content["template"], content["values"]))


def language() -> str:
    """The code of the reader's language."""
    return (get_language() or "id")[:2]


def say_problem(form: Form, problem: Problem) -> str:
    """What is wrong with an answer: in the form's own words where it has some."""
    return form.say(problem.words, language()) or say(problem.template, problem.values)


def label_of(form: Form, item: Item, situation: Situation | None = None, turn: int | None = None) -> str:
    """A question in the reader's language, with the answers that it repeats; else its name."""
    return filled(form, form.say(item.label, language()), situation, turn) or item.name


def filled(form: Form, text: str, situation: Situation | None, turn: int | None = None) -> str:
    """A text with the answers in place of ${name}; dots where nothing is known."""
    for name in spoken(text):
        given = "…"
        if situation is not None and name in form.by_name:
            repeat = form[name].repeat
            given = shown_answer(form, form[name].item, str(situation.value(name, turn if repeat else None)))
        text = text.replace("${" + name + "}", given or "…")
    return text


def shown_answer(form: Form, item: Item, text: str) -> str:
    """An answer as a person reads it: choices by their labels."""
    choices = {one.name: form.say(one.label, language()) or one.name for one in form.choices_of(item)}
    if not choices:
        return text
    return ", ".join(choices.get(one, one) for one in text.split())


def skipping_words(form: Form, text: str, numbers: Mapping[str, str]) -> str:
    """A condition in words, for paper: "Only if question 3 is “Yes”."."""
    try:
        return _("Only if %(condition)s.") % {"condition": _Words(form, numbers).say(parse(text))}
    except BadExpression:
        return _("Only if: %(condition)s") % {"condition": text}


class _Words:
    """Says a condition with the numbers of the printed questions."""

    def __init__(self, form: Form, numbers: Mapping[str, str]) -> None:
        self._form, self._numbers = form, numbers

    def say(self, node: Node) -> str:
        """A part of the condition."""
        sign = node[0]
        if sign in {"and", "or"}:
            word = _("and") if sign == "and" else _("or")
            return f"{self.say(node[1])} {word} {self.say(node[2])}"
        if sign == "call":
            return self._call(node)
        if sign in _SIGNS:
            return self._compared(sign, node[1], node[2])
        if sign == "ref":
            return self._question(node[1])
        return self._plain(node)

    def _question(self, name: str) -> str:
        number = self._numbers.get(name)
        return _("question %(number)s") % {"number": number} if number else f"“{name}”"

    def _compared(self, sign: str, left: Node, right: Node) -> str:
        first, second = self.say(left), self._value(left, right)
        if sign == "!=" and right == ("str", ""):
            return _("%(question)s is answered") % {"question": first}
        return gettext(_SIGNS[sign]) % {"question": first, "value": second}

    def _value(self, left: Node, right: Node) -> str:
        """A value by the label of the choice that it stands for."""
        if left[0] == "ref" and right[0] in {"str", "num"} and left[1] in self._form.by_name:
            item = self._form[left[1]].item
            if item.choices:
                return f"“{shown_answer(self._form, item, self._bare(right))}”"
        return self.say(right)

    def _call(self, node: Node) -> str:
        name, given = node[1], node[2:]
        if name == "not":
            return _("not (%(condition)s)") % {"condition": self.say(given[0])}
        if name == "selected":
            values = {"question": self.say(given[0]), "value": self._value(given[0], given[1])}
            return _("%(value)s is chosen in %(question)s") % values
        if name == "count-selected":
            return _("the number of choices in %(question)s") % {"question": self.say(given[0])}
        if name == "today":
            return _("today")
        return f"{name}({', '.join(self.say(one) for one in given)})"

    def _plain(self, node: Node) -> str:
        if node[0] in {"num", "str"}:
            return self._bare(node) if node[0] == "num" else f"“{node[1]}”"
        if node[0] == ".":
            return _("this answer")
        return f" {node[0]} ".join(self.say(one) for one in node[1:] if isinstance(one, tuple))

    @staticmethod
    def _bare(node: Node) -> str:
        return f"{node[1]:g}" if node[0] == "num" else str(node[1])


_SIGNS = {
    "=": gettext_noop("%(question)s is %(value)s"),
    "!=": gettext_noop("%(question)s is not %(value)s"),
    "<": gettext_noop("%(question)s is less than %(value)s"),
    "<=": gettext_noop("%(question)s is at most %(value)s"),
    ">": gettext_noop("%(question)s is more than %(value)s"),
    ">=": gettext_noop("%(question)s is at least %(value)s"),
}
