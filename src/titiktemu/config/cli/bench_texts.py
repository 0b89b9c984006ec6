"""`./titiktemu bench texts`: a hundred thousand invented articles, folded and sorted by topic.

Once by itself, beside what was planted, and once as the whole command on a file.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import tempfile
from pathlib import Path

from titiktemu.analysis.texts.planted_articles import plant_articles
from titiktemu.config.cli.bench_files import Run, python, run
from titiktemu.config.cli.bench_lines import Line
from titiktemu.config.cli.texts import _

ROWS = ("articles", "command")
ARTICLES, SEED = 100_000, 1
MOST_SECONDS, MOST_MEMORY, RIGHT = 60, 2_000, 0.98
WORK = """
import json, sys, time
import numpy as np
from titiktemu.analysis.clusters import adjusted_rand
from titiktemu.analysis.texts.duplicates import fold
from titiktemu.analysis.texts.planted_articles import plant_articles
from titiktemu.analysis.texts.topics import find_topics
from titiktemu.analysis.texts.words import read_texts
planted = plant_articles(int(sys.argv[1]), seed=int(sys.argv[2]))
clock = [time.perf_counter()]
corpus = read_texts(planted.texts); clock.append(time.perf_counter())
folded = fold(corpus); clock.append(time.perf_counter())
found = find_topics(corpus.of(folded.kept)); clock.append(time.perf_counter())
def pairs(labels):
    many = np.unique(labels, return_counts=True)[1]
    return int((many * (many - 1) // 2).sum())
both = pairs(folded.group * (len(corpus) + 1) + planted.original)
print(json.dumps({
    "megabytes": sum(map(len, planted.texts)) / 1e6, "seconds": np.diff(clock).tolist(), "topics": len(found),
    "recall": both / max(pairs(planted.original), 1), "precision": both / max(pairs(folded.group), 1),
    "rand": adjusted_rand(planted.topic[folded.kept], found.topic),
}))
"""


def lines(options: argparse.Namespace) -> list[Line]:
    """Measure the rows that are asked for."""
    many = max(1_000, int(ARTICLES * options.scale))
    measures = {"articles": _articles, "command": _command}
    return [line for name in options.rows for line in measures[name](many, whole=options.scale == 1)]


def _articles(many: int, *, whole: bool) -> list[Line]:
    made = run(python(WORK, str(many), str(SEED)))
    found = json.loads(made.output)
    reading, folding, sorting = found["seconds"]
    seconds = sum(found["seconds"])
    told = _(
        "{all:.1f} s (words {reading:.1f}, folding {folding:.1f}, topics {sorting:.1f}), {memory:.0f} MB"
    )
    measured = told.format(
        all=seconds, reading=reading, folding=folding, sorting=sorting, memory=made.megabytes
    )
    work = _("{many:,} articles, {megabytes:.0f} MB: folded and sorted by topic")
    met = seconds < MOST_SECONDS and made.megabytes < MOST_MEMORY
    right = min(found["recall"], found["precision"]) >= RIGHT
    return [
        Line(
            work.format(many=many, megabytes=found["megabytes"]),
            measured,
            f"< {MOST_SECONDS} s, < {MOST_MEMORY:,} MB",
            met if whole else None,
        ),
        Line(
            _("planted copies found"),
            _("recall {recall:.4f}, precision {precision:.4f}").format(**found),
            f"≥ {RIGHT}",
            right,
        ),
        Line(_("planted topics found (20)"), f"{found['topics']}, ARI {found['rand']:.3f}", "–", None),
    ]


def _command(many: int, *, whole: bool) -> list[Line]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["text"])
            writer.writerows([text] for text in plant_articles(many, seed=SEED).texts)
        command = [
            sys.executable,
            "-m",
            "titiktemu",
            "analyse",
            "text",
            str(path),
            "--text",
            "text",
            "--json",
        ]
        made: Run = run(command)
    told = f"{made.seconds:.1f} s, {made.cpu:.1f} s CPU, {made.megabytes:.0f} MB"
    met = made.seconds < MOST_SECONDS and made.megabytes < MOST_MEMORY
    work = _("analyse text on {many:,} articles, start, reading and keywords included")
    target = f"< {MOST_SECONDS} s, < {MOST_MEMORY:,} MB"
    return [Line(work.format(many=many), told, target, met if whole else None)]
