"""Invented causal maps of any size, to measure with."""

from __future__ import annotations

import numpy as np

WORDS = (
    "air", "bersih", "sekolah", "pipa", "bocor", "anggaran", "terlambat", "petugas", "kurang",
    "data", "belum", "terbuka", "laporan", "warga", "tidak", "ditindaklanjuti", "kualitas", "sumur",
    "dekat", "jamban", "siswa", "sering", "sakit", "guru", "pindah", "jadwal", "pemeliharaan",
)  # fmt: skip


def invent(
    cards: int, *, seed: int, links: float = 1.6
) -> tuple[list[tuple[int, str]], list[tuple[int, int]]]:
    """Invent cards and links: mostly towards one core problem, some back, so that there are loops.

    Returns
    -------
    cards : list of (int, str)
        Key, from 0, and words.
    links : list of (int, int)
        Cause and effect; every card has at least one.
    """
    rng = np.random.default_rng(seed)
    made = [
        (key, " ".join(rng.choice(WORDS, size=int(rng.integers(3, 9))).tolist()).capitalize())
        for key in range(cards)
    ]
    found: dict[tuple[int, int], None] = {}
    for key in range(1, cards):
        # A tree that branches about threefold, as people build it from the core problem.
        found[key, int(rng.integers((key - 1) // 4, (key - 1) // 2 + 1))] = None
    wanted = int(cards * links)
    for _try in range(20 * wanted):
        cause, effect = (int(one) for one in rng.integers(0, cards, 2))
        if len(found) >= wanted or cards < 3:
            break
        near = abs(cause - effect) < max(8, cards // 8)
        if cause != effect and near and (cause > effect or rng.random() < 0.1):
            found[cause, effect] = None
    return made, list(found)
