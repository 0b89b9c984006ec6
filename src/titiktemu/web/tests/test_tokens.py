"""The tokens are those of the design, every pair can be read, and nothing goes round the style sheet."""

import gzip
import re
from itertools import product
from pathlib import Path

import pytest

WEB = Path(__file__).parents[1]
SHEET = (WEB / "static" / "web" / "titiktemu.css").read_text()
ALL_TEMPLATES = sorted(WEB.parent.rglob("templates/**/*.html"))

DESIGN = {
    "light": {
        "gov": "#2456A6", "cso": "#B4500B", "common": "#0B7261", "other": "#6B5B95", "ink": "#1B1F24",
        "ink-soft": "#56606B", "paper": "#FBFAF7", "card": "#FFFFFF", "line": "#E3DFD6", "warn": "#665800",
        "stop": "#A61B1B",
    },
    "dark": {
        "gov": "#8FB4F2", "cso": "#F2A365", "common": "#5FD3BC", "other": "#BCAEE6", "ink": "#ECEFF2",
        "ink-soft": "#A9B2BC", "paper": "#14171A", "card": "#1C2024", "line": "#30363C", "warn": "#E8DC7A",
        "stop": "#FF8A80",
    },
}  # fmt: skip
SURFACES = ("paper", "card")
PAIRS = [
    *product(("gov", "cso", "common", "other", "ink", "ink-soft", "warn", "stop"), SURFACES),
    *((name, f"{name}-tint") for name in ("gov", "cso", "common", "other", "warn", "stop")),
    *product(
        ("ink", "ink-soft"), (f"{name}-tint" for name in ("gov", "cso", "common", "other", "plain", "warn"))
    ),
    ("on-common", "common"),
]


def tokens(selector: str) -> dict[str, str]:
    """The colours that a rule of the sheet sets."""
    rule = SHEET.split(f"{selector} {{", 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6});", rule))


LIGHT, DARK = tokens(":root"), tokens(':root[data-theme="dark"]')
THEMES = {"light": LIGHT, "dark": DARK}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it, 0 to 1."""
    shares = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_tokens_are_those_of_the_design(theme):
    assert {name: THEMES[theme][name] for name in DESIGN[theme]} == DESIGN[theme]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_every_pair_of_text_and_ground_can_be_read(theme, text, ground):
    assert contrast(THEMES[theme][text], THEMES[theme][ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("surface", SURFACES)
def test_outline_of_what_is_typed_into_can_be_seen(theme, surface):
    assert contrast(THEMES[theme]["edge"], THEMES[theme][surface]) >= 3


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("kind", ["tint", "bar"])
def test_grounds_of_the_two_sides_weigh_the_same(theme, kind):
    ours = THEMES[theme]
    assert contrast(ours[f"gov-{kind}"], ours[f"cso-{kind}"]) < 1.05


def test_the_switch_and_the_device_give_the_same_dark_theme():
    assert tokens(':root:not([data-theme="light"])') == DARK


def test_sheet_is_small_in_layers_and_needs_no_force():
    assert "@layer tokens, base, layout, components, print;" in SHEET
    assert "!important" not in SHEET
    assert len(gzip.compress(SHEET.encode())) < 12 * 1024


@pytest.mark.parametrize("path", ALL_TEMPLATES, ids=lambda path: path.name)
def test_template_holds_no_inline_style_script_or_handler(path):
    # What a tag says to Django ("with one=paper") reaches no browser.
    text = re.sub(r"\{% comment %\}.*?\{% endcomment %\}|\{%.*?%\}", "", path.read_text(), flags=re.DOTALL)
    assert not re.search(r"\sstyle=|<style|\son\w+=|hx-on|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)(?![^>]*application/json)", text)
