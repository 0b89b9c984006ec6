"""Numbers and dates in words: known answers, and every number read back by other means."""

import doctest
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titiktemu.documents import numbers, words
from titiktemu.documents.words import day_in_words, number_in_words, ordinal_in_words

UNITS_ID = {word: number for number, word in enumerate(words.ONES_ID[:10])}
UNITS_EN = {word: number for number, word in enumerate(words.ONES_EN)}
TENS_EN = {word: 10 * number for number, word in enumerate(words.TENS_EN) if word}
LARGE = {
    "ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12, "thousand": 10**3, "million": 10**6,
    "billion": 10**9, "trillion": 10**12,
}  # fmt: skip


def read_indonesian(said: str) -> int:
    """Read it back word by word, as somebody who listens does."""
    whole = part = 0
    for prefix in ("sepuluh", "sebelas", "seratus", "seribu"):
        said = said.replace(prefix, "satu " + prefix.removeprefix("se"))
    for word in said.split():
        if word in UNITS_ID:
            part += UNITS_ID[word]
        elif word == "belas":
            part += 10
        elif word == "puluh":
            part += 9 * (part % 10)
        elif word == "ratus":
            part *= 100
        else:
            whole, part = whole + part * LARGE[word], 0
    return whole + part


def read_english(said: str) -> int:
    whole = part = 0
    for word in said.replace("-", " ").replace(" and ", " ").split():
        if word == "hundred":
            part *= 100
        elif word in LARGE:
            whole, part = whole + part * LARGE[word], 0
        else:
            part += UNITS_EN.get(word, 0) + TENS_EN.get(word, 0)
    return whole + part


NUMBERS = st.one_of(
    st.integers(0, 9999),
    st.integers(0, words.MOST),
    st.builds(lambda digit, power: digit * 10**power, st.integers(1, 9), st.integers(0, 14)),
)


@given(NUMBERS)
def test_every_number_is_read_back_as_it_was(number):
    assert read_indonesian(number_in_words(number, "id")) == number
    assert read_english(number_in_words(number, "en")) == number


@pytest.mark.parametrize(
    ("number", "indonesian", "english"),
    [
        (0, "nol", "zero"),
        (10, "sepuluh", "ten"),
        (11, "sebelas", "eleven"),
        (19, "sembilan belas", "nineteen"),
        (21, "dua puluh satu", "twenty-one"),
        (100, "seratus", "one hundred"),
        (105, "seratus lima", "one hundred and five"),
        (1000, "seribu", "one thousand"),
        (1001, "seribu satu", "one thousand and one"),
        (1999, "seribu sembilan ratus sembilan puluh sembilan", "one thousand nine hundred and ninety-nine"),
        (11_000, "sebelas ribu", "eleven thousand"),
        (100_000, "seratus ribu", "one hundred thousand"),
        (101_000, "seratus satu ribu", "one hundred and one thousand"),
        (1_000_000, "satu juta", "one million"),
        (1_000_000_000, "satu miliar", "one billion"),
    ],
)
def test_known_answers(number, indonesian, english):
    assert (number_in_words(number, "id"), number_in_words(number, "en")) == (indonesian, english)


@pytest.mark.parametrize("number", [-1, words.MOST + 1])
def test_number_that_has_no_words_here_is_refused(number):
    with pytest.raises(ValueError, match=str(number)):
        number_in_words(number, "id")


def test_every_day_of_a_month_has_its_own_place_in_the_order():
    said = [ordinal_in_words(number) for number in range(1, 32)]
    assert said[:5] == ["first", "second", "third", "fourth", "fifth"]
    assert said[8:13] == ["ninth", "tenth", "eleventh", "twelfth", "thirteenth"]
    assert (said[19], said[20], said[30]) == ("twentieth", "twenty-first", "thirty-first")
    assert len(set(said)) == 31


def test_minutes_begin_with_the_day_in_words():
    assert day_in_words(date(2026, 5, 25), "id") == (
        "Pada hari ini, Senin, tanggal dua puluh lima, bulan Mei, tahun dua ribu dua puluh enam"
    )
    assert day_in_words(date(2028, 2, 29), "en") == (
        "On this day, Tuesday, the twenty-ninth of February, in the year two thousand and twenty-eight"
    )


@pytest.mark.parametrize("module", [words, numbers])
def test_examples_run(module):
    assert doctest.testmod(module).failed == 0
