"""The tables of `./titiktemu analyse tables`, as they stand in docs/analyses/spreadsheets.md."""

from __future__ import annotations

from titiktemu.analysis.planted_check import score
from titiktemu.config.cli.analyse_states import table

FILES_PER_RUN = 250
SEEDS_SHOWN = 5


def tables(runs: int) -> str:
    """How many planted messy files are read as they are meant, and every cause where they are not."""
    found = score(range(FILES_PER_RUN * runs))
    rows = [
        ["encoding", f"{found.encodings} of {found.texts}"],
        ["dialect (delimiter, quote, escape)", f"{found.dialects} of {found.texts}"],
        [
            "all tables (names, titles, header, body, totals, groups, notes)",
            f"{found.tables} of {found.files}",
        ],
        ["meaning of a column", f"{found.meanings} of {found.columns}"],
    ]
    causes = []
    for cause, many in found.causes.most_common():
        seeds = [str(seed) for seed, one in found.failures if one == cause][:SEEDS_SHOWN]
        causes.append([cause, many, ", ".join(seeds)])
    return (
        table(["read as meant", "files"], rows) + "\n" + table(["what was wrong", "files", "seeds"], causes)
    )
