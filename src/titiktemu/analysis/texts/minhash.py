"""The loops over shingles of words, compiled: pairs of words, their smallest hashes, and the exact check.

Like the loops over votes they are compiled when the program is set up, and kept.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from titiktemu.analysis.texts.words import Corpus, word_hashes

type Hashes = NDArray[np.uint64]
type Signatures = NDArray[np.uint32]

PERMUTATIONS, BLOCK = 384, 48
"""Of all signatures, and of those that are held at once."""
FINGERPRINT = 144
"""Places of a signature of which one byte each is kept, to rule pairs out by."""
_SEED = 20_110_311
_PRIME = np.uint64(0x9E3779B97F4A7C15)


def shingles(corpus: Corpus) -> tuple[Hashes, NDArray[np.int64]]:
    """The distinct pairs of neighbouring words of each text, as sorted hashes of 64 bits.

    A text of one word has that word. The hashes hang on the words alone, so that what is said about two texts
    does not hang on what else is there.

    Returns
    -------
    ndarray of shape (n,), ndarray of shape (texts + 1,)
        The hashes, and where those of each text begin.
    """
    hashes = word_hashes(corpus)
    room = np.maximum(corpus.lengths - 1, np.minimum(corpus.lengths, 1))
    found = np.empty(int(room.sum()), dtype=np.uint64)
    starts = np.zeros(len(corpus) + 1, dtype=np.int64)
    _pairs(corpus.ids, corpus.starts, hashes, found, starts)
    return found[: starts[-1]], starts


def signatures(found: Hashes, starts: NDArray[np.int64], block: int) -> Signatures:
    """The smallest hash of each text under each of 48 permutations.

    The share of equal places in two signatures estimates the share of shingles in common (Jaccard) [1]_.

    Parameters
    ----------
    found, starts : ndarray
        Of `shingles`.
    block : int
        Which permutations, from 0 to 7.

    Returns
    -------
    ndarray of shape (texts, 48)

    References
    ----------
    .. [1] A. Z. Broder (1997). "On the resemblance and containment of documents". Compression and Complexity
       of Sequences 1997, 21-29. doi:10.1109/SEQUEN.1997.666900
    """
    rng = np.random.default_rng(_SEED + block)
    multipliers = rng.integers(0, 1 << 32, BLOCK, dtype=np.uint32) | np.uint32(1)
    masks = rng.integers(0, 1 << 32, BLOCK, dtype=np.uint32)
    made = np.full((len(starts) - 1, BLOCK), 0xFFFFFFFF, dtype=np.uint32)
    _smallest(found, starts, multipliers, masks, made)
    return made


def fingerprints(found: Hashes, starts: NDArray[np.int64]) -> NDArray[np.uint8]:
    """One byte of each of the first 144 places of all signatures."""
    prints = np.empty((len(starts) - 1, FINGERPRINT), dtype=np.uint8)
    for block in range(FINGERPRINT // BLOCK):
        prints[:, block * BLOCK : (block + 1) * BLOCK] = signatures(found, starts, block).astype(np.uint8)
    return prints


@njit(nogil=True, cache=True)
def _mixed(value):  # type: ignore[no-untyped-def]
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


@njit(nogil=True, cache=True)
def _pairs(ids, starts, hashes, found, ends):  # type: ignore[no-untyped-def]
    """Write the distinct shingles of every text, sorted, and where each text's end."""
    at = 0
    for text in range(len(starts) - 1):
        first, last = starts[text], starts[text + 1]
        begin = at
        if last - first == 1:
            found[at] = _mixed(hashes[ids[first]])
            at += 1
        for place in range(first, last - 1):
            found[at] = _mixed(hashes[ids[place]] * _PRIME + hashes[ids[place + 1]])
            at += 1
        own = found[begin:at]
        own.sort()
        kept = begin
        for place in range(begin, at):
            if place == begin or found[place] != found[kept - 1]:
                found[kept] = found[place]
                kept += 1
        at = kept
        ends[text + 1] = at


@njit(nogil=True, cache=True)
def _smallest(found, starts, multipliers, masks, made):  # type: ignore[no-untyped-def]
    many = len(multipliers)
    for text in range(len(starts) - 1):
        own = made[text]
        for place in range(starts[text], starts[text + 1]):
            low = np.uint32(found[place] >> np.uint64(32))
            for one in range(many):
                value = np.uint32((low ^ masks[one]) * multipliers[one])
                value ^= value >> np.uint32(15)
                own[one] = min(own[one], value)


@njit(nogil=True, cache=True)
def shared(found, starts, first, second):  # type: ignore[no-untyped-def]
    """How many shingles (or words) two texts have in common, counted one by one; both are sorted."""
    here, there = starts[first], starts[second]
    many = 0
    while here < starts[first + 1] and there < starts[second + 1]:
        if found[here] == found[there]:
            many += 1
            here += 1
            there += 1
        elif found[here] < found[there]:
            here += 1
        else:
            there += 1
    return many


@njit(nogil=True, cache=True)
def root(parents, text):  # type: ignore[no-untyped-def]
    """The first text of a group, with the way to it made shorter."""
    while parents[text] != text:
        parents[text] = parents[parents[text]]
        text = parents[text]
    return text


@njit(nogil=True, cache=True)
def in_order(ids, starts, first, second):  # type: ignore[no-untyped-def]
    """How many words two texts have in common in the same order: the longest common subsequence."""
    width = starts[second + 1] - starts[second]
    row = np.zeros(width + 1, dtype=np.int32)
    for here in range(starts[first], starts[first + 1]):
        before = 0
        for place in range(width):
            above = row[place + 1]
            if ids[here] == ids[starts[second] + place]:
                row[place + 1] = before + 1
            elif row[place] > above:
                row[place + 1] = row[place]
            before = above
    return row[width]


@njit(nogil=True, cache=True)
def sort_words(ids, starts):  # type: ignore[no-untyped-def]
    """Sort the words of every text, in place."""
    for text in range(len(starts) - 1):
        ids[starts[text] : starts[text + 1]].sort()


@njit(nogil=True, cache=True)
def join_alike(order, keys, prints, found, starts, words, parents, failed, limits):  # type: ignore[no-untyped-def]
    """Compare the texts of one band that have the same key, and put together those that are alike.

    `order` are texts sorted by `keys`; `words` are the words of the texts as they stand, the same sorted, and
    where each text begins; `limits` are those of `duplicates`. A pair is first looked at by its fingerprints,
    which is cheap, and then counted exactly. Texts further apart in a bucket than the reach are not compared.
    """
    least_equal, reach = limits[0], limits[1]
    begin = 0
    while begin < len(order):
        end = begin + 1
        while end < len(order) and keys[order[end]] == keys[order[begin]]:
            end += 1
        for here in range(begin, end):
            for there in range(here + 1, min(end, int(here + 1 + reach))):
                first, second = root(parents, order[here]), root(parents, order[there])
                if first == second or _equal(prints[order[here]], prints[order[there]]) < least_equal:
                    continue
                if _alike(found, starts, words, order[here], order[there], failed, limits):
                    parents[max(first, second)] = min(first, second)
        begin = end


@njit(nogil=True, cache=True)
def _equal(first, second):  # type: ignore[no-untyped-def]
    many = 0
    for place in range(len(first)):
        many += first[place] == second[place]
    return many


@njit(nogil=True, cache=True)
def _alike(found, starts, words, first, second, failed, limits):  # type: ignore[no-untyped-def]
    surely, perhaps, least_shared = limits[2], limits[3], limits[5]
    many = shared(found, starts, first, second)
    every = starts[first + 1] - starts[first] + starts[second + 1] - starts[second] - many
    if many < least_shared or many < perhaps * every:
        return False
    return many >= surely * every or _mostly_in_order(words, first, second, failed, limits)


@njit(nogil=True, cache=True)
def _mostly_in_order(words, first, second, failed, limits):  # type: ignore[no-untyped-def]
    """Whether enough words stand in both in the same order. As many stand in both at all, which is cheaper to
    count; and texts that failed too often share what everybody shares, and are asked no more.
    """
    ids, bags, begins = words
    least, longest, most_failed = limits[4], limits[6], limits[7]
    here, there = begins[first + 1] - begins[first], begins[second + 1] - begins[second]
    if 2 * shared(bags, begins, first, second) < least * (here + there):
        return False
    if here * there > longest or min(failed[first], failed[second]) >= most_failed:
        return False
    if 2 * in_order(ids, begins, first, second) >= least * (here + there):
        return True
    failed[first] += 1
    failed[second] += 1
    return False
