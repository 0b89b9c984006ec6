"""What `bench opinion` measures, each in a process of its own so that none pays for another's memory."""

from __future__ import annotations

import importlib
import multiprocessing
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from titiktemu.analysis import kernels
from titiktemu.analysis.clusters import adjusted_rand
from titiktemu.analysis.grouping import group_people, shake
from titiktemu.analysis.packed import Packed, count_cells
from titiktemu.analysis.planted_votes import plant_packed
from titiktemu.analysis.polis_export import read_export
from titiktemu.analysis.sparse_pca import find_components, place_people

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
    """One run: wall and processor time, peak memory above the imports, groups, agreement with the planted
    minds (adjusted Rand index), votes, and the stability apart."""

    seconds: float
    cpu: float
    megabytes: float
    sizes: tuple[int, ...]
    recovered: float
    votes: int
    stability_seconds: float = 0.0


class Apart:
    """A fresh process for one measurement."""

    def __enter__(self) -> Apart:
        self._pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))
        return self

    def __exit__(self, *_error: object) -> None:
        self._pool.shutdown()

    def run(self, measure: Callable[..., Any], *values: Any) -> Any:
        """Measure there."""
        return self._pool.submit(measure, *values).result()


def ours(size: Size) -> Measured:
    """Counts by side and group, map and groups, from packed votes; their memory is part of the peak."""
    kernels.compile_all()
    before = _peak()
    packed, minds = plant_packed(size.people, size.statements, size.votes_each, seed=SEED)
    return _work(packed, minds, before)


def _work(packed: Packed, minds: np.ndarray, before: float) -> Measured:
    clock, processor = time.perf_counter(), time.process_time()
    components = find_components(packed, seed=SEED)
    points = place_people(packed, components)
    grouping = group_people(points, packed.given.astype(np.float64), np.random.default_rng(SEED))
    labels = np.zeros(len(packed.people), dtype=np.int64) if grouping is None else grouping.labels
    groups = int(labels.max()) + 1
    count_cells(packed, (packed.people % 2) * groups + labels, 2 * groups)
    seconds, cpu = time.perf_counter() - clock, time.process_time() - processor
    peak = _peak() - before
    clock = time.perf_counter()
    if grouping is not None:
        shake(packed, components, grouping, np.random.default_rng(SEED))
    stability = time.perf_counter() - clock
    sizes = tuple(sorted(np.bincount(labels).tolist(), reverse=True))
    recovered = adjusted_rand(minds, labels)
    return Measured(seconds, cpu, peak, sizes, recovered, len(packed), stability)


def reading(size: Size) -> Measured:
    """The floor: every vote read once and added up by numpy."""
    packed, _minds = plant_packed(size.people, size.statements, size.votes_each, seed=SEED)
    clock = time.perf_counter()
    int(packed.answers.sum(dtype=np.int64)) + int(packed.columns.sum(dtype=np.int64))
    return Measured(time.perf_counter() - clock, 0.0, 0.0, (), 0.0, len(packed))


def theirs(size: Size) -> Measured:
    """red-dwarf's pipeline, from its own list of dictionaries; it measures no stability."""
    pipeline = importlib.import_module(THEIRS).run_pipeline
    before = _peak()
    packed, minds = plant_packed(size.people, size.statements, size.votes_each, seed=SEED)
    person = np.repeat(packed.people, packed.given).tolist()
    rows = [
        {"participant_id": who, "statement_id": topic, "vote": answer, "modified": 0}
        for who, topic, answer in zip(person, packed.columns.tolist(), packed.answers.tolist(), strict=True)
    ]
    clock, processor = time.perf_counter(), time.process_time()
    found = pipeline(votes=rows, random_state=SEED)
    seconds, cpu = time.perf_counter() - clock, time.process_time() - processor
    labelled = found.participants_df["cluster_id"].dropna()
    labels, people = labelled.to_numpy(dtype=np.int64), labelled.index.to_numpy(dtype=np.int64)
    sizes = tuple(sorted(np.bincount(labels).tolist(), reverse=True))
    return Measured(seconds, cpu, _peak() - before, sizes, adjusted_rand(minds[people], labels), len(packed))


def real(folders: Sequence[Path]) -> tuple[str, Measured]:
    """The published consultation with most votes."""
    kernels.compile_all()
    exports = [(folder.name, read_export(folder)) for folder in folders]
    name, export = max(exports, key=lambda one: len(one[1].votes))
    packed = Packed.of(export.votes.without(list(export.moderated_out)))
    before = _peak()
    return name, _work(packed, np.zeros(len(packed.people), dtype=np.int64), before)


def _peak() -> float:
    """Peak memory of this process in MB; 0 where the system does not tell."""
    try:
        usage = importlib.import_module("resource")
    except ImportError:
        return 0.0
    unit = 1 if sys.platform == "darwin" else 1024
    return float(usage.getrusage(usage.RUSAGE_SELF).ru_maxrss * unit / 1_000_000)
