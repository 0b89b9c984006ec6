"""Results as a page, a table, a file: what may be shown, in words, and nothing past it."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from titiktemu.analysis.common_ground import State
from titiktemu.analysis.disclosure import Kind, Presented, Word
from titiktemu.consultation.exports import as_csv
from titiktemu.consultation.models import Consultation, DrawnMap, Statement
from titiktemu.consultation.results import Need, Results, StatementResult, results_of
from titiktemu.consultation.sentences import figure_words, finding, state_words, turnout_words
from titiktemu.consultation.services.running import close_consultation
from titiktemu.consultation.tests.cast import AGREE, PASS, keep_votes, members, opened
from titiktemu.consultation.turnout import Turnout
from titiktemu.foundation.words import Role, Side

pytestmark = pytest.mark.django_db


def at(name, consultation):
    return reverse(f"consultation:{name}", args=[consultation.initiative.slug, consultation.number])


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def anybody(db):
    return Client(headers={"accept-language": "en"})


WAYS_OUT = ["results", "results?tampil=tabel", "results_csv", "results_json", "home", "map", "statements"]


@pytest.mark.parametrize("closed", [True, False])
@pytest.mark.parametrize("way", WAYS_OUT)
def test_no_exact_share_or_count_below_twenty_leaves_by_any_way(
    consultation_with_votes, anybody, way, closed
):
    """Of 7 officials 6 agree (86%), of 14 activists 9 of 12 (75%), 2 pass (14%): none of this may be read."""
    made = consultation_with_votes(closed=closed)
    name, _mark, query = way.partition("?")
    answer = anybody.get(f"{at(name, made)}?{query}")
    assert answer.status_code == 200
    page = answer.content.decode()
    for secret in ("86%", "0.857", "0.86", "75%", "0.75", "14%", "0.143"):
        assert secret not in page
    assert not re.search(r"(?<!of )\b(7|14|44) (answers|people voted|voted|persons)", text_of(answer))
    assert not re.search(r"\b(7 of 7|14 of 14)\b", text_of(answer))


def test_the_exported_figures_of_small_sides_have_no_counts(consultation_with_votes, anybody):
    first = anybody.get(at("results_json", consultation_with_votes())).json()["statements"]
    figures = next(row["figures"] for row in first if row["number"] == 1)
    government, civil_society = figures["government"], figures["civil_society"]
    assert (government["kind"], government["word"], government["share"]) == (
        "word",
        "nearly_all",
        None,
    )
    assert (civil_society["kind"], civil_society["share"]) == ("tenths", 0.8)
    for figure in (government, civil_society):
        assert {figure["agree"], figure["disagree"], figure["passed"], figure["low"]} == {None}
    assert figures["citizens"]["agree"] == 17


def test_the_table_the_files_and_the_drawing_say_the_same(consultation_with_votes, anybody):
    made = consultation_with_votes()
    drawing, table = anybody.get(at("results", made)), anybody.get(at("results", made), {"tampil": "tabel"})
    for said in ("nearly all agree", "about 8 in 10", "81%", "10–19 answers", "23 answers"):
        assert said in text_of(drawing)
        assert said in text_of(table)
    file = anybody.get(at("results_csv", made)).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(file)))
    assert len(rows) == 3
    first = next(row for row in rows if row["number"] == "1")
    assert first["government_word"] == "nearly_all"
    assert first["citizens_agree"] == "17"


def test_while_voting_goes_on_a_small_side_is_held_back(consultation_with_votes, anybody):
    page = text_of(anybody.get(at("results", consultation_with_votes(closed=False))))
    assert "What both sides say is shown when voting closes" in page
    assert "nearly all agree" not in page


def test_nothing_is_said_of_agreement_where_fewer_than_five_had_an_opinion(facilitator, initiative, person):
    sides = {side: members(person, side, 7) for side in (Side.GOVERNMENT, Side.CIVIL_SOCIETY)}
    made = opened(facilitator, initiative)
    statement = made.statements.get()
    for people in sides.values():
        keep_votes(people, statement, [AGREE] * 4 + [PASS] * 3)
    anew = close_consultation(actor=facilitator, consultation=made)
    row = results_of(anew).rows[0]
    assert row.figures[Side.GOVERNMENT].word is Word.FEW_OPINIONS
    assert row.state is State.NOT_YET_KNOWN


def found(states):
    consultation = Consultation(has_sides=True, state="open")
    hidden = {side: Presented(Kind.HIDDEN) for side in (Side.GOVERNMENT, Side.CIVIL_SOCIETY)}
    return Results(consultation, list(hidden), [StatementResult(Statement(), hidden, one) for one in states])


@pytest.mark.parametrize(
    ("states", "said"),
    [
        ([State.COMMON_GROUND] * 3 + [State.SIDES_DIFFER] * 2, "agree on three statements and differ on two"),
        ([State.COMMON_GROUND, State.SIDES_DIFFER], "agree on one statement and differ on one"),
        ([State.COMMON_GROUND] * 12, "agree on 12 statements, and clearly differ on none"),
        ([State.SIDES_DIFFER], "differ on one statement, and common ground is not sure on any"),
        ([State.DIFFER_WITHIN], "divides the sides within"),
        ([State.NOT_YET_KNOWN], "Too few votes yet"),
        ([], "Too few votes yet"),
    ],
)
def test_the_title_states_the_finding(states, said):
    assert said in finding(found(states))


@pytest.mark.parametrize(
    ("needs", "said"),
    [
        ((Need(Side.GOVERNMENT, 9),), "about 9 more votes from government"),
        ((Need(Side.CIVIL_SOCIETY, 1),), "about 1 more vote from civil society"),
        (
            (Need(Side.GOVERNMENT, 9), Need(Side.CIVIL_SOCIETY, 5)),
            "about 9 more votes from government and 5 from civil society",
        ),
        ((Need(Side.GOVERNMENT, None),), "more votes like these would not tell"),
    ],
)
def test_what_would_tell_is_said_while_voting_goes_on_and_not_after(needs, said):
    row = StatementResult(Statement(), {}, State.NOT_YET_KNOWN, needs)
    assert said in state_words(row, closed=False)
    assert state_words(row, closed=True) == "Not yet known"


def test_a_share_that_is_not_quite_all_is_never_written_as_all():
    assert figure_words(Presented(Kind.SHARE, share=0.998)) == "99%"
    assert figure_words(Presented(Kind.SHARE, share=1.0)) == "100%"
    assert figure_words(Presented(Kind.SHARE, share=0.002)) == "1%"


@pytest.mark.parametrize(
    ("turnout", "said"),
    [
        (Turnout("government", 0, False, 12), "fewer than 5 of 12 voted"),
        (Turnout("government", 0, False, 3), "3 may vote"),
        (Turnout("government", 10, False, 12), "at least 10 of 12 voted"),
        (Turnout("government", 25, True, 40), "25 of 40 voted"),
        (Turnout("citizens", 0, False), "fewer than 5 voted"),
        (Turnout("citizens", 5, False), "at least 5 people voted"),
        (Turnout("citizens", 31, True), "31 people voted"),
    ],
)
def test_turnout_is_exact_from_twenty_only(turnout, said):
    assert turnout_words(turnout) == said


def test_without_sides_the_page_says_so_and_shows_everybody(facilitator, initiative, person, anybody):
    citizens = members(person, Side.CITIZENS, 24)
    made = opened(facilitator, initiative, has_sides=False)
    keep_votes(citizens, made.statements.get(), [AGREE] * 18 + [PASS] * 6)
    page = text_of(anybody.get(at("results", close_consultation(actor=facilitator, consultation=made))))
    assert "This consultation has no sides" in page
    assert "Everybody: 100% of those with an opinion agree" in page
    assert "Government" not in page.replace("Government and civil society find", "")


def test_text_in_a_file_is_never_a_formula(facilitator, initiative):
    made = opened(facilitator, initiative)
    Statement.objects.update(text='=HYPERLINK("http://example.org")')
    assert "'=HYPERLINK" in as_csv(results_of(made))


@pytest.mark.parametrize("name", ["results", "home", "statements", "moderation", "map"])
def test_pages_take_the_same_number_of_queries_for_3_and_for_60_statements(
    consultation_with_votes, anybody, name, django_assert_num_queries
):
    made = consultation_with_votes()
    anybody.get(at(name, made))
    with CaptureQueriesContext(connection) as few:
        anybody.get(at(name, made))
    Statement.objects.bulk_create(
        Statement(consultation=made, number=number, text=f"Lagi {number}", added_at=timezone.now())
        for number in range(4, 61)
    )
    with django_assert_num_queries(len(few)):
        anybody.get(at(name, made))


def drawn(consultation, **content):
    empty = {"groups": [], "reason": "", "people": 0, "stability": None, "statements": []}
    return DrawnMap.objects.create(
        consultation=consultation, content={**empty, **content}, votes=1, drawn_at=timezone.now()
    )


def test_a_map_without_stable_groups_says_why(consultation_with_votes, anybody):
    made = consultation_with_votes()
    DrawnMap.objects.all().delete()
    drawn(made, reason="not_stable", people=80, stability={"bootstrap": 0.41, "split_half": 0.1})
    page = text_of(anybody.get(at("map", made)))
    assert "No stable opinion groups" in page
    assert "are not stable" in page
    assert "0.41" in page
    DrawnMap.objects.all().delete()
    drawn(made, reason="few_people", people=31)
    page = text_of(anybody.get(at("map", made)))
    assert "look at the sides" in page


def test_a_map_draws_groups_and_never_a_small_number_of_people(consultation_with_votes, anybody):
    made = consultation_with_votes()
    DrawnMap.objects.all().delete()
    group = {"x": 0.1, "y": 0.2, "rx": 1.0, "ry": 0.5, "angle": 0.3}
    cell = {
        "kind": "tenths",
        "word": "",
        "share": 0.8,
        "low": None,
        "high": None,
        "passed_share": 0.1,
        "n": "",
    }
    drawn(
        made,
        people=60,
        stability={"bootstrap": 0.93, "split_half": 0.6},
        groups=[{**group, "name": "A", "size": 47}, {**group, "x": -2.0, "name": "B", "size": 13}],
        statements=[{"number": 1, "cells": {"A": cell, "B": {**cell, "kind": "hidden", "share": None}}}],
    )
    answer = anybody.get(at("map", made))
    page = text_of(answer)
    assert answer.content.decode().count("<ellipse") == 2
    assert "form 2 groups" in page
    assert "47 people" in page
    assert "at least 10 people" in page
    assert "13 people" not in page
    assert "about 8 in 10" in page


@pytest.mark.parametrize("name", ["results", "results_csv", "results_json", "map", "home", "statements"])
def test_what_is_not_public_does_not_exist_for_strangers(
    consultation_with_votes, anybody, person, client_as, name
):
    made = consultation_with_votes()
    made.initiative.is_public = False
    made.initiative.save()
    assert anybody.get(at(name, made)).status_code == 404
    own = client_as(person(Side.GOVERNMENT, Role.PARTICIPANT))
    assert own.get(at(name, made)).status_code == 200
