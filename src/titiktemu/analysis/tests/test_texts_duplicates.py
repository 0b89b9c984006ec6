"""Near-duplicates are folded: planted copies, edits of all kinds, and what must not be folded."""

import time
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from titiktemu.analysis.texts import minhash
from titiktemu.analysis.texts.duplicates import fold, fold_texts
from titiktemu.analysis.texts.planted_articles import edited, plant_articles
from titiktemu.analysis.texts.words import read_texts, tokens

ARTICLE = (
    "Banyuwangi menutup dua tempat pembuangan sampah di Kecamatan Rogojampi mulai pekan depan. Warga"
    " sekitar diminta memilah sampah rumah tangga sebelum petugas mengangkutnya setiap pagi. Kepala dinas"
    " lingkungan mengatakan truk tambahan sudah disewa dari kabupaten tetangga, tetapi belum cukup untuk"
    " semua desa."
)
OTHER = (
    "Puskesmas di Kecamatan Rogojampi akan buka sampai malam mulai pekan depan. Warga sekitar diminta"
    " mendaftar lewat telepon sebelum datang. Kepala dinas kesehatan mengatakan dokter tambahan sudah"
    " dilatih, tetapi obat untuk tekanan darah masih harus ditunggu sampai bulan berikutnya."
)
AGENCY = np.array(["jakarta", "kantor", "berita", "contoh"], dtype=object)
HEADLINE = np.array(tokens("Warga Rogojampi kini wajib memilah sampah sendiri, katanya"), dtype=object)
texts_of_words = st.lists(
    st.sampled_from(["air", "api", "batu", "desa", "jalan", "kota", "pasar", "sungai"]), max_size=14
)


def pairs(labels):
    _values, many = np.unique(labels, return_counts=True)
    return int((many * (many - 1) // 2).sum())


def recall_and_precision(found, truth):
    both = pairs(found.astype(np.int64) * (len(truth) + 1) + truth)
    return both / pairs(truth), both / pairs(found)


@pytest.mark.parametrize("seed", range(3))
def test_planted_copies_are_found_and_nothing_else(seed):
    planted = plant_articles(2_000, seed=seed)
    recall, precision = recall_and_precision(fold_texts(planted.texts).group, planted.original)
    assert min(recall, precision) >= 0.98


@pytest.mark.parametrize("kind", ["words dropped", "headline swapped", "agency line added", "all three"])
def test_each_edit_of_an_article_is_folded_with_it(kind):
    words = np.array(tokens(ARTICLE), dtype=object)
    headline = HEADLINE if kind in ("headline swapped", "all three") else None
    agency = AGENCY if kind in ("agency line added", "all three") else None
    copies = [
        " ".join(edited(words, np.random.default_rng(seed), headline=headline, agency=agency))
        for seed in range(50)
    ]
    found = sum(fold_texts([ARTICLE, OTHER, copy]).groups() == [[0, 2]] for copy in copies)
    assert found >= 49


def test_two_papers_that_each_edited_an_article_are_folded_without_the_original():
    planted = plant_articles(400, seed=5, repeated=0)
    rng = np.random.default_rng(1)
    copies, truth = [], []
    for at, text in enumerate(planted.texts):
        words = np.array(tokens(text), dtype=object)
        copies += [" ".join(edited(words, rng, agency=AGENCY)) for _ in range(2)]
        truth += [at, at]
    recall, precision = recall_and_precision(fold_texts(copies).group, np.array(truth))
    assert min(recall, precision) >= 0.98


def test_articles_on_the_same_matter_are_not_folded():
    assert fold_texts([ARTICLE, OTHER]).groups() == []


def test_short_texts_are_folded_with_the_very_same_words_alone():
    texts = ["Tidak enak", "tidak enak!", "tidak enak sekali", "enak", "Enak.", "", "…"]
    folded = fold_texts(texts)
    assert folded.groups() == [[0, 1], [3, 4]]
    assert folded.is_empty.tolist() == [False] * 5 + [True] * 2
    assert folded.kept.tolist() == [0, 2, 3]


def test_a_text_alone_is_never_a_group():
    assert fold_texts([ARTICLE]).groups() == []
    assert fold_texts([]).groups() == []
    assert fold_texts(["", ""]).groups() == []


@given(st.lists(texts_of_words, max_size=12), st.randoms())
@settings(max_examples=60, deadline=None)
def test_the_order_of_the_texts_does_not_change_the_groups(made, random):
    texts = [" ".join(words) for words in made]
    order = list(range(len(texts)))
    random.shuffle(order)
    found = {frozenset(group) for group in fold_texts(texts).groups()}
    again = fold_texts([texts[one] for one in order]).groups()
    assert {frozenset(order[one] for one in group) for group in again} == found


@given(st.lists(texts_of_words, min_size=1, max_size=12))
@settings(max_examples=60, deadline=None)
def test_folding_is_an_equivalence_with_the_first_text_as_its_name(made):
    folded = fold_texts([" ".join(words) for words in made])
    assert (folded.group <= np.arange(len(made))).all()
    assert (folded.group[folded.group] == folded.group).all()
    grouped = [one for group in folded.groups() for one in group]
    assert len(grouped) == len(set(grouped))
    assert all(len(group) > 1 for group in folded.groups())


def test_other_texts_part_no_group():
    planted = plant_articles(600, seed=4)
    half = planted.texts[:300]
    alone, among = fold_texts(half).group, fold_texts(planted.texts).group[:300]
    assert all(len(set(among[alone == one].tolist())) == 1 for one in set(alone.tolist()))


def test_the_estimate_of_what_is_in_common_is_as_good_as_theory_says():
    rng = np.random.default_rng(2)
    words = np.array([f"k{one}" for one in range(400)], dtype=object)
    texts = [" ".join(words)]
    texts += [" ".join(edited(words[: 400 - 8 * one], rng)) for one in range(40)]
    found, starts = minhash.shingles(read_texts(texts))
    made = np.hstack([minhash.signatures(found, starts, block) for block in range(8)])
    errors = []
    for one in range(1, len(texts)):
        many = minhash.shared(found, starts, 0, one)
        exact = many / (starts[1] - starts[0] + starts[one + 1] - starts[one] - many)
        errors.append((made[0] == made[one]).mean() - exact)
    assert np.sqrt(np.mean(np.square(errors))) <= 0.5 / np.sqrt(minhash.PERMUTATIONS) * 1.3
    assert abs(np.mean(errors)) < 0.02


@given(texts_of_words.filter(bool), texts_of_words.filter(bool))
@settings(max_examples=60, deadline=None)
def test_the_exact_check_counts_what_is_in_common(first, second):
    corpus = read_texts([" ".join(first), " ".join(second)])
    found, starts = minhash.shingles(corpus)
    shingled = [set(pairwise(words)) or {(words[0],)} for words in (first, second)]
    assert minhash.shared(found, starts, 0, 1) == len(shingled[0] & shingled[1])
    assert minhash.in_order(corpus.ids, corpus.starts, 0, 1) == longest_common(first, second)


def longest_common(first, second):
    lengths = {(-1, at): 0 for at in range(-1, len(second))} | {(at, -1): 0 for at in range(-1, len(first))}
    for here, one in enumerate(first):
        for there, other in enumerate(second):
            lengths[here, there] = (
                lengths[here - 1, there - 1] + 1
                if one == other
                else max(lengths[here - 1, there], lengths[here, there - 1])
            )
    return lengths[len(first) - 1, len(second) - 1]


@pytest.mark.parametrize("text", ["a" * 10_000_000, "a " * 1_000_000, "😡" * 5_000, "\0" * 100 + "ya"])
def test_hostile_texts_are_folded_with_their_copies_alone(text):
    folded = fold(read_texts([text, ARTICLE, text, "السلام عليكم", "السلام عليكم"]))
    assert folded.groups() == [[0, 2], [3, 4]]


def test_a_thousand_texts_with_the_same_boilerplate_are_not_one_group():
    rng = np.random.default_rng(3)
    boilerplate = "dilarang menyalin berita ini tanpa izin tertulis dari redaksi kami di banyuwangi"
    texts = [
        " ".join(f"k{one}" for one in rng.integers(0, 5_000, 60)) + " " + boilerplate for _ in range(1_000)
    ]
    assert fold_texts(texts).groups() == []


def test_boilerplate_in_half_of_each_text_costs_little_and_hides_no_copy():
    rng = np.random.default_rng(6)
    boilerplate = [f"b{one}" for one in range(70)]
    made = [[*(f"k{one}" for one in rng.integers(0, 5_000, 80)), *boilerplate] for _ in range(2_000)]
    copies = [edited(np.array(words, dtype=object), rng) for words in made[:200]]
    started = time.process_time()
    folded = fold_texts([" ".join(words) for words in [*made, *copies]])
    assert time.process_time() - started < 20
    recall, precision = recall_and_precision(folded.group, np.array([*range(2_000), *range(200)]))
    assert min(recall, precision) >= 0.98
