"""Figures: none of anybody alone, none that moves for one person, and the same on the page and in words."""

import csv
import io
import random

import pytest
from django.urls import reverse

from titiktemu.analysis.recipes.harmless import harmless_text
from titiktemu.analysis.spreadsheet.reading import read_file
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.words import Side
from titiktemu.questionnaires.charts import charts_of
from titiktemu.questionnaires.exporting import csv_lines, workbook
from titiktemu.questionnaires.figures import Asked, make_figures
from titiktemu.questionnaires.figures_file import figures_file
from titiktemu.questionnaires.models import Change, Report, Response
from titiktemu.questionnaires.queries.pages import counted
from titiktemu.questionnaires.services.correcting import correct_answer, remove_response, restore_response
from titiktemu.questionnaires.services.questionnaires import add_wave, close_wave, write_questions
from titiktemu.questionnaires.services.weighing import set_weighing
from titiktemu.questionnaires.splits import SIDE
from titiktemu.questionnaires.tasks import make_report
from titiktemu.questionnaires.tests.cast import WATER, form_file, keep, opened, wave_in

pytestmark = pytest.mark.django_db

MANY = {Side.GOVERNMENT: 30, Side.CIVIL_SOCIETY: 25, Side.CITIZENS: 90, Side.OTHER: 6}


def people(seed=1, sizes=MANY):
    rng = random.Random(seed)
    found = []
    for side, many in sizes.items():
        for _person in range(many):
            answers = {"pdam": rng.choice(["ya", "ya", "tidak"]), "umur": str(rng.randint(17, 80))}
            if answers["pdam"] == "ya":
                answers["mutu"] = str(rng.choice([2, 3, 3, 4, 4, 4, 5]))
            answers["dari"] = (
                " ".join(one for one in ("sumur", "sungai", "truk") if rng.random() < 0.5) or "sumur"
            )
            found.append((side, answers))
    return found


def asked(rows, **more):
    return Asked(WATER, [side for side, _one in rows], [one for _side, one in rows], **more)


def tables(made, name):
    return made.content["questions"][name]["tables"]


@pytest.fixture
def wave(facilitator, initiative, tmp_path):
    return opened(facilitator, initiative, tmp_path)


@pytest.fixture
def closed(facilitator, wave):
    keep(wave, people())
    close_wave(actor=facilitator, wave=wave)
    make_report.call(wave.pk)
    return wave_in(wave.questionnaire)


def test_groups_of_fewer_than_twenty_are_put_together():
    made = make_figures(asked(people()), {}, {})
    groups = [row["groups"] for row in tables(made, "pdam")[0]["rows"]]
    assert groups == [["government"], ["other", "civil_society"], ["citizens"], []]


@pytest.mark.parametrize("seed", range(6))
def test_no_count_below_five_is_shown_and_none_follows_by_subtraction(seed):
    rows = people(seed)
    made = make_figures(asked(rows, by=["pdam"]), {}, {})
    for name in ("pdam", "mutu"):
        for table in tables(made, name):
            shown = [[cell and cell["count"] for cell in row["cells"]] for row in table["rows"]]
            assert all(count is None or count == 0 or count >= 5 for row in shown for count in row)
            for at in range(len(shown[0])):
                column = [row[at] for row in shown]
                # Never a single hidden cell beside its total.
                assert column[-1] is None or column[:-1].count(None) != 1
            for row, figures in zip(table["rows"], shown, strict=True):
                assert row["n"] is None or figures.count(None) != 1


@pytest.mark.parametrize("name", ["mutu", "umur"])
def test_whoever_keeps_silent_about_a_split_is_not_told_by_subtraction(name):
    rows = [(side, {"mutu": "3", **answers}) for side, answers in people()]
    del rows[0][1]["pdam"]
    made = make_figures(asked(rows, by=["pdam"]), {}, {})
    by_side, by_water = tables(made, name)
    assert by_side["rows"][-1] == by_water["rows"][-1]
    assert by_water["rows"][-1]["n"] == len(rows)
    assert sorted(one for row in by_water["rows"] for one in row["groups"]) == ["", "tidak", "ya"]


def test_figures_that_are_split_otherwise_are_shown_although_a_group_is_small():
    rows = people()
    for _side, answers in rows[:3]:
        del answers["pdam"]
    before = make_figures(asked(rows), {}, {})
    after = make_figures(asked(rows, by=["pdam"]), before.content["questions"], before.counts)
    assert [one["by"] for one in tables(after, "umur")] == [SIDE, "pdam"]
    back = make_figures(asked(rows), after.content["questions"], after.counts)
    assert [one["by"] for one in tables(back, "umur")] == [SIDE]


def test_few_people_get_no_figures_at_all():
    made = make_figures(asked(people(sizes={Side.CITIZENS: 19})), {}, {})
    assert made.content == {"n": 0, "questions": {}}


def test_a_share_has_its_interval_and_says_when_it_rests_on_a_model():
    made = make_figures(asked(people()), {}, {})
    everybody = tables(made, "pdam")[0]["rows"][-1]
    for cell in everybody["cells"]:
        assert cell["low"] < cell["share"] < cell["high"]
    assert made.content["is_model_based"]
    assert sum(cell["share"] for cell in everybody["cells"]) == pytest.approx(1, abs=1e-3)


def test_raking_meets_the_margins_and_says_so_where_it_cannot():
    rows = people()
    margins = [
        {"variable": "pdam", "level": "ya", "total": 300.0},
        {"variable": "pdam", "level": "tidak", "total": 700.0},
    ]
    made = make_figures(asked(rows, margins=margins), {}, {})
    shares = [cell["share"] for cell in tables(made, "pdam")[0]["rows"][-1]["cells"]]
    assert shares == pytest.approx([0.3, 0.7], abs=1e-3)
    assert made.content["is_weighted"]
    rows[0][1].pop("pdam")
    broken = make_figures(asked(rows, margins=margins), {}, {})
    assert broken.problem["template"].endswith(".")
    assert not broken.content["is_weighted"]


@pytest.mark.parametrize("changed", [1, 4, 5])
def test_a_figure_moves_only_when_five_answers_are_new(changed):
    rows = people()
    before = make_figures(asked(rows), {}, {})
    more = rows + [(Side.CITIZENS, {"pdam": "ya", "umur": "40"})] * changed
    after = make_figures(asked(more), before.content["questions"], before.counts)
    moved = tables(after, "pdam") != tables(before, "pdam")
    assert moved is (changed >= 5)


def test_one_new_answer_of_a_side_holds_the_question_back_whatever_others_do():
    rows = people()
    before = make_figures(asked(rows), {}, {})
    more = [*rows, *[(Side.CITIZENS, {"pdam": "ya"})] * 30, (Side.GOVERNMENT, {"pdam": "ya"})]
    after = make_figures(asked(more), before.content["questions"], before.counts)
    assert tables(after, "pdam") == tables(before, "pdam")


def test_the_page_shows_the_figures_to_everybody_once_it_has_closed(client, closed):
    questionnaire = closed.questionnaire
    address = reverse("questionnaires:results", args=[questionnaire.initiative.slug, questionnaire.number])
    page = client.get(address, headers={"accept-language": "en"}).content.decode()
    assert "What 151 people answered" in page
    assert "model-based" in page
    assert "<svg" in page
    assert "As a table" in page
    assert "Suggestion" not in page  # free texts are nowhere


def test_every_figure_says_its_n_its_effective_n_and_its_design_effect(client, closed):
    questionnaire = closed.questionnaire
    content = Report.objects.get(wave=closed).content
    for chart in charts_of(closed.version.form, content):
        for row in (row for table in chart.tables for row in table.rows if row.n != "–"):
            shown = [one for one in row.cells if not one.is_hidden]
            assert all(one.effective and one.effect for one in shown)
            assert row.effective or not shown
    where = [questionnaire.initiative.slug, questionnaire.number]
    english = {"accept-language": "en"}
    page = client.get(reverse("questionnaires:results", args=where), headers=english).content.decode()
    figures = content["questions"]["pdam"]["tables"][0]["rows"][-1]["cells"][0]
    assert f"effective n {figures['effective']:.0f}" in page
    assert f"design effect {figures['effect']:.2f}" in page
    assert page.count("Model-based, not a random sample") >= len(content["questions"]) - 2
    file = client.get(reverse("questionnaires:figures_csv", args=where)).content.decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(file)))
    water = next(one for one in lines if one["question"] == "pdam" and one["group"] == "(everybody)")
    assert (float(water["design_effect"]), water["basis"]) == (figures["effect"], "model")
    assert float(water["n_effective"]) == figures["effective"]
    assert all(bool(one["estimate"]) is (one["hidden"] == "0") for one in lines)


def test_uneven_weights_cost_what_the_design_effect_says():
    rows = [
        (side, {**answers, "ganda": "1" if at % 2 else "3"}) for at, (side, answers) in enumerate(people())
    ]
    plain = tables(make_figures(asked(rows), {}, {}), "pdam")[0]["rows"][-1]["cells"][0]
    weighed = tables(make_figures(asked(rows, design={"weights": "ganda"}), {}, {}), "pdam")[0]
    cell = weighed["rows"][-1]["cells"][0]
    assert plain["effect"] == pytest.approx(1, abs=0.02)
    # Kish: weights of 1 and 3 in equal parts leave four fifths of n.
    assert cell["effect"] == pytest.approx(1.25, abs=0.15)
    assert cell["effective"] == pytest.approx(weighed["rows"][-1]["n"] / cell["effect"], rel=0.01)


def test_a_hidden_n_is_not_told_by_what_is_derived_from_it():
    row = {"groups": [], "n": None, "cells": [{"share": 0.5, "low": 0.4, "high": 0.6, "effect": 1.0}]}
    row["cells"][0]["effective"] = 21.0
    told = {"kind": "choices", "levels": ["ya"], "tables": [{"by": SIDE, "rows": [row]}]}
    content = {"questions": {"pdam": told}}
    assert charts_of(WATER, content)[0].tables[0].rows[0].effective == ""
    assert "21" not in figures_file(content)


def test_no_figure_leaves_while_it_is_open(client, wave):
    keep(wave, people())
    address = reverse(
        "questionnaires:results", args=[wave.questionnaire.initiative.slug, wave.questionnaire.number]
    )
    page = client.get(address, headers={"accept-language": "en"}).content.decode()
    assert "So far 150 people or more" in page
    assert '<svg class="share-bar' not in page


def test_a_correction_leaves_its_trace_and_the_old_value(facilitator, client_as, closed):
    one = Response.objects.filter(wave=closed, answers__pdam="ya").select_related(
        "wave__version", "wave__questionnaire__initiative"
    )[0]
    with pytest.raises(RuleBroken):
        correct_answer(
            actor=facilitator, response=one, question="umur", turn=None, value="abc", reason="Salah ketik"
        )
    with pytest.raises(RuleBroken):
        correct_answer(actor=facilitator, response=one, question="umur", turn=None, value="44", reason=" ")
    old = one.answers["umur"]
    new = "44" if old != "44" else "45"
    change = correct_answer(
        actor=facilitator, response=one, question="umur", turn=None, value=new, reason="Salah ketik."
    )
    assert (change.old, change.new, change.changed_by) == (old, new, facilitator.participations[0])
    remove_response(actor=facilitator, response=one, reason="Terisi dua kali.")
    assert counted(closed).count() == 150
    restore_response(actor=facilitator, response=one, reason="Ternyata tidak.")
    assert counted(closed).count() == 151
    assert Change.objects.count() == 3
    questionnaire = closed.questionnaire
    address = reverse(
        "questionnaires:response", args=[questionnaire.initiative.slug, questionnaire.number, one.key]
    )
    page = client_as(facilitator).get(address).content.decode()
    assert "Salah ketik." in page
    assert "Ternyata tidak." in page


def test_files_hold_every_answer_and_no_formula(closed, tmp_path):
    keep(closed, [(Side.CITIZENS, {"pdam": "ya", "saran": "=1+1", "anak": [{"nama": "@x", "usia": "3"}]})])
    text = "".join(csv_lines(closed))
    assert "'=1+1" in text
    assert ",=1+1" not in text
    assert text.count("\n") == 153
    path = tmp_path / "data.xlsx"
    path.write_bytes(workbook(closed))
    read = {sheet.name: sheet.rows for sheet in read_file(path).sheets}
    assert {name: len(rows) for name, rows in read.items()} == {"data": 153, "anak": 2}
    assert read["anak"][1][1:] == ["@x", "3"]
    assert harmless_text("-3.5") == "-3.5"
    assert harmless_text("\t=1") == "'\t=1"


def test_questions_stay_from_the_first_answer_on(facilitator, closed, tmp_path):
    version = write_questions(
        actor=facilitator, questionnaire=closed.questionnaire, file=form_file(tmp_path, WATER, "lagi.xlsx")
    )
    assert version.number == 2
    made = add_wave(actor=facilitator, questionnaire=closed.questionnaire)
    assert (made.number, made.version.number, closed.version.number) == (2, 2, 1)


def test_questions_are_replaced_while_nobody_has_answered(facilitator, wave, tmp_path):
    version = write_questions(
        actor=facilitator, questionnaire=wave.questionnaire, file=form_file(tmp_path, WATER, "lagi.xlsx")
    )
    assert version.number == 1


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("variable,level,total\nfremd,ya,3\n", "fremd"),
        ("variable,level,total\npdam,mungkin,3\n", "mungkin"),
        ("variable,level,total\npdam,ya,banyak\n", "banyak"),
        ("a,b\n1,2\n", "variable"),
        ("variable,level,total\n", "no line"),
    ],
)
def test_margins_that_fit_nothing_are_refused_with_their_row(facilitator, wave, tmp_path, table, said):
    path = tmp_path / "m.csv"
    path.write_text(table, "utf-8")
    with pytest.raises(RuleBroken, match=said):
        set_weighing(actor=facilitator, wave=wave, design={}, by=[], margins=path)


def test_closing_makes_the_report_once(facilitator, closed):
    report = Report.objects.get(wave=closed)
    made = report.made_at
    make_report.call(closed.pk)
    report.refresh_from_db()
    assert report.made_at == made
    assert SIDE in {table["by"] for table in report.content["questions"]["pdam"]["tables"]}
