"""The paper as a part of a page: the same blocks in the elements that screen readers know."""

import base64
from collections.abc import Iterator
from itertools import count
from typing import Final

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from titiktemu.documents.checking import checked
from titiktemu.documents.content import Attendance, Block, Content, Figure, Heading, Run, Table, Text, runs_of
from titiktemu.documents.rendering.wording import words_of

MOST_LEVELS: Final = 6
BREAK: Final = SafeString("<br>")


def as_html(content: Content, *, below: int = 1, with_title: bool = False) -> SafeString:
    """The paper as HTML. ``below`` is the level of the heading that it stands under.

    The page's own heading says the title, unless ``with_title`` asks for it here.
    """
    content = checked(content)
    top = below + 1 if with_title else below
    tables = count(1)
    shown = {
        "content": content,
        "words": words_of(content),
        "with_title": with_title,
        "title_level": min(below + 1, MOST_LEVELS),
        "blocks": [
            {
                "template": f"documents/blocks/{type(block).__name__.lower()}.html",
                "block": block,
                "level": _level(block, top),
                "drawing": _drawing(block),
                "label": _label(block, content, tables),
            }
            for block in content.blocks
        ],
    }
    return mark_safe(render_to_string("documents/components/paper.html", shown))  # noqa: S308 -- a template's


def _level(block: Block, top: int) -> int:
    return min(block.level + top, MOST_LEVELS) if isinstance(block, Heading) else 0


def _label(block: Block, content: Content, tables: Iterator[int]) -> str:
    """What a table that can be moved sideways is called, different from all others on the page."""
    if not isinstance(block, Table | Attendance):
        return ""
    with override(content.language):
        told = {"number": next(tables), "columns": ", ".join(block.header)}
        return _("Table %(number)d: %(columns)s") % told


def _drawing(block: Block) -> str:
    """The address of a drawing inside of the page; as an image it can neither run nor fetch anything."""
    if not isinstance(block, Figure):
        return ""
    return f"data:image/svg+xml;base64,{base64.b64encode(block.svg.encode()).decode('ascii')}"


def marked_up(text: Text) -> SafeString:
    """A text with its bold and italic runs and its line breaks."""
    return format_html_join("", "{}", ((_run(run),) for run in runs_of(text)))


def _run(run: Run) -> SafeString:
    shown = format_html_join(BREAK, "{}", ((line,) for line in run.text.split("\n")))
    shown = format_html("<strong>{}</strong>", shown) if run.bold else shown
    return format_html("<em>{}</em>", shown) if run.italic else shown
