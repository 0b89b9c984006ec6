"""`restore FILE`: bring a backup back; what was there stays beside it."""

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone
from django.utils.formats import date_format

from titiktemu.config.cli.running import nothing_running
from titiktemu.config.cli.texts import _
from titiktemu.foundation import keeping

PROBLEM, REFUSED = 1, 2


def main(arguments: Sequence[str]) -> int:
    """Restore a backup. Returns 2 where it refuses and 1 where it failed; both leave all as it was."""
    made = argparse.ArgumentParser(
        prog="./titiktemu restore",
        description=_(
            "Bring back what a backup holds; what was there is kept aside. End server and worker first."
        ),
    )
    made.add_argument("file", type=Path, help=_("a file that backup wrote"))
    source = made.parse_args(arguments).file.absolute()
    with nothing_running(Path(settings.VAR)) as alone:
        if not alone:
            sys.stderr.write(_("A web server or worker is running here; end it first.") + "\n")
            return REFUSED
        try:
            done = keeping.restore(source)
        except keeping.Refused as refusal:
            sys.stderr.write(f"{refusal}\n")
            return REFUSED
        except (OSError, DatabaseError) as error:
            sentence = _("The backup could not be restored, and everything is as it was: {reason}")
            sys.stderr.write(sentence.format(reason=error) + "\n")
            return PROBLEM
    sentence = _("Restored the backup {file} of {moment}.")
    sys.stdout.write(sentence.format(file=source, moment=readable(done.manifest.created)) + "\n")
    for place in done.kept:
        sys.stdout.write(_("What was there before is kept as {place}.").format(place=place) + "\n")
    if done.waiting:
        sentence = _("It is from an older version; bring it up to date with: ./titiktemu serve --migrate")
        sys.stdout.write(sentence + "\n")
    return 0


def readable(created: str) -> str:
    """The moment of a backup in this site's time zone and the reader's language."""
    try:
        moment = timezone.localtime(datetime.fromisoformat(created))
    except ValueError:  # written by hand, or without a time zone
        return created
    return f"{date_format(moment, 'j F Y H:i')} {moment:%Z}"
