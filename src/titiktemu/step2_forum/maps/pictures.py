"""A map as a picture and as a nested list; both say the same."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import resvg_py
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from titiktemu.analysis.causal_maps.layout import Box, Picture, Way, lay_out
from titiktemu.step2_forum.maps.models import Card, CausalMap
from titiktemu.step2_forum.maps.queries.cards import Drawn
from titiktemu.step2_forum.maps.words import CardKind, Sign

FONT: Final = settings.PACKAGE / "web" / "static" / "web" / "vendor" / "plus-jakarta-sans-500.ttf"
MOST_PIXELS: Final = 8000
"""Longest edge of a PNG."""
FIRST_LINE: Final = 23
LINE: Final = 18
STAGES: Final = {CardKind.CAUSE.value: 0, CardKind.CORE.value: 1, CardKind.IMPLICATION.value: 2}
LINES: Final = {
    "": 'stroke="#56606B"',
    "shared": 'stroke="#0B7261" stroke-width="2.5"',
    "contested": 'stroke="#1B1F24" stroke-width="2.5" stroke-dasharray="3 4"',
    "gov": 'stroke="#2456A6" stroke-dasharray="10 4"',
    "cso": 'stroke="#B4500B" stroke-dasharray="10 4"',
}
"""How each kind of link is drawn: never by its colour alone."""


@lru_cache(maxsize=64)
def _laid_out(
    cards: tuple[tuple[int, str], ...], links: tuple[tuple[int, int], ...], stages: tuple[int, ...]
) -> Picture:
    """The picture of a map, kept for as long as nobody changes it."""
    keys = (key for key, _text in cards)
    return lay_out(cards, links, dict(zip(keys, stages, strict=True)))


def shapes(drawn: Drawn, css: dict[tuple[int, int], str] | None = None) -> dict[str, Any]:
    """The parts of the picture; ``css`` tells how the sides stand to each link.

    They are put together here and not in a template: of five hundred cards that takes a tenth of the time.
    """
    cards = {card.pk: card for card in drawn.cards}
    signs = {(cause, effect): sign for cause, effect, sign in drawn.links}
    texts = tuple((pk, _clean(card.shown_text)) for pk, card in cards.items())
    picture = _laid_out(texts, tuple(signs), tuple(STAGES[card.kind] for card in drawn.cards))
    told = css or {}
    return {
        "width": picture.width,
        "height": picture.height,
        "boxes": SafeString("\n".join(_box(box, cards[box.key]) for box in picture.boxes)),
        "ways": SafeString("".join(_way(way, told.get((way.cause, way.effect), "")) for way in picture.ways)),
        "signs": SafeString(
            "".join(_less(way) for way in picture.ways if signs[way.cause, way.effect] == Sign.LESS)
        ),
        "has_css": bool(css),
    }


def _box(box: Box, card: Card) -> str:
    title = escape(f"{card.number}. {_clean(card.shown_text)}")
    fill, stroke, wide = (
        ("#DDF3EE", "#0B7261", 2.5) if card.kind == CardKind.CORE else ("#FFFFFF", "#56606B", 1)
    )
    lines = "".join(
        f'<text x="{box.x + 10}" y="{box.y + FIRST_LINE + LINE * at}" fill="#1B1F24">{escape(line)}</text>'
        for at, line in enumerate(box.lines)
    )
    return (
        f'<g class="{card.kind}"><title>{title}</title><rect class="box" x="{box.x}" y="{box.y}"'
        f' width="{box.width}" height="{box.height}" rx="{16 if card.kind == CardKind.IMPLICATION else 4}"'
        f' fill="{fill}" stroke="{stroke}" stroke-width="{wide}"/>{lines}</g>'
    )


def _way(way: Way, css: str) -> str:
    drawn = LINES[css]
    return f'<path class="way {css}" d="{way.path}" {drawn} marker-end="url(#tip)"/>'


def _less(way: Way) -> str:
    x, y = way.middle
    return (
        f'<text class="sign" x="{x}" y="{y + 4}" text-anchor="middle" font-weight="700" font-size="18"'
        ' fill="#56606B">\N{MINUS SIGN}</text>'
    )


def _clean(text: str) -> str:
    """Without characters that no XML may hold."""
    return "".join(one if unicodedata.category(one) not in {"Cc", "Cs", "Cn"} else " " for one in text)


def spoken(causal_map: CausalMap, drawn: Drawn) -> str:
    """The picture in one sentence."""
    return _("Causal map of “%(problem)s”: %(cards)d cards and %(links)d links.") % {
        "problem": _clean(causal_map.shown_problem),
        "cards": len(drawn.cards),
        "links": len(drawn.links),
    }


def as_svg(causal_map: CausalMap, drawn: Drawn, css: dict[tuple[int, int], str] | None = None) -> str:
    """The picture alone, with its colours for light and dark inside of it."""
    told = {**shapes(drawn, css), "title": spoken(causal_map, drawn), "alone": True}
    return render_to_string("maps/components/picture.svg", told).strip()


def as_png(svg: str, width: int, height: int) -> bytes:
    """The picture as PNG, twice its size unless that would be too large."""
    drawn: bytes = resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=max(1, min(2, MOST_PIXELS // max(width, height, 1))),
        background="#FFFFFF",
        font_files=[str(FONT)],
        font_family="Plus Jakarta Sans",
        sans_serif_family="Plus Jakarta Sans",
    )
    return bytes(drawn)


@dataclass(frozen=True)
class Row:
    """A line of the nested list, flat: how deep it stands, and whether the card stood there before.

    ``opens`` and ``closes`` say whether a list begins before it and how many end after it.
    """

    card: Card
    sign: int
    is_again: bool
    opens: bool
    deeper: bool
    closes: int

    @property
    def begins(self) -> SafeString:
        """The tags that begin before it; these are no tags of the template, because they cross its loop."""
        return SafeString(("<ul>" if self.opens else "") + "<li>")

    @property
    def ends(self) -> SafeString:
        """The tags that end after it: its own line unless another list begins in it, and lists above."""
        return SafeString(("" if self.deeper else "</li>") + "</ul></li>" * self.closes)


def nested(drawn: Drawn, kind: str) -> list[Row]:
    """Causes of the core problem, each with its own causes below; or its implications, likewise.

    A card with several effects stands in full once and is named where it comes again, so that loops end.
    """
    cards = {card.pk: card for card in drawn.cards}
    near: dict[int, list[tuple[int, int]]] = {pk: [] for pk in cards}
    for cause, effect, sign in drawn.links:
        below, above = (cause, effect) if kind == CardKind.CAUSE else (effect, cause)
        if cards[below].kind == kind:
            near[above].append((below, sign))
    core = next((pk for pk, card in cards.items() if card.kind == CardKind.CORE), None)
    seen: set[int] = set()
    flat = list(_walk(near.get(core, []) if core else [], near, seen))
    # What hangs on nothing yet stands at the end; of a loop that nothing leads to, its first card does.
    for pk, card in cards.items():
        if card.kind == kind and pk not in seen:
            flat += list(_walk([(pk, 1)], near, seen))
    depths = [depth for depth, *_rest in flat] + [0]  # after the last one every list ends
    return [
        Row(
            cards[pk],
            sign,
            is_again,
            opens=at > 0 and depths[at] > depths[at - 1],
            deeper=depths[at + 1] > depths[at],
            closes=max(0, depths[at] - depths[at + 1]),
        )
        for at, (depth, pk, sign, is_again) in enumerate(flat)
    ]


def _walk(
    begin: list[tuple[int, int]], near: dict[int, list[tuple[int, int]]], seen: set[int]
) -> Iterator[tuple[int, int, int, bool]]:
    waiting = [(0, pk, sign) for pk, sign in reversed(begin)]
    while waiting:
        depth, pk, sign = waiting.pop()
        is_again = pk in seen
        yield depth, pk, sign, is_again
        if not is_again:
            seen.add(pk)
            waiting += [(depth + 1, below, its) for below, its in reversed(near[pk])]
