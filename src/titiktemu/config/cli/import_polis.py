"""`import-polis`: take over a consultation that was exported from Pol.is."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings

from titiktemu.config.cli import production
from titiktemu.config.cli.texts import _
from titiktemu.consultation.services.importing import import_polis
from titiktemu.foundation.actors import operator
from titiktemu.foundation.errors import RuleBroken

REFUSED = 2


def main(arguments: Sequence[str]) -> int:
    """Import a folder; importing it again changes nothing. Returns 2 where the folder cannot be imported."""
    options = parser().parse_args(arguments)
    refusals = [] if settings.DEMO else production.insecurities(public=False)
    if refusals:
        way_out = _(
            "To try it out, run ./titiktemu demo once and import again; for real use, set both keys as"
            " docs/operating.md says."
        )
        sys.stderr.write("".join(f"{sentence}\n" for sentence in [*refusals, way_out]))
        return REFUSED
    try:
        done = import_polis(actor=operator(), folder=options.folder, initiative_name=options.initiative)
    except RuleBroken as refusal:
        sys.stderr.write(f"{refusal}\n")
        return REFUSED
    for problem in done.problems:
        sys.stdout.write(f"{problem}\n")
    sentence = (
        _("Imported “{consultation}” into the initiative “{initiative}”.")
        if done.created
        else _("“{consultation}” is already in the initiative “{initiative}”; nothing was changed.")
    )
    sys.stdout.write(sentence.format(consultation=done.consultation, initiative=done.initiative) + "\n")
    sys.stdout.write(_("It is in the database {place}.").format(place=production.database()) + "\n")
    return 0


def parser() -> argparse.ArgumentParser:
    """The options of `import-polis`."""
    made = argparse.ArgumentParser(
        prog="./titiktemu import-polis",
        description=_("Take over a consultation that was exported from Pol.is."),
    )
    made.add_argument(
        "folder",
        type=Path,
        help=_(
            "the folder with votes.csv and comments.csv; the matrix participants-votes.csv alone works too"
        ),
    )
    made.add_argument(
        "--initiative", metavar="NAME", default=None, help=_("the initiative that it belongs to")
    )
    return made
