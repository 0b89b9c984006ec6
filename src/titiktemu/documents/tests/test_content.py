"""What a paper says: kept as JSON and read back, and refused where somebody could not read it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titiktemu.documents.checking import checked
from titiktemu.documents.content import (
    BrokenContent,
    Content,
    Figure,
    Heading,
    Lines,
    Listing,
    Paragraph,
    Run,
    Signatures,
    Table,
    as_json,
    from_json,
)
from titiktemu.documents.drawings import is_plain_drawing
from titiktemu.documents.tests.papers import DRAWING, whole

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


def test_content_comes_back_from_json_as_it_was():
    kept = json.loads(json.dumps(as_json(whole())))
    assert from_json(kept) == whole()


@given(st.lists(st.text(), min_size=1), st.text(min_size=1), st.booleans())
def test_any_text_comes_back_without_what_no_paper_can_hold(items, text, bold):
    content = Content("Judul", "id", (Listing(tuple(items)), Paragraph((Run(text, bold=bold),))))
    once = from_json(json.loads(json.dumps(as_json(content))))
    assert from_json(as_json(once)) == once
    assert not set("".join(once.blocks[0].items)) & set("\x00\x0b\x1b\u202e\ufffe")


@pytest.mark.parametrize(
    "kept", [None, {}, [], {"is": "run", "text": "a"}, {"is": "secret"}, {"is": "content"}]
)
def test_what_is_no_content_is_refused(kept):
    with pytest.raises(BrokenContent):
        from_json(kept)


@pytest.mark.parametrize(
    "block",
    [
        Heading("Langsung ke tingkat dua", 2),
        Heading(" "),
        Table(("A", "B"), (("satu",),)),
        Table(("A", ""), ()),
        Table(("A",), (), widths=(0,)),
        Table(("A",), (), aligns=("start", "end")),
        Listing(()),
        Listing((), ordered=True),
        Lines((), first_bold=True),
        Signatures(()),
        Figure(DRAWING, ""),
        Figure(DRAWING, "Ada", width=0),
        Figure(SVG.format('<image href="http://example.org/a.png"/>'), "Ada"),
    ],
    ids=lambda block: repr(block)[:60],
)
def test_what_somebody_could_not_read_is_refused(block):
    with pytest.raises(BrokenContent):
        checked(Content("Judul", "id", (block,)))


@pytest.mark.parametrize("fields", [{"title": " "}, {"language": "jv"}, {"layout": "poster"}])
def test_a_paper_needs_a_title_and_a_language_and_a_layout_that_are_known(fields):
    with pytest.raises(BrokenContent):
        checked(whole(**fields))


def test_whole_paper_is_fine():
    assert checked(whole()) == whole()


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<rect onload="alert(1)"/>',
        '<use xlink:href="http://example.org/a.svg#b"/>',
        '<rect style="fill:url(http://example.org/a)"/>',
        "<style>@import 'http://example.org/a.css';</style>",
        "<foreignObject><p>a</p></foreignObject>",
        '<a href="https://example.org"><rect/></a>',
        '<linearGradient id="a" href="b.svg#c"/>',
        "<rect>",
    ],
)
def test_drawing_that_could_fetch_or_run_something_is_none(inside):
    assert not is_plain_drawing(SVG.format(inside))


def test_drawing_that_declares_entities_is_none():
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>' + SVG.format("<text>&b;</text>")
    assert not is_plain_drawing(bomb)


def test_drawing_may_refer_to_itself():
    assert is_plain_drawing(
        SVG.format('<linearGradient id="a"/><rect fill="url(#a)"/><linearGradient id="b" href="#a"/>')
    )
