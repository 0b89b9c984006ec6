"""Pictures for letters and slides: the same figures as the pages, as SVG that stands alone, and as PNG."""

import textwrap
from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import escape

import resvg_py
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from titiktemu.analysis.map_reasons import STABLE_BOOTSTRAP, STABLE_SPLIT_HALF
from titiktemu.consultation import charts, sentences
from titiktemu.consultation.models import Consultation
from titiktemu.consultation.results import Results, StatementResult
from titiktemu.foundation.words import BOTH_SIDES

FONT = settings.PACKAGE / "web" / "static" / "web" / "vendor" / "plus-jakarta-sans-500.ttf"
WIDTH, LINE, EDGE = 960, 24, 32
BAR_LEFT, BAR_RIGHT = 560, 928
COLOURS = {
    "gov": "#2456A6",
    "cso": "#B4500B",
    "other": "#6B5B95",
    "citizens": "#5A5A5A",
    "everybody": "#0B7261",
}
MOST_ROWS = 30
PNG_ZOOM = 2


def as_png(svg: str) -> bytes:
    """The picture as PNG, twice its size in pixels; no other font or file is read."""
    drawn: bytes = resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=PNG_ZOOM,
        skip_system_fonts=True,
        font_files=[str(FONT)],
        font_family="Plus Jakarta Sans",
        sans_serif_family="Plus Jakarta Sans",
    )
    return bytes(drawn)


def results_picture(results: Results) -> str:
    """What each side says to each statement, the surest first."""
    parts: list[str] = []
    top = 96
    for row in results.rows[:MOST_ROWS]:
        drawn, height = _row(row, top, results)
        parts.append(drawn)
        top += height
    if len(results.rows) > MOST_ROWS:
        said = _("The first %(shown)d of %(all)d statements") % {"shown": MOST_ROWS, "all": len(results.rows)}
        parts.append(_text(EDGE, top + 12, said, size=14, ink="#5A5A5A"))
        top += 32
    return _whole(results.consultation, sentences.finding(results), parts, top)


def _row(row: StatementResult, top: int, results: Results) -> tuple[str, int]:
    lines = textwrap.wrap(row.statement.shown_text, 58)[:5] or [""]
    said = sentences.state_words(row, closed=results.consultation.is_closed)
    parts = [_text(EDGE, top + LINE * at, line) for at, line in enumerate(lines)]
    parts.append(_text(EDGE, top + LINE * len(lines), said, size=13, ink="#0B7261"))
    groups = list(row.figures)
    for at, group in enumerate(groups):
        parts.append(_bar(row, group, top - 6 + at * 30))
    return "".join(parts), max(LINE * (len(lines) + 1), 30 * len(groups)) + 20


def _bar(row: StatementResult, group: str, top: int) -> str:
    figure, colour = row.figures[group], COLOURS[charts.CLASSES[group]]
    span = BAR_RIGHT - BAR_LEFT - 130
    parts = [_text(BAR_LEFT - 120, top + 14, sentences.group_name(group), size=13, ink=colour)]
    if figure.share is not None:
        end = BAR_LEFT + figure.share * span
        parts.append(
            f'<rect x="{BAR_LEFT}" y="{top}" width="{figure.share * span:.1f}" height="16" fill="{colour}"'
            ' fill-opacity="0.25"/>'
        )
        parts.append(f'<rect x="{end - 2:.1f}" y="{top - 3}" width="4" height="22" fill="{colour}"/>')
        if figure.low is not None and figure.high is not None:
            low, high = BAR_LEFT + figure.low * span, BAR_LEFT + figure.high * span
            parts.append(
                f'<path d="M{low:.1f} {top + 8}H{high:.1f}" stroke="{colour}" stroke-width="2" fill="none"/>'
            )
    half = BAR_LEFT + span / 2
    parts.append(f'<path d="M{half} {top - 3}v22" stroke="#5A5A5A" stroke-dasharray="2 3" fill="none"/>')
    words = (
        f"{sentences.figure_words(figure)} · {figure.n_band}"
        if figure.n_band
        else sentences.figure_words(figure)
    )
    where = BAR_LEFT + span + 12 if figure.share is not None else BAR_LEFT + 4
    parts.append(_text(where, top + 14, words, size=13))
    return "".join(parts)


def map_picture(consultation: Consultation, content: dict[str, Any]) -> str:
    """Where the opinion groups stand to each other, how many are in each, and how stable they are."""
    shades = ("#0B7261", "#2456A6", "#B4500B", "#6B5B95", "#665800", "#A61B1B", "#1B1F24", "#5A5A5A")
    parts = []
    for at, one in enumerate(charts.ellipses(content.get("groups") or [])):
        shade = shades[at % len(shades)]
        parts.append(
            f'<g transform="translate(160 90)"><ellipse cx="{one.x}" cy="{one.y}" rx="{one.rx}" ry="{one.ry}"'
            f' transform="{one.turn}" fill="{shade}" fill-opacity="0.18" stroke="{shade}"/>'
            f"{_text(float(one.x), float(one.label_y), f'{one.name} · {one.people}', middle=True)}</g>"
        )
    top = 520
    for name, key, needed in _STABILITY if content.get("stability") else ():
        parts.append(_measure(str(name), max(0.0, content["stability"][key]), needed, top))
        top += 32
    title = _("People who voted alike") if parts else _("No stable opinion groups")
    return _whole(consultation, title, parts, top)


_STABILITY = (
    (gettext_lazy("with other people"), "bootstrap", STABLE_BOOTSTRAP),
    (gettext_lazy("with half of the statements"), "split_half", STABLE_SPLIT_HALF),
)


def _measure(name: str, share: float, needed: float, top: int) -> str:
    """A bar from 0 to 1 with a mark where it must reach."""
    return (
        f"{_text(EDGE, top + 14, name, size=14)}"
        f'<rect x="360" y="{top}" width="{400 * share:.1f}" height="16" fill="#0B7261" fill-opacity="0.3"/>'
        f'<path d="M{360 + 400 * needed:.1f} {top - 4}v24" stroke="#1B1F24" fill="none"/>'
        f"{_text(780, top + 14, f'{share:.2f}', size=14)}"
    )


def _whole(consultation: Consultation, title: str, parts: Iterable[str], height: int) -> str:
    """A drawing with its title, where it comes from, and when it was made."""
    credit = " · ".join(
        one
        for one in (
            consultation.shown_title,
            date_format(timezone.localdate(), "DATE_FORMAT"),
            consultation.source_licence,
            "Titik Temu",
        )
        if one
    )
    sides = " ".join(
        _text(EDGE + 220 * at, 72, sentences.group_name(side), size=14, ink=COLOURS[charts.CLASSES[side]])
        for at, side in enumerate(BOTH_SIDES if consultation.has_sides else ())
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height + 48}" width="{WIDTH}"'
        f' height="{height + 48}" role="img" font-family="Plus Jakarta Sans, sans-serif">'
        f"<title>{escape(title)}</title><desc>{escape(credit)}</desc>"
        f'<rect width="100%" height="100%" fill="#FFFFFF"/>'
        f"{_text(EDGE, 44, title, size=22)}{sides}{''.join(parts)}"
        f"{_text(EDGE, height + 24, credit, size=12, ink='#5A5A5A')}</svg>"
    )


def _text(
    x: float, y: float, said: str, *, size: int = 16, ink: str = "#1B1F24", middle: bool = False
) -> str:
    anchor = ' text-anchor="middle"' if middle else ""
    return f'<text x="{x:g}" y="{y:g}" font-size="{size}" fill="{ink}"{anchor}>{escape(str(said))}</text>'
