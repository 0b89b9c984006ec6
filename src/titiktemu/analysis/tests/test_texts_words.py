"""Texts as words: what a word is, in any script and of any length."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from titiktemu.analysis.texts.stop_words import NEGATIONS, STOP_WORDS
from titiktemu.analysis.texts.terms import count_terms
from titiktemu.analysis.texts.words import LONGEST, is_telling, read_texts, stem, tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kok @HaloBCA #kecewa!", ["kok", "@halobca", "#kecewa"]),
        ("cepat-cepat, m-BCA; Jum'at", ["cepat-cepat", "m-bca", "jum'at"]),
        ("- a -- b - ", ["a", "b"]),
        ("Rp40.000 😡👍", ["rp40", "000", "😡", "👍"]),
        ("السَّلامُ عليكم", ["السَّلامُ", "عليكم"]),
        ("ꦗꦮꦶ ꦲꦏ꧀ꦱꦫ", ["ꦗꦮꦶ", "ꦲꦏ꧀ꦱꦫ"]),
        ("\ufb01nal \uff22anyuwangi", ["final", "banyuwangi"]),
        ("a\0b", ["a", "b"]),
        ("\ud800x", ["x"]),
        ("… \n\t ?!", []),
    ],
)
def test_what_a_word_is(text, words):
    assert tokens(text) == words


def test_ten_megabytes_of_one_letter_are_one_short_word_at_once():
    started = time.perf_counter()
    corpus = read_texts(["a" * 10_000_000, "b"])
    assert corpus.words == ("a" * LONGEST, "b")
    assert time.perf_counter() - started < 10


@given(st.lists(st.text(max_size=30), max_size=8), st.randoms())
@settings(max_examples=60, deadline=None)
def test_any_texts_are_read_and_their_order_changes_nothing(texts, random):
    corpus = read_texts(texts)
    order = list(range(len(texts)))
    random.shuffle(order)
    again = read_texts([texts[one] for one in order])
    assert again.words == corpus.words
    assert [again.words_of(at) for at in range(len(order))] == [corpus.words_of(one) for one in order]
    assert [corpus.of([one]).words_of(0) for one in order] == [corpus.words_of(one) for one in order]


def test_words_that_deny_are_never_stop_words():
    assert {"tidak", "bukan", "belum"} <= NEGATIONS
    assert not NEGATIONS & STOP_WORDS
    assert [stem(word) for word in sorted(NEGATIONS)] == sorted(NEGATIONS)
    assert not any(map(is_telling, NEGATIONS))


def test_forms_of_a_word_are_one_term_shown_as_it_is_met_most():
    terms = count_terms(read_texts(["Pelayanan buruk", "pelayanan lama, layanan mahal", "dilayani"]))
    assert "pelayanan" in terms.shown
    assert terms.counts[:, terms.shown.index("pelayanan")].toarray().ravel().tolist() == [1, 2, 1]


def test_terms_that_are_everywhere_or_once_can_be_left_out():
    corpus = read_texts(["air kali", "air laut", "air laut"])
    assert count_terms(corpus, least_texts=2, most_share=0.9).shown == ("laut",)
    assert count_terms(read_texts(["air", "air"]), most_share=0.5).shown == ("air",)
