"""Going through a questionnaire: skipping, repeats, calculations, pages, what is wrong and what is kept."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titiktemu.analysis.questionnaire.model import Choice, Form, Item, Kind
from titiktemu.analysis.questionnaire.paging import pages_of, stops
from titiktemu.analysis.questionnaire.situation import MOST_TIMES, Situation
from titiktemu.analysis.questionnaire.soundness import faults
from titiktemu.analysis.questionnaire.values import BadValue, read_value

TODAY = date(2026, 11, 28)
YES_NO = (Choice("y", {"id": "Ya"}), Choice("n", {"id": "Tidak"}))
PLACES = (
    Choice("kalipuro", {"": "Kalipuro"}, {"wilayah": "utara"}),
    Choice("muncar", {"": "Muncar"}, {"wilayah": "selatan"}),
)


def household():
    """Children in a repeat, with a count and a question that depends on the one before."""
    kids = Item(
        Kind.REPEAT,
        "anak",
        relevant="${punya} = 'y'",
        items=(
            Item(Kind.TEXT, "nama", required=True),
            Item(Kind.INTEGER, "usia", constraint=". >= 0 and . < 18"),
            Item(Kind.SELECT_ONE, "sekolah", choices="yn", relevant="${usia} >= 7"),
        ),
    )
    return Form(
        "Rumah tangga",
        items=(
            Item(Kind.SELECT_ONE, "punya", choices="yn", required=True),
            kids,
            Item(Kind.CALCULATE, "total", calculation="sum(${usia})"),
            Item(Kind.NOTE, "catatan", label={"": "Jumlah usia ${total}"}, relevant="count(${anak}) > 0"),
            Item(Kind.SELECT_ONE, "wilayah", choices="wil"),
            Item(Kind.SELECT_ONE, "kecamatan", choices="kec", choice_filter="wilayah = ${wilayah}"),
        ),
        lists={"yn": YES_NO, "kec": PLACES, "wil": (Choice("utara"), Choice("selatan"))},
    )


def situation(answers, form=None):
    return Situation(form or household(), answers, TODAY)


def test_a_sound_form_has_no_faults():
    assert faults(household()) == []


def test_what_is_not_asked_counts_as_empty_and_is_not_kept():
    answers = {"punya": "n", "anak": [{"nama": "Ani", "usia": "9"}], "wilayah": "utara"}
    assert situation(answers).kept() == {"punya": "n", "total": "0", "wilayah": "utara"}


def test_a_repeat_is_asked_for_each_time_and_summed_outside():
    answers = {
        "punya": "y",
        "anak": [{"nama": "Ani", "usia": "9", "sekolah": "y"}, {"nama": "Budi", "usia": "4"}],
    }
    seen = situation(answers)
    assert seen.is_asked("sekolah", 0)
    assert not seen.is_asked("sekolah", 1)
    assert seen.kept()["total"] == "13"
    assert seen.kept()["anak"][1] == {"nama": "Budi", "usia": "4"}


def test_everything_wrong_is_told_with_its_turn():
    answers = {"punya": "y", "anak": [{"nama": "", "usia": "19"}, {"nama": "B", "usia": "dua"}]}
    told = [(one.name, one.turn) for one in situation(answers).problems()]
    assert told == [("nama", 0), ("usia", 0), ("usia", 1)]


def test_a_choice_that_the_filter_leaves_out_is_not_possible():
    assert [one.name for one in situation({"wilayah": "utara"}).choices(household()["kecamatan"].item)] == [
        "kalipuro"
    ]
    wrong = situation({"punya": "n", "wilayah": "utara", "kecamatan": "muncar"}).problems()
    assert [one.name for one in wrong] == ["kecamatan"]


def test_a_repeat_has_an_end_whatever_is_sent():
    many = {"punya": "y", "anak": [{"nama": "x"}] * 5000}
    assert len(situation(many).kept()["anak"]) == MOST_TIMES


def test_no_page_depends_on_itself_even_by_way_of_a_calculation():
    form = Form(
        "",
        items=(
            Item(Kind.INTEGER, "a"),
            Item(Kind.CALCULATE, "c", calculation="${a} * 2"),
            Item(Kind.NOTE, "n", label={"": "Dua kali: ${c}"}),
        ),
    )
    assert [[one.item.name for one in page.places] for page in pages_of(form)] == [["a"], ["n"]]


def test_the_way_leads_through_each_time_of_a_repeat_and_asks_for_more():
    form = household()
    pages = pages_of(form)
    way = stops(pages, situation({"punya": "y", "anak": [{"nama": "Ani", "usia": "9"}]}))
    told = [(stop.turn, [one.item.name for one in stop.page.places], stop.asks_for_more) for stop in way]
    assert told[0] == (None, ["punya"], False)
    assert (0, ["nama", "usia"], False) in told
    assert (0, ["sekolah"], False) in told
    assert (None, [], True) in told
    assert not any(stop.page.repeat for stop in stops(pages, situation({"punya": "n"})))


def chained(many, *, forward):
    names = [f"q{at}" for at in range(many)]
    items = []
    for at, name in enumerate(names):
        other = at + 1 if forward else at - 1
        relevant = f"${{q{other}}} = 'y'" if 0 <= other < many else ""
        items.append(Item(Kind.SELECT_ONE, name, choices="yn", relevant=relevant, row=at + 2))
    return Form("", items=tuple(items), lists={"yn": YES_NO})


def test_a_long_chain_of_conditions_is_no_deep_one():
    form = chained(1500, forward=False)
    assert faults(form) == []
    asked = situation({f"q{at}": "y" for at in range(1500)}, form)
    assert asked.is_asked("q1499")


def test_a_long_chain_ahead_is_refused():
    assert faults(chained(1500, forward=True))


@pytest.mark.parametrize(
    ("items", "row"),
    [
        ((Item(Kind.TEXT, "a", relevant="${a} = 1", row=2),), 2),
        (
            (
                Item(Kind.TEXT, "a", relevant="${b} = 1", row=2),
                Item(Kind.TEXT, "b", relevant="${a} = 1", row=3),
            ),
            2,
        ),
        ((Item(Kind.TEXT, "a", row=2), Item(Kind.TEXT, "a", row=3)), 3),
        ((Item(Kind.TEXT, "a", constraint="regex(., '(?=a)')", row=2),), 2),
        ((Item(Kind.TEXT, "a", row=2), Item(Kind.TEXT, "b", constraint="regex(., ${a})", row=3)), 3),
        ((Item(Kind.TEXT, "a", relevant=". = 1", row=2),), 2),
        ((Item(Kind.SELECT_ONE, "a", choices="none", row=2),), 2),
        ((Item(Kind.SELECT_ONE, "a", choices="yn", choice_filter="daerah = 1", row=2),), 2),
        ((Item(Kind.TEXT, "a", label={"": "x" * 6000}, row=2),), 2),
    ],
)
def test_what_cannot_be_asked_is_refused_with_its_row(items, row):
    assert [one.row for one in faults(Form("", items=items, lists={"yn": YES_NO}))][:1] == [row]


def test_answers_of_a_repeat_are_not_one_answer_outside():
    kids = Item(Kind.REPEAT, "anak", items=(Item(Kind.INTEGER, "usia", row=3),), row=2)
    outside = Item(Kind.TEXT, "b", relevant="${usia} > 3", row=5)
    assert [one.row for one in faults(Form("", items=(kids, outside)))] == [5]


@pytest.mark.parametrize(
    ("kind", "raw", "kept"),
    [
        (Kind.INTEGER, " 012 ", "12"),
        (Kind.INTEGER, "12.0", "12"),
        (Kind.DECIMAL, "1,25", "1.25"),
        (Kind.DATE, "5/3/2010", "2010-03-05"),
        (Kind.DATE, "2010-03-05T00:00:00.000+07:00", "2010-03-05"),
        (Kind.GEOPOINT, "-8.2192, 114.3691", "-8.2192 114.3691"),
        (Kind.GEOPOINT, "-8.2192 114.3691 12.0 4.5", "-8.2192 114.3691 12 4.5"),
        (Kind.TEXT, "=1+1\x00", "=1+1"),
    ],
)
def test_an_answer_is_kept_in_one_form(kind, raw, kept):
    assert read_value(Item(kind, "q"), raw) == kept


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        (Kind.INTEGER, "1.5"),
        (Kind.INTEGER, "9" * 400),
        (Kind.DECIMAL, "NaN"),
        (Kind.DECIMAL, "1e99"),
        (Kind.DATE, "31/02/2020"),
        (Kind.GEOPOINT, "91 200"),
        (Kind.TEXT, "x" * 10_001),
        (Kind.SELECT_ONE, "z"),
        (Kind.SELECT_MULTIPLE, "y y"),
        (Kind.RANK, "y"),
    ],
)
def test_what_is_no_answer_is_refused(kind, raw):
    with pytest.raises(BadValue):
        read_value(Item(kind, "q", choices="yn"), raw, YES_NO)


values = st.one_of(st.text(max_size=8), st.integers(-5, 99).map(str), st.sampled_from(["y", "n", "utara"]))
rows = st.lists(st.dictionaries(st.sampled_from(["nama", "usia", "sekolah"]), values), max_size=4)


@given(
    st.dictionaries(st.sampled_from(["punya", "wilayah", "kecamatan", "total", "fremd"]), values),
    st.one_of(rows, values),
)
def test_whatever_a_phone_sends_something_clear_comes_of_it(answers, kids):
    seen = situation({**answers, "anak": kids})
    for problem in seen.problems():
        assert problem.name in household().by_name
    kept = seen.kept()
    assert set(kept) <= set(household().by_name)
    # What was kept once is kept the same again.
    assert situation(kept).kept() == kept
    assert stops(pages_of(household()), seen)


def test_a_form_is_the_same_after_keeping():
    assert Form.from_json(household().as_json()) == household()
