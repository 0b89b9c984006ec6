"""XML of strangers, read as a stream: no declarations, no entities, nothing kept."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from xml.parsers import expat

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.spreadsheet.packed import DAMAGED
from titiktemu.analysis.spreadsheet.sheets import Unreadable

DECLARES = gettext_noop(
    "This workbook holds declarations that no spreadsheet program writes. It was not opened."
)


class Enough(Exception):
    """Raised by a handler that needs no more of the stream."""


def safe_parser() -> expat.XMLParserType:
    """A parser whose handlers are still to be set; a document type or an entity ends it."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    return parser


def feed(parser: expat.XMLParserType, pieces: Iterable[bytes]) -> None:
    """Hand a document to the parser's handlers.

    Raises
    ------
    Unreadable
        Where it is no XML, or declares a document type or entities (the "billion laughs").

    Examples
    --------
    >>> parser, seen = safe_parser(), []
    >>> parser.StartElementHandler = lambda name, said: seen.append((bare(name), said))
    >>> feed(parser, [b"<x:row r='1'><c/>", b"</x:row>"])
    >>> seen
    [('row', {'r': '1'}), ('c', {})]
    """
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except Enough:
        return
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Unreadable(DAMAGED) from error


@lru_cache(maxsize=4096)
def bare(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2]


def _refuse(*_declaration: object) -> None:
    raise Unreadable(DECLARES)
