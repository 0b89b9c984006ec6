"""Topics and keywords: planted ones are found again, whatever the order; known weights are met."""

import numpy as np
import pytest

from titiktemu.analysis.clusters import adjusted_rand
from titiktemu.analysis.texts.keywords import class_keywords, log_odds_keywords, text_keywords
from titiktemu.analysis.texts.planted_articles import plant_articles
from titiktemu.analysis.texts.terms import count_terms
from titiktemu.analysis.texts.topics import find_topics
from titiktemu.analysis.texts.words import read_texts

PLANTED = plant_articles(1_500, seed=3, topics=8, repeated=0)


@pytest.fixture(scope="module")
def corpus():
    return read_texts(PLANTED.texts)


@pytest.fixture(scope="module")
def found(corpus):
    return find_topics(corpus)


def test_planted_topics_are_found_and_so_is_their_number(found):
    assert len(found) == 8
    assert adjusted_rand(PLANTED.topic, found.topic) >= 0.98


def test_topics_are_numbered_by_size_and_named_by_words_of_their_own(corpus, found):
    sizes = np.bincount(found.topic)
    assert sizes.tolist() == sorted(sizes, reverse=True)
    for words in found.words:
        assert words
        assert all(one.count > one.elsewhere for one in words)


def test_the_same_seed_and_any_order_give_the_same_topics_to_the_last_bit(found):
    order = np.random.default_rng(1).permutation(len(PLANTED.texts))
    again = find_topics(read_texts([PLANTED.texts[one] for one in order]))
    assert (again.topic == found.topic[order]).all()
    assert (again.nearness == found.nearness[order]).all()
    assert again.words == found.words


def test_typical_texts_are_of_the_topic(found):
    for topic in range(len(found)):
        assert all(found.topic[one] == topic for one in found.typical(topic))


@pytest.mark.parametrize(
    "texts",
    [
        [],
        [""],
        ["air"],
        ["air", "air"],
        ["yang dan di"] * 9,
        ["air kali"] * 50,
        ["a", "b", "c"],
        ["2024"] * 9,
    ],
)
@pytest.mark.parametrize("topics", [None, 1, 5])
def test_few_empty_and_equal_texts_have_topics_or_none(texts, topics):
    found = find_topics(read_texts(texts), topics=topics)
    assert len(found.topic) == len(texts)
    assert found.topic.max(initial=-1) < max(len(found), 1)


def test_keywords_are_rare_repeated_early_and_telling():
    texts = [
        "Sampah menumpuk di pasar, sampah bau, warga tidak tahan",
        "Warga pasar menunggu",
        "Pasar sepi dan warga pulang",
    ]
    first, second, _third = text_keywords(read_texts(texts), 3)
    assert first[0] == "sampah"
    assert "tidak" not in first
    assert len(second) == 3
    assert text_keywords(read_texts(["", "yang dan di"])) == [[], []]


def test_keywords_do_not_hang_on_the_order_of_the_texts():
    texts = PLANTED.texts[:200]
    assert text_keywords(read_texts(texts[::-1]))[::-1] == text_keywords(read_texts(texts))


def test_log_odds_are_those_of_the_paper():
    """Equations 15, 16 and 22 by hand: two groups, two words."""
    terms = count_terms(read_texts(["air air air air kali", "kali kali kali"]))
    (first, second) = log_odds_keywords(terms, [0, 1], prior=1.0)
    y, others, alpha = np.array([4, 1]), np.array([0, 3]), np.array([4.0, 4.0])
    odds = np.log((y + alpha) / (5 + 8 - y - alpha)) - np.log((others + alpha) / (3 + 8 - others - alpha))
    z = odds / np.sqrt(1 / (y + alpha) + 1 / (others + alpha))
    assert (abs(z) < 1.96).all()
    assert (first, second) == ([], [])
    terms = count_terms(read_texts(["air " * 60 + "kali", "kali " * 40]))
    (first, second) = log_odds_keywords(terms, [0, 1], prior=1.0)
    y, others, alpha = np.array([60, 1]), np.array([0, 40]), np.array([60.0, 41.0])
    odds = np.log((y + alpha) / (61 + 101 - y - alpha)) - np.log(
        (others + alpha) / (40 + 101 - others - alpha)
    )
    z = odds / np.sqrt(1 / (y + alpha) + 1 / (others + alpha))
    assert [(one.word, one.count, one.elsewhere) for one in first] == [("air", 60, 0)]
    assert first[0].score == pytest.approx(z[0], rel=1e-6)
    assert [one.word for one in second] == ["kali"]
    assert second[0].score == pytest.approx(-z[1], rel=1e-6)


def test_a_group_without_texts_has_no_words():
    terms = count_terms(read_texts(["air kali", "jalan"]))
    assert class_keywords(terms, [0, 2])[1] == []
    assert class_keywords(terms, [-1, -1]) == []
