"""`compile-messages`: make the .mo files that gettext reads, without needing gettext's own programs."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from titiktemu.config.cli import loading

CATALOGUES = loading.ROOT / "src" / "titiktemu" / "locale"


def main(arguments: Sequence[str]) -> int:
    """Compile every catalogue that is newer than its compiled form; with --all, every one."""
    for source in sorted(CATALOGUES.glob("*/LC_MESSAGES/*.po")):
        if "--all" in arguments or is_stale(source):
            compile_catalogue(source)
            sys.stdout.write(f"{source.relative_to(CATALOGUES)}\n")
    return 0


def is_stale(source: Path) -> bool:
    """Was the catalogue changed after it was compiled last?"""
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


def compile_catalogue(source: Path) -> None:
    """Write the .mo beside a .po, whole or not at all. Fuzzy entries are left out, as gettext does."""
    with source.open("rb") as lines:
        catalogue = read_po(lines, locale=source.parts[-3])
    temporary = source.with_suffix(f".mo.{os.getpid()}")
    try:
        with temporary.open("wb") as made:
            write_mo(made, catalogue, use_fuzzy=False)
        temporary.replace(source.with_suffix(".mo"))
    finally:
        temporary.unlink(missing_ok=True)
