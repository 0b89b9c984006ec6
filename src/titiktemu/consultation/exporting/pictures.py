"""Pictures for letters and slides: the same figures as the pages, as SVG that stands alone, and as PNG.

Positions are those of the pages' own drawings (`charts`); only colours and letters are written into the
picture, because no stylesheet travels with it.
"""

import re
import textwrap
import unicodedata
from collections.abc import Iterable
from typing import Any

import resvg_py
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from titiktemu.analysis.map_reasons import STABLE_BOOTSTRAP, STABLE_SPLIT_HALF
from titiktemu.consultation import charts, sentences
from titiktemu.consultation.models import Consultation
from titiktemu.consultation.results import Results, StatementResult

FONT = settings.PACKAGE / "web" / "static" / "web" / "vendor" / "plus-jakarta-sans-500.ttf"
WHOLE, UNDER = (32, 896), (170, 560)
"""Left end and width of the drawing of both sides, and of the others below, between name and figure."""
HEADING, SENTENCE, SMALL = 68, 100, 140
"""Letters that fit on a line of each size."""
LINE, CHART, ARM, GAP = 22, 72, 26, 28
INKS = {"gov": "#2456A6", "cso": "#B4500B", "other": "#6B5B95", "citizens": "#5A5A5A", "everybody": "#1B1F24"}
BARS = {"gov": "#CFDDF2", "cso": "#F3D8C6", "everybody": "#D9DDE2"}
MOST_ROWS = 30
PNG_ZOOM = 2
IN_OUR_FONT = re.compile(r"[\x00-\u024f\u2000-\u206f\u20ac\u2212\u2264\u2265]*")


def as_png(svg: str) -> bytes:
    """The picture as PNG, twice its size in pixels; fonts of the machine only for letters ours has not."""
    drawn: bytes = resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=PNG_ZOOM,
        skip_system_fonts=IN_OUR_FONT.fullmatch(svg) is not None,
        font_files=[str(FONT)],
        font_family="Plus Jakarta Sans",
        sans_serif_family="Plus Jakarta Sans",
    )
    return bytes(drawn)


def results_picture(results: Results, held: frozenset[str]) -> str:
    """What each side says to each statement, in the order of the page."""
    shown = [] if results.veiled else results.rows[:MOST_ROWS]
    heading = _lines(sentences.finding(results), HEADING, 44, 30)
    rows, bottom = _rows(shown, results.consultation, held, 44 + 30 * len(heading))
    more = ""
    if len(results.rows) > len(shown) > 0:
        more = _("The first %(shown)d of %(all)d statements") % {
            "shown": len(shown),
            "all": len(results.rows),
        }
    return _whole(
        "results",
        results.consultation,
        heading,
        bottom + (LINE if more else 0),
        spoken=" ".join(row["spoken"] for row in rows),
        rows=rows,
        more=more,
        more_y=bottom + 8,
    )


def statement_picture(results: Results, held: frozenset[str], number: int) -> str | None:
    """What each side says to one statement; None where there is no such statement."""
    found = [row for row in results.rows if row.statement.number == number]
    if not found:
        return None
    only = Results(results.consultation, results.groups, found, results.veiled)
    heading = _lines(results.consultation.shown_title, HEADING, 44, 30)
    rows, bottom = _rows([] if only.veiled else found, only.consultation, held, 44 + 30 * len(heading))
    spoken = " ".join(row["spoken"] for row in rows) or sentences.finding(only)
    return _whole("results", only.consultation, heading, bottom, spoken=spoken, rows=rows)


def _rows(
    shown: Iterable[StatementResult], consultation: Consultation, held: frozenset[str], top: int
) -> tuple[list[dict[str, Any]], int]:
    rows = []
    for one in shown:
        chart = charts.comparison(one, held)
        said = sentences.state_words(one, closed=consultation.is_closed)
        lines = _lines(one.statement.shown_text, SENTENCE, top + LINE, LINE)
        under = top + LINE * len(lines) + (LINE if said else 4)
        rows.append(
            {
                "lines": lines,
                "state": said,
                "state_y": under,
                "chart_y": under + 12,
                "sides": [_placed(arm) for arm in chart.sides],
                "below": [
                    _placed(arm, *UNDER) | {"y": under + 12 + CHART + ARM * at}
                    for at, arm in enumerate(chart.below)
                ],
                "axis": _px(chart.axis, *WHOLE),
                "spoken": f"{one.statement.shown_text} {said}. {chart.sentence}",
            }
        )
        top = under + 12 + CHART + ARM * len(chart.below) + GAP
    return rows, top


def _placed(arm: charts.Arm, left: int = WHOLE[0], span: int = WHOLE[1]) -> dict[str, Any]:
    """An arm of the page's drawing with its places in this one."""
    names = ("mark", "start", "low", "high", "half", "zero", "one")
    placed: dict[str, Any] = {name: _px(getattr(arm, name), left, span) for name in names}
    return placed | {
        "width": _px(arm.width, 0, span),
        "outer": left if arm.css == "gov" else left + span,
        "anchor": "start" if arm.css == "gov" else "end",
        "css": arm.css,
        "name": arm.name,
        "words": arm.words,
        "answers": arm.answers,
        "note": " · ".join(one for one in (arm.answers, arm.passed) if one),
        "ink": INKS[arm.css],
        "bar": BARS.get(arm.css, ""),
    }


def _px(per_cent: str, left: int, span: int) -> str:
    return f"{left + float(per_cent.removesuffix('%')) / 100 * span:.1f}" if per_cent else ""


def map_picture(consultation: Consultation, content: dict[str, Any]) -> str:
    """Where the opinion groups stand to each other, and how many are in each."""
    found = charts.ellipses(content.get("groups") or [])
    said = _("Groups of people who voted alike") if found else _("No stable opinion groups")
    heading = _lines(said, HEADING, 44, 30)
    notes = [
        *_lines(_("Near means: voted alike. No single person is drawn."), SMALL, 520, 18),
        *_lines(
            _("The number says how many people are in a group; in a large shape they are spread out."),
            SMALL,
            540,
            18,
        ),
    ]
    return _whole(
        "map",
        consultation,
        heading,
        560 if found else 100,
        spoken=" ".join(_group_sentence(one) for one in found),
        top=90,
        groups=found,
        notes=notes if found else [],
    )


def _group_sentence(one: charts.Ellipse) -> str:
    return _("Group %(name)s: %(people)s.") % {
        "name": one.name,
        "people": sentences.people_words(one.people),
    }


MEASURES = (
    (gettext_lazy("With other people"), "bootstrap", STABLE_BOOTSTRAP),
    (gettext_lazy("With half of the statements"), "split_half", STABLE_SPLIT_HALF),
)


def stability_picture(consultation: Consultation, content: dict[str, Any]) -> str:
    """How far the groups come out again with other people and other statements, and how far they must."""
    stability = content.get("stability") or {}
    heading = _lines(_("How firm the opinion groups are"), HEADING, 44, 30)
    measures = [
        {
            "name": name,
            "said": f"{stability[key]:.2f}",
            "width": f"{400 * min(1.0, max(0.0, stability[key])):.1f}",
            "bar": f"{360 + 400 * needed:.1f}",
            "y": 84 + 40 * at,
        }
        for at, (name, key, needed) in enumerate(MEASURES)
        if key in stability
    ]
    note = _("1 means always the same, 0 means chance; the line shows what is needed.")
    return _whole(
        "stability",
        consultation,
        heading,
        190,
        spoken=" ".join(f"{one['name']}: {one['said']}." for one in measures),
        measures=measures,
        notes=_lines(note if measures else _("It was not measured."), SMALL, 172, 18),
    )


type Lines = list[tuple[int, str]]


def _lines(text: str, letters: int, top: int, height: int) -> Lines:
    """The text broken into lines, each with its place; without characters that no XML may hold."""
    kept = "".join(one if unicodedata.category(one) != "Cc" else " " for one in text)
    broken = textwrap.wrap(kept, letters)[:6] or [""]
    return [(top + height * at, line) for at, line in enumerate(broken)]


def _whole(
    name: str, consultation: Consultation, heading: Lines, bottom: int, *, spoken: str, **drawn: Any
) -> str:
    """A drawing with its heading, where it comes from, under which licence, and when it was made."""
    told = (
        consultation.shown_title,
        date_format(timezone.localdate(), "DATE_FORMAT"),
        consultation.source_licence,
        consultation.source_credit,
        consultation.source_url,
        "Titik Temu",
    )
    credit = " · ".join(one for one in told if one)
    credits = _lines(credit, SMALL, bottom + 20, 16)
    clean = {"spoken": spoken, "credit": credit, "heading": " ".join(line for _y, line in heading)}
    whole = {key: _lines(text, 10**6, 0, 0)[0][1] for key, text in clean.items()}
    return render_to_string(
        f"consultation/pictures/{name}.svg",
        {
            **drawn,
            **whole,
            "heading_lines": heading,
            "credit_lines": credits,
            "height": credits[-1][0] + 16,
        },
    ).strip()
