"""`./titiktemu bench`: speed and memory, each row beside its target, a peer or a floor."""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from titiktemu.config.cli import bench_catalogue, bench_maps, bench_texts
from titiktemu.config.cli.bench_lines import Line, table
from titiktemu.config.cli.bench_rows import Apart, Measured, Size, ours, reading, real, theirs
from titiktemu.config.cli.texts import _

WRONG_USE = 2
ROWS = ("large", "huge", "peer", "real", "live")


def main(arguments: Sequence[str]) -> int:
    """Measure the rows that were asked for; 2, with a sentence, where one cannot be measured here."""
    options = _parser().parse_args(arguments)
    options.rows = [one for one in options.rows.split(",") if one]
    if unknown := sorted(set(options.rows) - set(options.known)):
        sys.stderr.write(_("There is no row {name}.").format(name=", ".join(unknown)) + "\n")
        return WRONG_USE
    lines = options.measure(options)
    if options.json:
        sys.stdout.write(json.dumps([asdict(line) for line in lines], indent=1) + "\n")
    else:
        sys.stdout.write(table(lines))
    return 0


def _opinion(options: argparse.Namespace) -> list[Line]:
    measures: dict[str, Callable[[argparse.Namespace], list[Line]]] = {
        "large": _large,
        "huge": _huge,
        "peer": _peer,
        "real": _real,
        "live": _live,
    }
    return [line for name in options.rows for line in measures[name](options)]


def _words(one: Measured) -> str:
    return (
        f"{one.seconds:.3f} s, {one.cpu:.2f} s CPU, {one.megabytes:.0f} MB,"
        f" k {len(one.sizes)}, ARI {one.recovered:.3f}"
    )


def _scaled(size: Size, scale: float) -> Size:
    return Size(max(200, int(size.people * scale)), size.statements, size.votes_each)


def _whole(size: Size, seconds: float, megabytes: int, scale: float) -> list[Line]:
    with Apart() as apart:
        found = apart.run(ours, size)
    ok = found.seconds <= seconds and found.megabytes <= megabytes
    work = f"{size.people:,} × {size.statements}, {found.votes:,} votes: counts, map, groups"
    target = f"≤ {seconds} s, ≤ {megabytes} MB"
    lines = [Line(work, _words(found), target, ok if scale == 1 else None)]
    apart_words = f"{found.stability_seconds:.2f} s"
    return [*lines, Line(f"{size.people:,} × {size.statements}: stability apart", apart_words, "–", None)]


def _large(options: argparse.Namespace) -> list[Line]:
    return _whole(_scaled(Size(100_000, 500, 50), options.scale), 0.8, 300, options.scale)


def _huge(options: argparse.Namespace) -> list[Line]:
    size = _scaled(Size(1_000_000, 1000, 50), options.scale)
    with Apart() as apart:
        floor = apart.run(reading, size)
    lines = _whole(size, 3.0, 1000, options.scale)
    said = f"{floor.seconds:.3f} s"
    return [*lines, Line(_("floor: each vote read once and added up (numpy)"), said, "–", None)]


def _peer(options: argparse.Namespace) -> list[Line]:
    if importlib.util.find_spec("reddwarf") is None:
        said = _("red-dwarf is not installed here: install requirements/bench.txt to compare with it.")
        return [Line("red-dwarf", said, "≥ 100 ×", None)]
    size = _scaled(Size(30_000, 500, 50), options.scale)
    with Apart() as apart:
        mine = apart.run(ours, size)
    with Apart() as apart:
        peer = apart.run(theirs, size)
    wall, cpu = peer.seconds / mine.seconds, peer.cpu / mine.cpu
    memory = peer.megabytes / max(mine.megabytes, 0.1)  # a tiny size takes no memory of its own
    said = f"{wall:.0f} × wall, {cpu:.0f} × CPU, {memory:.0f} × memory"
    ok = min(wall, cpu) >= 100 and memory >= 10 and mine.recovered >= peer.recovered - 0.02
    name = f"{size.people:,} × {size.statements}, {mine.votes:,} votes"
    return [
        Line(f"{name}: titiktemu", _words(mine), "–", None),
        Line(f"{name}: red-dwarf", _words(peer), "–", None),
        Line(_("ratio red-dwarf / titiktemu"), said, "≥ 100 ×, ≥ 10 ×", ok if options.scale == 1 else None),
    ]


def _real(options: argparse.Namespace) -> list[Line]:
    folders = [one for one in options.data.iterdir() if one.is_dir()] if options.data else []
    if not folders:
        return [Line(_("largest real consultation"), _("not here: --data FOLDER"), "≤ 0.1 s", None)]
    with Apart() as apart:
        name, found = apart.run(real, folders)
    work = _("largest real consultation") + f" ({name}, {found.votes:,})"
    return [Line(work, _words(found), "≤ 0.1 s", found.seconds <= 0.1)]


def _live(options: argparse.Namespace) -> list[Line]:
    live = importlib.import_module("titiktemu.config.cli.bench_live")  # needs a database, the others do not
    found = live.measure(votes=int(5_000_000 * options.scale))
    vote = f"p50 {found.p50:.0f} ms, p95 {found.p95:.0f} ms"
    work = f"{found.votes:,}: " + _("one more vote to refreshed counts on a page")
    full = options.scale == 1
    drawn = _("map drawn anew, its votes read from the store")
    return [
        Line(work, vote, "p95 ≤ 200 ms", found.p95 <= 200 if full else None),
        Line(drawn, f"{found.map_seconds:.2f} s", "≤ 2 s", found.map_seconds <= 2 if full else None),
        Line(_("the same with the stability measured anew"), f"{found.shaken_seconds:.2f} s", "–", None),
    ]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./titiktemu bench", description=_("Measure speed and memory beside another program.")
    )
    kinds = parser.add_subparsers(required=True, metavar="opinion")
    opinion = kinds.add_parser("opinion", help=_("votes, counts, maps and groups at every size"))
    _options(opinion, ROWS, _opinion, _("folder with exported conversations, for the row real"))
    catalogue = kinds.add_parser("catalogue", help=_("long tables, workbooks and personal data"))
    where = _("folder with make_big.py, which writes the long table; without it our own is taken")
    _options(catalogue, bench_catalogue.ROWS, bench_catalogue.lines, where)
    texts = kinds.add_parser("texts", help=_("articles folded and sorted by topic"))
    _options(texts, bench_texts.ROWS, bench_texts.lines, _("not used: all articles are made up"))
    maps = kinds.add_parser("maps", help=_("a causal map of 500 cards laid out, weighed and opened"))
    _options(maps, bench_maps.ROWS, bench_maps.lines, _("not used: the map is made up"))
    return parser


def _options(
    parser: argparse.ArgumentParser,
    rows: Sequence[str],
    measure: Callable[[argparse.Namespace], list[Line]],
    data: str,
) -> None:
    parser.set_defaults(known=rows, measure=measure)
    parser.add_argument(
        "--rows", default=",".join(rows), help=_("which rows: {rows}").format(rows=",".join(rows))
    )
    parser.add_argument("--scale", type=float, default=1.0, help=_("smaller sizes, for a quick look"))
    parser.add_argument("--data", type=Path, help=data)
    parser.add_argument("--json", action="store_true", help=_("print everything as JSON"))
