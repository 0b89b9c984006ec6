"""`messages`: is the catalogue complete? With --update, take new texts into it; gettext is not needed.

Reads Python and templates afresh, so that a text that nobody took into the catalogue is found too. Every
translation must be there, certain, and keep the placeholders of its text.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from titiktemu.config.cli import loading

PACKAGE = loading.ROOT / "src" / "titiktemu"
CATALOGUES = PACKAGE / "locale"
PLACEHOLDERS = re.compile(r"%\(\w+\)[sdfi]|\{\w*(?:[:!][^}]*)?\}|%[sd]")
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
WIDTH = 100


def main(arguments: Sequence[str]) -> int:
    """Print every problem of the catalogues. Returns 1 if there is one."""
    found = texts()
    if "--update" in arguments:
        for path in catalogues():
            update(path, found)
    problems = [problem for path in catalogues() for problem in check(path, found)]
    sys.stdout.write("".join(f"{problem}\n" for problem in problems))
    return 1 if problems else 0


def catalogues() -> list[Path]:
    """The catalogue of every language but English, in which the source is written."""
    return sorted({CATALOGUES / "id" / "LC_MESSAGES" / "django.po", *CATALOGUES.glob("*/LC_MESSAGES/*.po")})


def texts() -> Catalog:
    """All texts of the source, in the order of their files."""
    found = Catalog(charset="utf-8")
    for path in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("templates/**/*")]):
        if path.is_file() and "tests" not in path.parts and "static" not in path.parts:
            for line, message, comments, context in _texts_of(path):
                place = (path.relative_to(PACKAGE).as_posix(), line)
                found.add(message, None, [place], auto_comments=comments, context=context)
    return found


def _texts_of(path: Path) -> Iterator[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # Django turns a template into calls of gettext among blanked-out text; its indentation means nothing.
        source = "\n".join(line.strip() for line in templatize(source, origin=str(path)).splitlines())
    yield from extract("python", BytesIO(source.encode()), keywords=KEYWORDS, comment_tags=["Translators:"])


def update(path: Path, found: Catalog) -> None:
    """Bring a catalogue up to the source: new texts come in empty, those no longer used go."""
    locale = path.parts[-3]
    path.parent.mkdir(parents=True, exist_ok=True)
    known = read(path) if path.exists() else Catalog(locale=locale, project="Titik Temu", charset="utf-8")
    known.update(found, no_fuzzy_matching=True)
    with path.open("wb") as made:
        # Line numbers would change the catalogue with every commit.
        write_po(made, known, width=WIDTH, ignore_obsolete=True, include_lineno=False)


def read(path: Path) -> Catalog:
    """Read one catalogue."""
    with path.open("rb") as lines:
        return read_po(lines, locale=path.parts[-3])


def check(path: Path, found: Catalog) -> Iterator[str]:
    """A sentence for each problem of one catalogue."""
    locale = path.parts[-3]
    if not path.exists():
        yield f"{locale}: {path.name} is missing; `messages --update` makes it."
        return
    known = read(path)
    for message in found:
        if message.id and known.get(message.id, message.context) is None:
            yield f"{locale}: not in the catalogue: {message.id!r}"
    for message in known:
        if message.id:
            yield from (f"{locale}: {problem}: {message.id!r}" for problem in problems_of(message, found))


def problems_of(message: Message, found: Catalog) -> Iterator[str]:
    """What is wrong with one translation."""
    said = message.string if isinstance(message.string, list | tuple) else (message.string,)
    ids = message.id if isinstance(message.id, list | tuple) else (message.id,)
    if found.get(message.id, message.context) is None:
        yield "no longer used"
    if message.fuzzy:
        yield "doubtful (fuzzy)"
    if not said or not all(said):
        yield "not translated"
        return
    # Languages without a plural have one form, that of many, which holds the number.
    wanted = sorted(PLACEHOLDERS.findall(ids[-1]))
    if sorted(PLACEHOLDERS.findall(str(said[-1]))) != wanted:
        yield f"other placeholders than {wanted}"
