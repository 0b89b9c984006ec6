"""Rows of `./titiktemu bench catalogue` about personal data: how fast they are found, and how rightly.

The other program is presidio-analyzer with its pattern recognisers alone: no language model, no engine around
them, which is the least that it can cost.
"""

from __future__ import annotations

import importlib
import importlib.util
import logging
import random
import time
from collections import Counter
from dataclasses import dataclass

from titiktemu.analysis.personal_data import find_personal
from titiktemu.analysis.planted_people import score
from titiktemu.analysis.planted_people_bench import BENCH_TABLE
from titiktemu.config.cli.bench_lines import Line
from titiktemu.config.cli.bench_rows import Apart
from titiktemu.config.cli.texts import _

ROWS, PEER_ROWS = 10_000, 500
SEED = 1
UNSEEN = range(100_000, 106_000)
"""Seeds of planted columns at which nobody looked while the rules were written."""
TIMES, WANTED = 300, 0.99
PEER = "presidio_analyzer"


@dataclass(frozen=True)
class Found:
    """One run: processor time in seconds, cells, and the kinds found in each column."""

    cpu: float
    cells: int
    kinds: dict[str, list[str]]

    @property
    def each_second(self) -> float:
        """Cells for each second of processor time."""
        return self.cells / self.cpu


def table(rows: int) -> dict[str, list[str]]:
    """Fifteen columns, five of them about people, in the notations of offices."""
    rng = random.Random(SEED)  # noqa: S311 - a made-up table, no secrets
    return {field.names[0]: field.make(rng, rows) for field in BENCH_TABLE}


def ours(rows: int) -> Found:
    """Look for personal data in the whole table, counting its cells included."""
    columns = table(rows)
    started = time.process_time()
    kinds = {
        name: [one.kind for one in find_personal(name, Counter(cells))] for name, cells in columns.items()
    }
    return Found(time.process_time() - started, rows * len(columns), kinds)


def theirs(rows: int) -> Found:
    """Give each cell to each of the other program's recognisers for English, as it loads them by itself."""
    presidio = importlib.import_module(PEER)
    registry = presidio.RecognizerRegistry()
    registry.load_predefined_recognizers(languages=["en"])
    recognisers = [
        one
        for one in registry.recognizers
        if isinstance(one, presidio.PatternRecognizer) or type(one).__name__ == "PhoneRecognizer"
    ]
    artifacts = presidio.nlp_engine.NlpArtifacts([], [], [], [], None, "en")
    columns = table(rows)
    logging.getLogger("tldextract").setLevel(
        logging.CRITICAL
    )  # it looks for a list of domains on the network
    for one in recognisers:
        one.analyze("ani@contoh.id", one.supported_entities, artifacts)  # what is loaded once is not counted
    kinds: dict[str, list[str]] = {}
    started = time.process_time()
    for name, cells in columns.items():
        seen: Counter[str] = Counter()
        for cell in cells:
            for one in recognisers:
                seen.update({hit.entity_type for hit in one.analyze(cell, one.supported_entities, artifacts)})
        kinds[name] = [kind for kind, many in seen.most_common() if many > rows / 2]
    return Found(time.process_time() - started, rows * len(columns), kinds)


def speed(scale: float = 1.0, peer_rows: int = PEER_ROWS) -> list[Line]:
    """Processor time for 10,000 rows of 15 columns beside the other program.

    Its time is measured on fewer rows and compared by cells a second: it takes each cell by itself.
    """
    with Apart() as apart:
        mine = apart.run(ours, max(200, int(ROWS * scale)))
    told = _("{cpu:.3f} s CPU, {rate:,.0f} cells a second")
    work = _("personal data in {cells:,} cells")
    first = Line(
        f"{work.format(cells=mine.cells)}: titiktemu",
        told.format(cpu=mine.cpu, rate=mine.each_second),
        "–",
        None,
    )
    if importlib.util.find_spec(PEER) is None:
        said = _(
            "presidio-analyzer is not installed here: install requirements/bench.txt to compare with it."
        )
        return [first, Line("presidio-analyzer", said, f"≥ {TIMES} ×", None)]
    with Apart() as apart:
        peer = apart.run(theirs, peer_rows)
    times = mine.each_second / peer.each_second
    return [
        first,
        Line(
            f"{work.format(cells=peer.cells)}: presidio-analyzer",
            told.format(cpu=peer.cpu, rate=peer.each_second),
            "–",
            None,
        ),
        Line(
            _("ratio presidio-analyzer / titiktemu"),
            f"{times:.0f} ×",
            f"≥ {TIMES} ×",
            times >= TIMES if scale == 1 else None,
        ),
    ]


def rightness(seeds: range = UNSEEN) -> list[Line]:
    """Precision and recall over planted columns, all kinds together and the worst kind."""
    scores, failures = score(find_personal, seeds)
    total = scores.pop("all")
    worst = min(scores, key=lambda kind: (min(scores[kind].precision, scores[kind].recall), kind))
    said = _("precision {precision:.4f}, recall {recall:.4f}, {wrong} columns wrong; lowest: {kind}")
    measured = said.format(precision=total.precision, recall=total.recall, wrong=len(failures), kind=worst)
    met = min(total.precision, total.recall) >= WANTED
    return [
        Line(
            _("kinds of personal data in {many:,} planted columns").format(many=len(seeds)),
            measured,
            f"≥ {WANTED}",
            met,
        )
    ]


def lines(scale: float = 1.0) -> list[Line]:
    """All rows about personal data."""
    return [*speed(scale), *rightness(UNSEEN if scale == 1 else UNSEEN[: max(200, int(len(UNSEEN) * scale))])]
