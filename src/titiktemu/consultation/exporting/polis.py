"""Votes in the form of a Pol.is export, only where they were declared public before anybody voted."""

import csv
import hmac
import io
import zipfile
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from titiktemu.analysis.disclosure import SHARE_FROM
from titiktemu.consultation.models import Consultation, Statement, Vote
from titiktemu.consultation.queries.veil import is_veiled
from titiktemu.foundation.errors import RuleBroken

SHOWN, NOT_SHOWN = 1, -1
FILES_AT = (1980, 1, 1, 0, 0, 0)  # the same file for everybody, whenever it is asked for


def why_not(consultation: Consultation) -> str:
    """Why single votes are not given out; empty where they are."""
    if is_veiled(consultation):
        return _("The results are hidden from everybody now, and single votes with them.")
    if consultation.is_imported:
        return ""
    if not consultation.votes_public:
        return _("Before the voting opened it was not said that single votes would be published.")
    if not consultation.is_closed:
        return _("Single votes are published when voting has closed.")
    return ""


def polis_zip(consultation: Consultation) -> bytes:
    """The folder as one file; our own importer reads from it exactly what was written.

    People have numbers made for this file alone. Of groups in which fewer than 20 voted nobody is in it. What
    is not shown is not in it either: of such statements there is a line without text and without votes. No
    vote and no statement of our own carries its time, which whoever sat in the hall could know; they carry
    that of the close.
    """
    if reason := why_not(consultation):
        raise RuleBroken(reason)
    votes = _votes(consultation)
    statements = list(consultation.statements.order_by("number"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, rows in (
            ("summary.csv", _summary(consultation, votes)),
            ("comments.csv", _comments(consultation, statements, votes)),
            ("votes.csv", _log(votes)),
            ("participants-votes.csv", _matrix(votes)),
        ):
            text = io.StringIO()
            csv.writer(text, lineterminator="\n").writerows(rows)
            folder.writestr(zipfile.ZipInfo(name, FILES_AT), text.getvalue())
    return out.getvalue()


type Row = tuple[int, int, int, int]
"""Person, statement, answer, milliseconds."""


def _votes(consultation: Consultation) -> list[Row]:
    votes = Vote.objects.filter(statement__consultation=consultation)
    if consultation.is_imported:
        rows = votes.values_list("participant__external_id", "statement__number", "answer", "cast_at")
        known = [
            (int(person.rsplit(":", 1)[1]), number, answer, int(at.timestamp() * 1000))
            for person, number, answer, at in rows.iterator(chunk_size=5000)
        ]
        return sorted(known, key=lambda row: (row[3], row[0], row[1]))
    voters = votes.order_by().values_list("participant__side", "participant").distinct()
    number = _fresh_numbers(consultation, _of_large_groups(list(voters)))
    shown = votes.filter(statement__state=Statement.State.SHOWN)
    listed = shown.values_list("participant", "statement__number", "answer").iterator(chunk_size=5000)
    closed = _closed(consultation)
    return sorted(
        (number[person], statement, answer, closed)
        for person, statement, answer in listed
        if person in number
    )


def _of_large_groups(voters: list[tuple[str, int]]) -> list[int]:
    """Those of the groups in which at least 20 people voted."""
    size = Counter(side for side, _person in voters)
    return [person for side, person in voters if size[side] >= SHARE_FROM]


def _closed(consultation: Consultation) -> int:
    return int(consultation.closed_at.timestamp() * 1000) if consultation.closed_at else 0


def _fresh_numbers(consultation: Consultation, people: Iterable[int]) -> dict[int, int]:
    """Numbers in an order that only the server's key knows, the same each time the file is made.

    Everybody who voted on anything has one, so that hiding a statement later gives nobody another number.
    """

    def place(person: int) -> bytes:
        told = f"public votes {consultation.pk} {person}".encode()
        return hmac.new(settings.AUDIT_KEY.encode(), told, "sha256").digest()

    return {person: at for at, person in enumerate(sorted(people, key=place))}


def _summary(consultation: Consultation, votes: list[Row]) -> list[list[Any]]:
    people = {row[0] for row in votes}
    return [
        ["topic", consultation.title],
        ["url", consultation.source_url],
        ["conversation-description", consultation.introduction],
        ["voters", len(people)],
        ["comments", consultation.statements.count()],
        ["groups-left-out-below", 0 if consultation.is_imported else SHARE_FROM],
        ["licence", consultation.source_licence],
    ]


def _comments(
    consultation: Consultation, statements: list[Statement], votes: list[Row]
) -> Iterable[list[Any]]:
    agreed = Counter(row[1] for row in votes if row[2] == Vote.Answer.AGREE)
    disagreed = Counter(row[1] for row in votes if row[2] == Vote.Answer.DISAGREE)
    yield [
        "timestamp", "comment-id", "author-id", "agrees", "disagrees", "moderated", "comment-body",
        "is-meta", "is-seed",
    ]  # fmt: skip
    for one in statements:
        is_shown = one.state == Statement.State.SHOWN
        known = is_shown or consultation.is_imported
        yield [
            int(one.added_at.timestamp() * 1000) if consultation.is_imported else _closed(consultation),
            one.number,
            "",  # who wrote a statement is never told
            agreed[one.number],
            disagreed[one.number],
            SHOWN if is_shown else NOT_SHOWN,
            (one.text or one.text_en) if known else "",
            int(one.is_meta),
            int(one.is_seed),
        ]


def _log(votes: list[Row]) -> Iterable[list[Any]]:
    yield ["timestamp", "comment-id", "voter-id", "vote"]
    for person, statement, answer, at in votes:
        yield [at, statement, person, answer]


def _matrix(votes: list[Row]) -> Iterable[list[Any]]:
    numbers = sorted({row[1] for row in votes})
    place = {number: at for at, number in enumerate(numbers)}
    people: dict[int, list[Any]] = {}
    for person, statement, answer, _at in votes:
        people.setdefault(person, [""] * len(numbers))[place[statement]] = answer
    yield ["participant", "group-id", "n-votes", "n-agree", "n-disagree", *numbers]
    for person in sorted(people):
        row = people[person]
        given = len(row) - row.count("")
        yield [person, "", given, row.count(1), row.count(-1), *row]
