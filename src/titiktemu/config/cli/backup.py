"""`backup FILE`: everything in one file, while the server runs."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from titiktemu.config.cli.texts import _
from titiktemu.foundation import keeping

PROBLEM = 1


def main(arguments: Sequence[str]) -> int:
    """Write a backup. Returns 1, with a sentence, where it could not be written; then no file is left."""
    made = argparse.ArgumentParser(
        prog="./titiktemu backup",
        description=_(
            "Copy the database, the files and the anchor of the log into one file, while the server runs."
        ),
    )
    made.add_argument("file", type=Path, help=_("the file to write; one of that name is replaced"))
    target = made.parse_args(arguments).file.absolute()
    try:
        keeping.backup(target)
    except keeping.Refused as refusal:
        sys.stderr.write(f"{refusal}\n")
        return PROBLEM
    except OSError as error:
        sentence = _("The backup could not be written to {file}: {reason}.")
        sys.stderr.write(sentence.format(file=target, reason=error.strerror or error) + "\n")
        return PROBLEM
    megabytes = target.stat().st_size / 1_000_000
    sentence = _("Backup written to {file} ({size:.1f} MB). Keep it safe; names and votes are inside.")
    sys.stdout.write(sentence.format(file=target, size=megabytes) + "\n")
    return 0
