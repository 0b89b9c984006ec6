"""Published Indonesian texts: learnt on their train parts, measured on their valid parts."""

import os
from pathlib import Path

import numpy as np
import pytest

from titiktemu.analysis.texts.classify import cross_validated, learn
from titiktemu.analysis.texts.coding_check import score
from titiktemu.analysis.texts.columns import read_columns
from titiktemu.analysis.texts.duplicates import fold_texts
from titiktemu.analysis.texts.keywords import text_keywords
from titiktemu.analysis.texts.planted_articles import edited
from titiktemu.analysis.texts.words import read_texts, tokens

pytestmark = pytest.mark.realdata
FOLDER = (
    Path(os.environ.get("TITIKTEMU_REALDATA") or Path(__file__).parents[5] / "shared" / "data") / "evidence"
)
AGENCY = np.array(["jakarta", "kantor", "berita", "contoh"], dtype=object)


def columns(name, *names):
    path = FOLDER / name
    if not path.is_file():
        pytest.skip(f"no file {path}")
    return read_columns(path, names).values


def measured(train, valid, *names):
    texts, codes = columns(train, *names)
    others, truth = columns(valid, *names)
    return score(truth, learn(read_texts(texts), codes).predict(read_texts(others)), seed=1)


def test_sentiment_of_reviews_in_smsa():
    found = measured("p6_smsa_train.tsv", "p6_smsa_valid.tsv", "1", "2")
    assert found.texts == 1260
    assert found.macro_f1.estimate >= 0.85


def test_topics_of_sentences_in_sib_by_cross_validation():
    texts, codes = columns("p6_sib200_ind_train.tsv", "text", "category")
    found = score(*cross_validated(read_texts(texts), codes), seed=1)
    assert found.texts == 701
    assert found.accuracy.estimate >= 0.70


@pytest.mark.parametrize("language", ["ind", "jav"])
def test_five_hundred_coded_sentences_of_nusax_teach_something_in_both_languages(language):
    found = measured(f"p6_nusax_{language}_train.csv", f"p6_nusax_{language}_valid.csv", "text", "label")
    assert found.accuracy.low >= 0.6


def test_keywords_of_keps():
    path = FOLDER / "p6_keps_valid.txt"
    if not path.is_file():
        pytest.skip(f"no file {path}")
    blocks = path.read_text(encoding="utf-8").strip().split("\n\n")
    rows = [[line.rsplit("\t", 1) for line in block.splitlines() if "\t" in line] for block in blocks]
    texts = [" ".join(word for word, _mark in row) for row in rows]
    right = [{word.lower() for word, mark in row if mark != "O"} for row in rows]
    found = text_keywords(read_texts(texts), 5)
    hits = sum(len(truth & set(words)) for truth, words in zip(right, found, strict=True))
    told, wanted = sum(map(len, found)), sum(map(len, right))
    assert 2 * hits / (told + wanted) >= 0.47


@pytest.mark.parametrize(
    ("name", "column", "shortest"), [("p6_smsa_train.tsv", "1", 40), ("p6_sib200_ind_train.tsv", "text", 20)]
)
def test_edited_copies_of_real_texts_are_folded_with_them(name, column, shortest):
    """The file's own near-duplicates are folded before, because nobody planted them."""
    rng = np.random.default_rng(1)
    words = [tokens(text) for text in columns(name, column)[0][:3_000]]
    words = [one for one in words if len(one) >= shortest]
    words = [words[one] for one in fold_texts([" ".join(one) for one in words]).kept]
    texts, truth = [], []
    for at, one in enumerate(words):
        texts += [" ".join(one), " ".join(edited(np.array(one, dtype=object), rng, agency=AGENCY))]
        truth += [at, at]
    groups = fold_texts(texts).groups()
    right = sum(len(group) == 2 and truth[group[0]] == truth[group[1]] for group in groups)
    assert right / len(words) >= 0.98
    assert right / len(groups) >= 0.98
