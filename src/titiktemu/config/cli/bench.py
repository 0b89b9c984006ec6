"""`./titiktemu bench opinion`: our opinion map beside red-dwarf's, on the same made-up votes."""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import multiprocessing
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from titiktemu.analysis.clusters import adjusted_rand
from titiktemu.analysis.opinion_map import draw_map
from titiktemu.analysis.planted_votes import plant_votes
from titiktemu.analysis.votes import Votes
from titiktemu.config.cli.texts import _

WRONG_USE = 2
SEED = 1
THEIRS = "reddwarf.implementations.polis"


@dataclass(frozen=True)
class Size:
    """How much to make up."""

    people: int
    statements: int
    votes_each: float


@dataclass(frozen=True)
class Measured:
    """One run.

    Attributes
    ----------
    seconds : float
        Wall time from votes to groups.
    megabytes : float
        Peak memory of the process; 0 where unknown.
    sizes : tuple of int
        Of the groups.
    recovered : float
        Agreement with the planted minds (adjusted Rand index).
    """

    seconds: float
    megabytes: float
    sizes: tuple[int, ...]
    recovered: float


def main(arguments: Sequence[str]) -> int:
    """Measure both and print the ratio; 2, with a sentence, where red-dwarf is not installed."""
    options = _parser().parse_args(arguments)
    if importlib.util.find_spec("reddwarf") is None:
        sentence = _("red-dwarf is not installed here: install requirements/bench.txt to compare with it.")
        sys.stderr.write(sentence + "\n")
        return WRONG_USE
    size = Size(options.people, options.statements, options.votes_each)
    ours, theirs = _apart(measure_ours, size), _apart(measure_theirs, size)
    for name, run in (("titiktemu", ours), ("red-dwarf", theirs)):
        sentence = _(
            "{name}: {seconds:.2f} s, {megabytes:.0f} MB at most, groups {sizes}, recovered {recovered:.3f}"
        )
        values = {"seconds": run.seconds, "megabytes": run.megabytes, "recovered": run.recovered}
        sys.stdout.write(sentence.format(name=name, sizes=run.sizes, **values) + "\n")
    sentence = _("Ratio: {time:.1f} times the time, {memory:.1f} times the memory.")
    memory = theirs.megabytes / ours.megabytes if ours.megabytes else float("nan")
    sys.stdout.write(sentence.format(time=theirs.seconds / ours.seconds, memory=memory) + "\n")
    return 0


def measure_ours(size: Size) -> Measured:
    """Our map with its stability, from unsorted columns of votes."""
    votes, minds = _votes(size)
    mixed = np.random.default_rng(SEED).permutation(len(votes))
    columns = [column[mixed] for column in (votes.participants, votes.statements, votes.answers)]
    begin = time.perf_counter()
    drawn = draw_map(Votes.of(*columns), seed=SEED)
    seconds = time.perf_counter() - begin
    if drawn.places is None:
        return Measured(seconds, _peak(), (), 0.0)
    recovered = adjusted_rand(minds[drawn.places.participants], drawn.places.labels)
    return Measured(seconds, _peak(), tuple(group.size for group in drawn.groups), recovered)


def measure_theirs(size: Size) -> Measured:
    """red-dwarf's pipeline, from its own list of dictionaries; it measures no stability."""
    votes, minds = _votes(size)
    rows = [
        {"participant_id": person, "statement_id": topic, "vote": answer, "modified": 0}
        for person, topic, answer in zip(
            votes.participants.tolist(), votes.statements.tolist(), votes.answers.tolist(), strict=True
        )
    ]
    pipeline = importlib.import_module(THEIRS).run_pipeline
    begin = time.perf_counter()
    found = pipeline(votes=rows, random_state=SEED)
    seconds = time.perf_counter() - begin
    labelled = found.participants_df["cluster_id"].dropna()
    labels = labelled.to_numpy(dtype=np.int64)
    sizes = tuple(sorted(np.bincount(labels).tolist(), reverse=True))
    people = labelled.index.to_numpy(dtype=np.int64)
    return Measured(seconds, _peak(), sizes, adjusted_rand(minds[people], labels))


def _votes(size: Size) -> tuple[Votes, NDArray[np.int64]]:
    return plant_votes(size.people, size.statements, size.votes_each, seed=SEED)


def _apart(measure: Callable[[Size], Measured], size: Size) -> Measured:
    """In a fresh process, so that neither pays for the other's memory."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(measure, size).result()


def _peak() -> float:
    """Peak memory of this process in MB; 0 where the system does not tell."""
    try:
        usage = importlib.import_module("resource")
    except ImportError:
        return 0.0
    unit = 1 if sys.platform == "darwin" else 1024
    return float(usage.getrusage(usage.RUSAGE_SELF).ru_maxrss * unit / 1_000_000)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./titiktemu bench", description=_("Measure speed and memory beside another program.")
    )
    kinds = parser.add_subparsers(required=True, metavar="opinion")
    opinion = kinds.add_parser("opinion", help=_("the opinion map beside red-dwarf's, on made-up votes"))
    opinion.add_argument("--people", type=int, default=10_000, help=_("people who vote (default 10000)"))
    opinion.add_argument("--statements", type=int, default=500, help=_("statements (default 500)"))
    opinion.add_argument(
        "--votes-each", type=float, default=50, help=_("mean votes of a person (default 50)")
    )
    return parser
