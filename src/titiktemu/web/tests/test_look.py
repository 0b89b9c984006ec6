"""The tags of the look: the motif, marks, numbers and dates."""

import re
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.template import Context, Template
from django.utils import translation

from titiktemu.foundation.words import Side


def show(source, **context):
    return Template(source).render(Context(context))


def centres(svg):
    return [float(found) for found in re.findall(r'cx="([\d.]+)"', svg)]


def test_circles_move_together_as_the_progress_grows():
    distances = [
        right - left for left, right in (centres(show("{% motif p %}", p=p)) for p in (0, 0.3, 0.6, 1))
    ]
    assert distances == sorted(distances, reverse=True)
    assert len(set(distances)) == 4


def test_circles_that_do_not_touch_have_no_common_ground():
    assert ' d=""' in show("{% motif 0 %}")
    assert ' d="M' in show("{% motif 1 %}")


def test_government_is_always_the_left_circle():
    svg = show("{% motif 0.5 %}")
    assert svg.index('class="g"') < svg.index('class="c"')
    assert centres(svg) == sorted(centres(svg))


@pytest.mark.parametrize("side", Side)
def test_mark_of_a_side_has_its_name_and_a_shape_of_its_own(side):
    assert f'aria-label="{side.label}"' in show("{% side_mark side %}", side=side)
    shapes = {re.search(r' d="([^"]+)"', show("{% side_mark side %}", side=one))[1] for one in Side}
    assert len(shapes) == len(Side)


def test_no_side_has_no_mark():
    assert show("{% side_mark '' %}{% side_chip '' %}") == ""


@pytest.mark.parametrize(("language", "expected"), [("id", "86,4% 86%"), ("en", "86.4% 86%")])
def test_percentages_are_written_as_the_reader_writes_them(language, expected):
    with translation.override(language):
        assert show("{% percent 0.864 1 %} {% percent 0.864 %}") == expected


@pytest.mark.parametrize(("language", "expected"), [("id", "23 November 2026"), ("en", "23 November 2026")])
def test_day_is_written_in_full(language, expected):
    with translation.override(language):
        assert show("{% day d %}", d=date(2026, 11, 23)) == expected


@time_machine.travel(datetime(2026, 11, 23, 20, tzinfo=UTC), tick=False)
def test_days_near_today_are_told_as_people_tell_them():
    # 20:00 UTC is already the 24th in Jakarta.
    assert show("{% when d %}", d=datetime(2026, 11, 23, 19, tzinfo=UTC)) == "today"
    assert show("{% when d %}", d=date(2026, 11, 23)) == "yesterday"
    assert show("{% when d %}", d=date(2026, 4, 9)) == "9 Apr"
    assert show("{% when d %}", d=date(2025, 4, 9)) == "9 Apr 2025"


def test_title_is_shown_in_the_readers_language_where_there_is_one(make_initiative):
    both = make_initiative("Ibu dan anak", title_en="Mother and child")
    one = make_initiative("Sampah sungai")
    with translation.override("en"):
        assert show('{{ i|in_language:"title" }}', i=both) == "Mother and child"
        assert show('{{ i|in_language:"title" }}', i=one) == "Sampah sungai"
    with translation.override("id"):
        assert show('{{ i|in_language:"title" }}', i=both) == "Ibu dan anak"


def test_values_in_tags_are_escaped():
    assert "<b>" not in show("{% icon name %}", name='"><b>')
