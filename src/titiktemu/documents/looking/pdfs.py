"""A PDF that somebody sends: which electronic signatures it holds, and whether it would choke a reader.

Nothing in it is changed, shown or run.
"""

import zlib
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, PdfObject, StreamObject

from titiktemu.documents.looking.unfit import Unfit
from titiktemu.documents.signatures import Unreadable, read_pdf

MILLION: Final = 1_000_000
MOST_PAGES: Final = 500
MOST_POINTS: Final = 150 * MILLION
"""Points of one picture inside: an A3 sheet in 600 points an inch has 70 million."""
MOST_OF_ONE: Final = 600 * MILLION
"""Bytes of one stream when it is unpacked: the largest picture, in four colours."""
MOST_OF_ALL: Final = 3000 * MILLION
MOST_THINGS: Final = 20_000
PIECE: Final = 1024 * 1024
FLATE: Final = frozenset({"/FlateDecode", "/Fl"})


def look_into_pdf(path: Path) -> dict[str, Any]:
    """Its electronic signatures; Unfit for what is damaged or would unpack to more than may be."""
    try:
        found = read_pdf(path)
        _weigh(path)
    except (Unfit, MemoryError):
        raise
    except RecursionError as error:
        raise Unfit("heavy") from error
    except Unreadable as error:
        if isinstance(error.__cause__, RecursionError | MemoryError):
            raise Unfit("heavy") from error
        raise Unfit("damaged") from error
    except Exception as error:
        raise Unfit("damaged") from error
    return asdict(found)


def _weigh(path: Path) -> None:
    """Unpack what the pages are made of, piece by piece, keeping nothing."""
    with path.open("rb") as file:
        reader = PdfReader(file, strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return
        if len(reader.pages) > MOST_PAGES:
            raise Unfit("pages", most=MOST_PAGES)
        left = MOST_OF_ALL
        for stream in _streams(reader):
            points = _number(stream, "/Width") * _number(stream, "/Height")
            if points > MOST_POINTS:
                raise Unfit("points_inside", most=MOST_POINTS // MILLION)
            left -= _unpacked(stream, min(MOST_OF_ONE, left))


def _number(stream: StreamObject, name: str) -> int:
    found = stream.get(name, 0)
    found = found.get_object() if hasattr(found, "get_object") else found
    return int(found) if isinstance(found, int | float) else 0


def _streams(reader: PdfReader) -> Iterator[StreamObject]:
    """What the pages draw, and what is drawn inside of it; each once."""
    seen: set[int] = set()
    waiting: list[Any] = []
    for page in reader.pages:
        waiting += [page.get("/Contents"), page.get("/Resources")]
    while waiting:
        thing = waiting.pop()
        thing = thing.get_object() if hasattr(thing, "get_object") else thing
        if thing is None or id(thing) in seen:
            continue
        seen.add(id(thing))
        if len(seen) > MOST_THINGS:
            raise Unfit("heavy")
        if isinstance(thing, list):
            waiting += thing
        elif isinstance(thing, DictionaryObject):
            waiting += _inside(thing)
            if isinstance(thing, StreamObject):
                yield thing


def _inside(thing: DictionaryObject) -> list[Any]:
    """Where more streams may hang: pictures, patterns, fonts' glyphs, and the resources of a drawing."""
    found: list[Any] = [thing.get("/Resources"), thing.get("/SMask")]
    for name in ("/XObject", "/Pattern"):
        held = thing.get(name)
        if isinstance(held, PdfObject):
            held = held.get_object()
        if isinstance(held, DictionaryObject):
            found += held.values()
    return found


def _unpacked(stream: StreamObject, most: int) -> int:
    """How many bytes a stream unpacks to; Unfit where it is more than may be. Packed otherwise, its own."""
    filters = stream.get("/Filter", [])
    filters = filters.get_object() if hasattr(filters, "get_object") else filters
    names = [str(one) for one in filters] if isinstance(filters, list) else [str(filters)]
    packed = bytes(getattr(stream, "_data", b""))
    # Packed twice is how bombs are built: nobody needs it.
    if sum(one in FLATE for one in names) > 1:
        raise Unfit("heavy")
    if not names or names[0] not in FLATE:
        return len(packed)
    return _inflated(packed, most)


def _inflated(packed: bytes, most: int) -> int:
    unpacker, size = zlib.decompressobj(), 0
    while packed:
        try:
            size += len(unpacker.decompress(packed, PIECE))
        except zlib.error:
            return size  # a reader shows what it could unpack
        if size > most:
            raise Unfit("heavy")
        packed = unpacker.unconsumed_tail
    return size
