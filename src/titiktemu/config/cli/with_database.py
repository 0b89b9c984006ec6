"""Run a command that needs the database, and say so in a sentence where there is none."""

import sys
from collections.abc import Callable, Sequence

from django.db import OperationalError, ProgrammingError

from titiktemu.config.cli import production
from titiktemu.config.cli.running import make_private
from titiktemu.config.cli.texts import _

PROBLEM = 1


def call(command: Callable[[Sequence[str]], int], arguments: Sequence[str]) -> int:
    """The command's own exit code, or 1 where the database is out of reach or was never made."""
    try:
        make_private(production.var())
    except OSError as error:
        sys.stderr.write(production.cannot_be_made(error) + "\n")
        return PROBLEM
    try:
        return command(arguments)
    except (OperationalError, ProgrammingError) as error:
        reason = str(error).strip().splitlines()[0]
        sentence = _("The database cannot be used: {reason}. ./titiktemu doctor tells more.")
        sys.stderr.write(sentence.format(reason=reason) + "\n")
        return PROBLEM
