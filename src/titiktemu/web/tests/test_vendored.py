"""What others made is what the list says, and its licence is beside it."""

import hashlib
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[1] / "static" / "web"
TEMPLATES = Path(__file__).parents[2]
COLUMNS = ("name", "version", "licence", "file", "licence_text", "source", "hash")


def listed() -> list[dict[str, str]]:
    lines = (STATIC / "vendor" / "VENDORED.md").read_text().splitlines()
    rows = [line.strip("|").split("|") for line in lines if line.startswith("| ")][1:]
    return [dict(zip(COLUMNS, (cell.strip().strip("`") for cell in row), strict=True)) for row in rows]


@pytest.mark.parametrize("row", listed(), ids=lambda row: row["name"])
def test_vendored_file_is_the_one_that_was_listed(row):
    assert hashlib.sha256((STATIC / row["file"]).read_bytes()).hexdigest() == row["hash"]
    assert len((STATIC / row["licence_text"]).read_text()) > 300


def test_nothing_vendored_is_missing_from_the_list():
    named = {name for row in listed() for name in (row["file"], row["licence_text"])}
    kept = {f"vendor/{path.name}" for path in (STATIC / "vendor").iterdir()} - {"vendor/VENDORED.md"}
    assert kept <= named


def test_sprite_holds_the_icons_that_templates_ask_for_and_no_other():
    sprite = re.findall(r'<symbol id="([^"]+)"', (STATIC / "icons.svg").read_text())
    asked = re.compile(r'{% icon "([^"]+)" %}|icon_name="([^"]+)"')
    templates = [path.read_text() for path in TEMPLATES.rglob("templates/**/*.html")]
    wanted = {name for text in templates for found in asked.findall(text) for name in found if name}
    assert sorted(sprite) == sorted(wanted)
