"""The PDF of a paper: tagged for screen readers (PDF/UA-1), the same bytes for the same content."""

import json
from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

import typst

from titiktemu.documents.checking import checked
from titiktemu.documents.content import Content, Signatures, as_json
from titiktemu.documents.rendering.fonts import FONT_FOLDER
from titiktemu.documents.rendering.glyphs import without_missing
from titiktemu.documents.rendering.keeping import kept_with_next, rows_together
from titiktemu.documents.rendering.wording import missing_letters, words_of

HERE: Final = Path(__file__).parent

STANDARD: Final = "ua-1"
NOWHERE: Final = HERE / "no-packages"
"""Where Typst would look for packages: a folder that is not there."""
EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)
ONE_LETTER: Final = b"""#set document(title: "a")
#set text(font: ("Plus Jakarta Sans", "Libertinus Serif", "New Computer Modern"))
#sys.inputs.letter"""


@cache
def _fonts() -> typst.Fonts:
    """The house's typeface, and those inside of Typst for other letters; never a font of the machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONT_FOLDER])


@cache
def _template() -> bytes:
    return (HERE / "paper.typ").read_bytes()


def as_pdf(content: Content, *, made_at: datetime) -> bytes:
    """The paper as PDF. ``made_at`` is the only date in it.

    Texts go in as data, so nothing in them is read as code; the compiler sees this folder and nothing else
    of the disk, no package and no network.
    """
    content = checked(content)
    said, is_missing = without_missing(as_json(content), _can_show)
    words = words_of(content) | {"missing": missing_letters(content) if is_missing else ""}
    words, _missing = without_missing(words, _can_show)
    inputs = {"content": said, "words": words, "kept": _kept(content)}
    data = {name: json.dumps(one, ensure_ascii=False) for name, one in inputs.items()}
    return _compiled(_template(), data, made_at)


def _kept(content: Content) -> dict[str, Any]:
    """What stays together around signatures: blocks by where they stand, rows by how many there are."""
    counts = {len(one.rows) for one in content.blocks if isinstance(one, Signatures)}
    return {
        "blocks": kept_with_next(content.blocks),
        "rows": {str(count): rows_together(count) for count in counts},
    }


def _compiled(source: bytes, data: dict[str, str], made_at: datetime) -> bytes:
    compiler = typst.Compiler(
        source,
        root=HERE,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=data,
        package_path=NOWHERE,
        package_cache_path=NOWHERE,
    )
    made = compiler.compile(format="pdf", pdf_standards=STANDARD, timestamp=int(made_at.timestamp()))
    if not isinstance(made, bytes):
        raise TypeError(type(made))
    return made


@lru_cache(maxsize=4096)
def _can_show(letter: str) -> bool:
    """Whether any of our typefaces has this letter."""
    try:
        _compiled(ONE_LETTER, {"letter": letter}, EPOCH)
    except typst.TypstError:
        return False
    return True
