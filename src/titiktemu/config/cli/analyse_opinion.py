"""`./titiktemu analyse opinion FOLDER`: an exported conversation, counted and mapped on this machine."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from titiktemu.analysis.csv_rows import Problem
from titiktemu.analysis.map_reasons import SEED
from titiktemu.analysis.opinion_report import Groups, Report, read_sides, report
from titiktemu.analysis.polis_export import Export, Source, read_export
from titiktemu.config.cli.arguments import natural
from titiktemu.config.cli.texts import _

WRONG_USE = 2
NO_VOTES = 3
SHOWN = 20
TEXT_WIDTH = 80


def main(arguments: Sequence[str]) -> int:
    """Run the command.

    Returns 0; 2 where the folder or a file cannot be read, 3 where the folder holds no votes, each with
    a sentence on standard error.
    """
    options = _parser().parse_args(arguments)
    problems: list[Problem] = []
    try:
        export = read_export(options.folder)
        sides = (
            read_sides(options.sides.read_bytes(), options.sides.name, problems) if options.sides else None
        )
    except NotADirectoryError:
        return _refuse(_("There is no folder {path}.").format(path=options.folder), WRONG_USE)
    except OSError as error:
        sentence = _("{path} cannot be read: {reason}.")
        return _refuse(sentence.format(path=error.filename, reason=error.strerror), WRONG_USE)
    for problem in (*export.problems, *problems):
        sys.stderr.write(problem.say(_) + "\n")
    if sides is not None and not sides:
        return _refuse(_("{path} names no side of any participant.").format(path=options.sides), WRONG_USE)
    if export.source is Source.NONE:
        sentence = _(
            "The folder {path} holds no votes: neither votes.csv nor participants-votes.csv has any."
        )
        return _refuse(sentence.format(path=options.folder), NO_VOTES)
    found = report(export, groups=options.groups, sides=sides, seed=options.seed)
    sys.stdout.write(json.dumps(found, indent=1) + "\n" if options.json else _table(export, found))
    return 0


def _refuse(sentence: str, code: int) -> int:
    sys.stderr.write(sentence + "\n")
    return code


def _parser() -> argparse.ArgumentParser:
    opinion = argparse.ArgumentParser(
        prog="./titiktemu analyse opinion",
        description=_(
            "Count the votes of an exported Pol.is conversation and look for stable opinion groups."
        ),
    )
    opinion.add_argument("folder", type=Path, metavar="FOLDER", help=_("the folder of the export"))
    opinion.add_argument(
        "--groups",
        type=Groups,
        choices=list(Groups),
        default=Groups.OWN,
        metavar="own|export",
        help=_("our own opinion groups (the default), or those named in the export"),
    )
    opinion.add_argument(
        "--sides",
        type=Path,
        metavar="FILE.csv",
        help=_("a file with the columns participant and side, to count by side"),
    )
    opinion.add_argument(
        "--seed", type=natural, default=SEED, help=_("start of the random numbers (default 1)")
    )
    opinion.add_argument("--json", action="store_true", help=_("print everything as JSON"))
    return opinion


def _table(export: Export, found: Report) -> str:
    """The main figures and the statements with most votes, for reading."""
    repeats = _("unknown") if found["repeats"] is None else found["repeats"]
    rows = [
        (_("Conversation"), export.topic),
        (_("Participants"), found["participants"]),
        (_("Statements"), found["statements"]),
        (_("Statements with votes"), found["statements_voted"]),
        (_("Votes"), found["votes"]),
        (_("Repeated votes"), repeats),
        *((_("Group {name}").format(name=group["id"]), group["size"]) for group in found["groups"]),
    ]
    if found["stability"]["bootstrap"] is not None:
        rows.append((_("Stability with other people"), f"{found['stability']['bootstrap']:.2f}"))
        rows.append((_("Stability with other statements"), f"{found['stability']['split_half']:.2f}"))
    if found["reason"]:
        rows.append((_("No groups"), _(found["reason"])))
    lines = [f"{name:<34} {value}" for name, value in rows]
    most = sorted(found["results"], key=lambda result: (-_answered(result), result["id"]))[:SHOWN]
    heading = _("The {count} statements with most votes:").format(count=len(most))
    titles = f"{_('id'):>6} {_('agree'):>9} {_('disagree'):>12} {_('pass'):>9}"
    lines += ["", heading, titles, *(_line(result) for result in most)]
    return "\n".join(lines) + "\n"


def _answered(result: Report) -> int:
    return int(result["agree"] + result["disagree"] + result["pass"])


def _line(result: Report) -> str:
    text = " ".join(result["text"].split())
    short = text if len(text) <= TEXT_WIDTH else text[: TEXT_WIDTH - 1] + "…"
    return f"{result['id']:>6} {result['agree']:>9} {result['disagree']:>12} {result['pass']:>9}  {short}"
