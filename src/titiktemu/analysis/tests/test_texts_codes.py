"""Codes that are learnt, scores of them, and the check by people."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import accuracy_score, f1_score

from titiktemu.analysis.texts import classify
from titiktemu.analysis.texts.classify import Unlearnable, cross_validated, learn, require_learnable
from titiktemu.analysis.texts.coding_check import (
    FOR_HINTS,
    RELIABLE,
    TOO_FEW,
    UNRELIABLE,
    check,
    draw_sample,
    score,
)
from titiktemu.analysis.texts.words import read_texts

GOOD = ["ramah", "cepat", "bersih", "nyaman", "puas", "lengkap", "murah", "rapi"]
BAD = ["kotor", "lambat", "rusak", "bau", "macet", "mahal", "kecewa", "sempit"]
PLAIN = ["pasar", "desa", "jalan", "puskesmas", "sekolah", "kantor", "hari", "ini", "di", "sana", "kami"]


def reviews(many, seed):
    rng = random.Random(seed)
    texts, codes = [], []
    for _ in range(many):
        code = rng.choice(["baik", "buruk"])
        words = rng.choices(GOOD if code == "baik" else BAD, k=2) + rng.choices(PLAIN, k=6)
        rng.shuffle(words)
        texts.append(" ".join(words))
        codes.append(code)
    return texts, codes


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("abce")), min_size=1, max_size=40))
def test_scores_are_those_of_scikit_learn(pairs):
    truth, given_codes = [one for one, _ in pairs], [one for _, one in pairs]
    found = score(truth, given_codes, seed=1, resamples=20)
    assert found.accuracy.estimate == pytest.approx(accuracy_score(truth, given_codes))
    expected = f1_score(truth, given_codes, average="macro", zero_division=0)
    assert found.macro_f1.estimate == pytest.approx(expected)
    assert 0 <= found.macro_f1.low <= found.macro_f1.high <= 1
    assert found.accuracy.low <= found.accuracy.estimate <= found.accuracy.high
    assert sum(one.by_people for one in found.codes) == len(pairs)


def test_the_interval_of_macro_f1_holds_the_truth_about_as_often_as_it_says():
    rng, held = np.random.default_rng(4), 0
    for run in range(200):
        truth = rng.integers(0, 3, 300)
        wrong = rng.random(300) < 0.2
        said = np.where(wrong, (truth + rng.integers(1, 3, 300)) % 3, truth)
        figure = score(
            [str(one) for one in truth], [str(one) for one in said], seed=run, resamples=300
        ).macro_f1
        held += figure.low <= 0.8 <= figure.high
    assert 178 <= held <= 199


def test_thousands_of_codes_cost_no_memory():
    truth = [f"k{one}" for one in range(4_000)]
    assert score(truth, truth[::-1], seed=1, resamples=20).accuracy.estimate == 0


def test_no_texts_have_no_score():
    with pytest.raises(ValueError, match="no texts"):
        score([], [], seed=1)


def test_what_is_learnt_is_told_of_other_texts():
    classifier = learn(read_texts(reviews(200, 1)[0]), reviews(200, 1)[1])
    texts, codes = reviews(200, 2)
    assert accuracy_score(codes, classifier.predict(read_texts(texts))) >= 0.97
    assert classifier.predict(read_texts([])) == []
    assert len(classifier.predict(read_texts(["", "zzz", "😡"]))) == 3


def test_learning_and_telling_are_the_same_each_time():
    (texts, codes), others = reviews(80, 1), read_texts(reviews(80, 3)[0])
    first, second = (learn(read_texts(texts), codes, seed=2).predict(others) for _ in range(2))
    assert first == second


def test_telling_in_pieces_changes_nothing(monkeypatch):
    classifier = learn(read_texts(reviews(60, 1)[0]), reviews(60, 1)[1])
    others = read_texts(reviews(50, 2)[0])
    whole = classifier.predict(others)
    monkeypatch.setattr(classify, "AT_ONCE", 7)
    assert classifier.predict(others) == whole


def test_cross_validation_tells_nothing_where_codes_are_drawn_by_lot():
    texts, _codes = reviews(300, 1)
    lots = random.Random(1).choices(["a", "b"], k=300)
    truth, said = cross_validated(read_texts(texts), lots)
    assert truth == lots
    assert 0.4 <= accuracy_score(truth, said) <= 0.6


def test_texts_without_a_code_are_left_out():
    texts, codes = reviews(60, 1)
    truth, _said = cross_validated(read_texts(texts), [None, *codes[1:]])
    assert truth == codes[1:]
    assert learn(read_texts(texts), [None, *codes[1:]]).texts == 59


def test_a_code_that_stands_once_breaks_nothing():
    texts, codes = reviews(40, 1)
    truth, said = cross_validated(read_texts([*texts, "lain sekali"]), [*codes, "lain"])
    assert len(truth) == len(said) == 41
    truth, said = cross_validated(read_texts(["air", "api"]), ["a", "b"])
    assert (truth, said) == (["a", "b"], ["b", "a"])


@pytest.mark.parametrize(
    ("codes", "sentence"),
    [
        ([None, None], "No text has a code"),
        ([], "No text has a code"),
        (["a", "a", None], "the code “a”"),
        ([f"k{one}" for one in range(201)], "201 different codes; at most 200"),
    ],
)
def test_what_cannot_be_learnt_is_said_in_a_sentence(codes, sentence):
    with pytest.raises(Unlearnable, match=sentence):
        require_learnable(codes)


def test_more_texts_than_are_learnt_from_are_drawn_by_the_seed(monkeypatch):
    monkeypatch.setattr(classify, "MOST_TEXTS", 50)
    monkeypatch.setattr(classify, "MOST_WORDS", 5)
    texts, codes = reviews(120, 1)
    classifier = learn(read_texts(texts), codes, seed=3)
    assert classifier.texts == 50
    assert set(classifier.predict(read_texts(texts))) == {"baik", "buruk"}


@given(st.lists(st.text(max_size=5), unique=True, max_size=20), st.integers(0, 30), st.randoms())
@settings(max_examples=60)
def test_the_sample_hangs_on_the_seed_and_the_keys_alone(keys, size, shuffler):
    drawn = [keys[one] for one in draw_sample(keys, size, seed=1)]
    assert len(drawn) == min(size, len(keys))
    mixed = list(keys)
    shuffler.shuffle(mixed)
    assert [mixed[one] for one in draw_sample(mixed, size, seed=1)] == drawn
    assert [keys[one] for one in draw_sample(keys, size + 3, seed=1)][:size] == drawn


def test_the_sample_is_even():
    keys = [str(one) for one in range(10)]
    first = np.bincount([draw_sample(keys, 1, seed=seed)[0] for seed in range(2_000)], minlength=10)
    assert ((first > 140) & (first < 260)).all()


@pytest.mark.parametrize(("wrong", "sentence"), [(0, RELIABLE), (14, FOR_HINTS), (40, UNRELIABLE)])
def test_the_check_says_what_the_codes_are_good_for(wrong, sentence):
    people = ["a", "b"] * 60
    machine = [("b" if one == "a" else "a") if at < wrong else one for at, one in enumerate(people)]
    found = check(machine, people, seed=1)
    assert found.sentence == sentence
    assert found.scores.accuracy.estimate == pytest.approx(1 - wrong / 120)
    assert found.alpha.estimate == pytest.approx(1 - 2 * wrong / 120, abs=0.01)


def test_too_few_codes_and_one_code_alone_say_nothing():
    assert check(["a", "b"] * 10, ["a", "b"] * 10, seed=1).sentence == TOO_FEW
    one_code = check(["a"] * 100, ["a"] * 100, seed=1)
    assert (one_code.alpha, one_code.sentence) == (None, TOO_FEW)


def test_a_second_person_counts_in_alpha_and_gaps_are_left_out():
    machine, first = ["a", "b"] * 60, ["a", "b"] * 60
    second: list[str | None] = [None if at % 3 else "a" for at in range(120)]
    found = check(machine, first, second, seed=1)
    assert found.alpha.n_values == 280
    assert found.alpha.estimate < 1
    assert check(machine, [None, *first[1:]], seed=1).scores.texts == 119
