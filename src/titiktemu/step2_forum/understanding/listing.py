"""Passages, claims and votes before and after as rows of a file."""

from decimal import Decimal
from typing import Final

from django.utils import timezone

from titiktemu.documents.list_files import Cell
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import BOTH_SIDES
from titiktemu.step2_forum.understanding.models import Claim
from titiktemu.step2_forum.understanding.queries.passages import PassageLine, SideStance, lines_of
from titiktemu.step2_forum.understanding.queries.votes import rounds_of, two_rounds
from titiktemu.step2_forum.understanding.sentences import evidence_words
from titiktemu.step2_forum.understanding.vote_words import GroupWords, PairWords, words_of

type Rows = list[list[Cell]]

SAID: Final = ("says", "says_since", "why_disputed", "what_would_settle_it", "accepts_figures")
PASSAGES: Final = (
    "number", "kind", "version", "written_on", "written_by", "text", "text_en", "how_open_data_helps",
    "data_needs", "indicator", "unit", "today", "today_as_of", "target", "until", "source",
    *(f"{side}_{name}" for side in BOTH_SIDES for name in SAID),
    "wordings_waiting",
)  # fmt: skip
CLAIMS: Final = (
    "passage", "claim", "made_by", "text", "figure", "unit", "evidence", "government_accepts",
    "civil_society_accepts",
)  # fmt: skip
VOTED: Final = ("figure", "interval", "answers")
VOTES: Final = (
    "statement", "text", "state_before", "state_after", "group",
    *(f"{when}_{name}" for when in ("before", "after") for name in VOTED), "change",
)  # fmt: skip


def passage_rows(lines: list[PassageLine]) -> Rows:
    """Each passage in a row, with its figures and what each side says, government first."""
    return [list(PASSAGES), *(_passage(one) for one in lines)]


def _passage(line: PassageLine) -> list[Cell]:
    stands = line.stands
    told: list[Cell] = [
        line.passage.number,
        line.passage.kind,
        stands.number,
        timezone.localtime(stands.written_at).date().isoformat(),
        stands.side or "facilitator",
        stands.text,
        stands.text_en,
        stands.helps,
        line.needs,
        stands.indicator,
        stands.unit,
        _number(stands.baseline),
        stands.baseline_on.isoformat() if stands.baseline_on else "",
        _number(stands.target),
        stands.due_on.isoformat() if stands.due_on else "",
        stands.source,
    ]
    return [*told, *(cell for one in line.stances for cell in _said(one)), len(line.beside)]


def _said(one: SideStance) -> list[Cell]:
    since = timezone.localtime(one.said_at).date().isoformat() if one.said_at else ""
    return [one.word, since, one.reason, one.query, _yes(one.accepts_figures)]


def claim_rows(lines: list[PassageLine]) -> Rows:
    """Each claim in a row."""
    found: Rows = [list(CLAIMS)]
    found += [_claim(line, claim) for line in lines for claim in line.claims]
    return found


def _claim(line: PassageLine, claim: Claim) -> list[Cell]:
    accepted = [_yes(claim.is_accepted_by(side)) if claim.value is not None else "" for side in BOTH_SIDES]
    known: list[Cell] = [
        line.passage.number,
        claim.number,
        claim.side or "facilitator",
        claim.text,
        _number(claim.value),
        claim.unit,
        evidence_words(claim),
    ]
    return [*known, *accepted]


def vote_rows(initiative: Initiative) -> Rows:
    """Each statement and group in a row, in the words of the page: no number that the page does not show."""
    found: Rows = [list(VOTES)]
    pair = rounds_of(initiative)
    if pair is not None:
        for one in words_of(two_rounds(pair)):
            found += [_voted(one, group) for group in (*one.sides, *one.others)]
    return found


def _voted(one: PairWords, group: GroupWords) -> list[Cell]:
    statement = one.pair.statement
    known: list[Cell] = [
        statement.number,
        statement.shown_text,
        one.state_before,
        one.state_after,
        group.group,
    ]
    for said in (group.before, group.after):
        known += [said.figure, said.interval, said.answers]
    return [*known, group.change]


def sheets_of(initiative: Initiative) -> dict[str, Rows]:
    """Everything as sheets; the first is what a CSV holds."""
    lines = lines_of(initiative)
    return {
        "pemahaman": passage_rows(lines),
        "klaim": claim_rows(lines),
        "suara": vote_rows(initiative),
    }


def _number(value: Decimal | None) -> Cell:
    return "" if value is None else float(value)


def _yes(answer: bool) -> str:
    return "yes" if answer else "no"
