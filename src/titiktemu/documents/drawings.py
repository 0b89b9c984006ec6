"""Drawings in papers: SVG that stands alone and asks for nothing."""

import re
from typing import Final
from xml.etree import ElementTree

MOST: Final = 2_000_000
"""Letters of a drawing."""
FORBIDDEN: Final = frozenset({"script", "foreignObject", "iframe", "image", "use", "audio", "video", "a"})
FETCHING: Final = re.compile(r"url\(\s*['\"]?(?!#)|@import|expression\(|javascript:", re.IGNORECASE)
DECLARED: Final = re.compile(r"<!(DOCTYPE|ENTITY)|<\?xml-stylesheet", re.IGNORECASE)


def is_plain_drawing(svg: str) -> bool:
    """Whether this is a drawing that runs nothing, fetches nothing and declares nothing.

    >>> is_plain_drawing('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>')
    True
    >>> is_plain_drawing('<svg xmlns="http://www.w3.org/2000/svg"><image href="http://example.org/a.png"/></svg>')
    False
    """
    if len(svg) > MOST or DECLARED.search(svg) or FETCHING.search(svg):
        return False
    try:
        # No entities can be declared here any more, so none can grow.
        root = ElementTree.fromstring(svg)  # noqa: S314
    except ElementTree.ParseError:
        return False
    return _bare(root.tag) == "svg" and all(_is_plain(one) for one in root.iter())


def _is_plain(element: ElementTree.Element) -> bool:
    if _bare(element.tag) in FORBIDDEN:
        return False
    for name, value in element.attrib.items():
        if _bare(name).lower().startswith("on"):
            return False
        if _bare(name) == "href" and not value.startswith("#"):
            return False
    return True


def _bare(name: str) -> str:
    return name.rpartition("}")[2]
