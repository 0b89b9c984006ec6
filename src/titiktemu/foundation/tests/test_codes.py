"""Codes on paper: read back whatever a person makes of them."""

from hypothesis import given
from hypothesis import strategies as st

from titiktemu.foundation import codes

rows = st.integers(min_value=1, max_value=2**62)
SEPARATORS = st.text(" -–.\t/", max_size=3)


@given(rows, rows)
def test_a_code_is_ten_letters_that_cannot_be_mistaken_for_each_other(place, number):
    code = codes.derive("personal", place, number)
    left, right = code.split("-")
    assert (len(left), len(right)) == (5, 5)
    assert set(left + right) <= set(codes.ALPHABET)
    assert not set(codes.ALPHABET) & set("01OIL")


@given(rows)
def test_the_same_row_has_always_the_same_code_and_purposes_differ(place):
    assert codes.derive("personal", place, 1) == codes.derive("personal", place, 1)
    assert codes.derive("personal", place, 1) != codes.derive("personal", place, 2)
    assert codes.derive("personal", place) != codes.derive("return", place)


@given(rows, st.lists(SEPARATORS, min_size=10, max_size=10), st.booleans())
def test_a_code_is_recognised_however_it_is_typed(place, gaps, small):
    code = codes.derive("return", place)
    typed = "".join(gap + letter for gap, letter in zip(gaps, code.replace("-", ""), strict=True))
    typed = typed.lower() if small else typed
    assert codes.clean(typed) == code
    assert codes.code_fingerprint(typed) == codes.code_fingerprint(code)


@given(st.text(alphabet="0OQ1IJL", min_size=10, max_size=10))
def test_look_alikes_are_read_as_the_letter_that_is_printed(typed):
    meant = typed.translate(str.maketrans("0O1IL", "QQJJJ"))
    assert codes.clean(typed) == codes.clean(meant)
    assert set(codes.clean(typed)) <= {*codes.ALPHABET, "-"}


@given(st.text(max_size=60))
def test_anything_at_all_may_be_typed(typed):
    assert codes.clean(codes.clean(typed)) == codes.clean(typed)
    assert len(codes.code_fingerprint(typed)) == 64


def test_thousands_of_codes_are_all_different():
    assert len({codes.derive("personal", place, 1) for place in range(20_000)}) == 20_000


def test_codes_of_another_site_open_nothing_here(settings):
    ours = codes.derive("personal", 1, 1), codes.code_fingerprint("AAAAA-AAAAA")
    settings.SECRET_KEY = "another secret"
    assert codes.derive("personal", 1, 1) != ours[0]
    assert codes.code_fingerprint("AAAAA-AAAAA") != ours[1]
