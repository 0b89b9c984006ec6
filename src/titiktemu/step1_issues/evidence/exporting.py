"""Lists of evidence as files: CSV and XLSX, every text a text, whatever it begins with."""

from collections.abc import Callable, Iterator
from datetime import date

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.step1_issues.evidence.models import Consent
from titiktemu.step1_issues.evidence.queries.experts import courses_of, interviews_of
from titiktemu.step1_issues.evidence.queries.groups import coded, groups_of, quotes_of
from titiktemu.step1_issues.evidence.queries.media import articles_of

type Cell = str | int | float
type Rows = Iterator[list[Cell]]


def _day(one: date | None) -> str:
    return one.isoformat() if one else ""


def _articles(actor: Actor, initiative: Initiative) -> Rows:
    """Without the texts, which belong to those who wrote them; tone where it may be shown."""
    yield ["number", "day", "source", "title", "url", "language", "state", "copy_of", "topic", "tone"]
    for one in articles_of(initiative).defer("text", "copy_of__text").iterator(chunk_size=1000):
        copy, topic = one.copy_of, one.topic
        yield [
            one.number,
            _day(one.day),
            one.source.name,
            one.title,
            one.url,
            one.language,
            one.state,
            copy.number if copy else "",
            topic.shown_name if topic else "",
            one.tone,
        ]


def _codes(actor: Actor, initiative: Initiative) -> Rows:
    """Over sessions that exist for this reader and that two coders have finished."""
    yield ["code", "meaning", "sessions", "passages"]
    lines, _agreement, _saturation = coded(initiative, list(groups_of(actor, initiative)))
    for one in lines:
        yield [one.code.name, one.code.meaning, one.groups, one.passages]


def _quotes(actor: Actor, initiative: Initiative) -> Rows:
    yield ["session", "day", "title", "quote", "consent", "role"]
    for group in groups_of(actor, initiative):
        group.initiative = initiative
        for one in quotes_of(actor, group):
            yield [group.number, _day(group.held_on), group.title, one.text, one.consent, one.role]


def _interviews(actor: Actor, initiative: Initiative) -> Rows:
    """The role only where it was agreed to, as on the page."""
    yield ["number", "day", "field", "role", "interest", "consent", "problem", "causes", "data", "advice"]
    for one in interviews_of(actor, initiative):
        role = one.role if one.consent == Consent.WITH_ROLE else ""
        told = [one.interest, one.consent, one.problem, one.causes, one.data, one.advice]
        yield [one.number, _day(one.held_on), one.field, role, *told]


def _delphi(actor: Actor, initiative: Initiative) -> Rows:
    """Closed rounds as far as they are told: nothing below five experts, their number as a band."""
    yield ["question", "text", "low", "high", "round", "experts", "median", "interquartile_range", "outcome"]
    for course in courses_of(initiative):
        asked = course.question
        for one in course.rounds:
            figures: list[Cell] = [one.experts, _number(one.median), _number(one.range)]
            about: list[Cell] = [asked.number, asked.text, asked.low, asked.high, one.number]
            yield [*about, *figures, course.outcome]


def _number(value: float | None) -> Cell:
    return "" if value is None else value


KINDS: dict[str, Callable[[Actor, Initiative], Rows]] = {
    "artikel": _articles,
    "kode": _codes,
    "kutipan": _quotes,
    "wawancara": _interviews,
    "delphi": _delphi,
}
