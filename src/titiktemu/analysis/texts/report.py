"""Everything about a column of texts, as `./titiktemu analyse text` prints it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from titiktemu.analysis.texts.classify import cross_validated, learn
from titiktemu.analysis.texts.coding_check import Scores, score
from titiktemu.analysis.texts.duplicates import Folded, fold
from titiktemu.analysis.texts.keywords import Keyword, log_odds_keywords, text_keywords
from titiktemu.analysis.texts.terms import count_terms
from titiktemu.analysis.texts.topics import find_topics
from titiktemu.analysis.texts.words import Corpus, digests, read_texts

type Report = dict[str, Any]

TEST, CROSS = "test", "cross-validation"


@dataclass(frozen=True, slots=True)
class Coded:
    """Texts and the code of each; "" is none."""

    texts: Sequence[str]
    codes: Sequence[str]


def report(
    texts: Sequence[str], *, topics: int | None = None, seed: int = 1
) -> tuple[Report, Corpus, Folded]:
    """Fold near-duplicates, find topics among what is left, and choose keywords.

    Parameters
    ----------
    texts : sequence of str
        In the order of the file; texts without a word count as empty.
    topics : int or None
        How many topics; None leaves the number to the texts.
    seed : int
        Of the topics.

    Returns
    -------
    dict, Corpus, Folded
        What is printed, and the texts as words and groups, for what comes after. Rows are numbers of texts
        from 1, the header not counted.
    """
    corpus = read_texts(texts)
    folded = fold(corpus)
    kept = folded.kept
    found = find_topics(corpus.of(kept), topics=topics, seed=seed)
    topic_of = dict(zip(kept.tolist(), found.topic.tolist(), strict=True))
    of_text = [topic_of.get(one, -1) for one in folded.group.tolist()]
    many = Counter(of_text)
    groups = folded.groups()
    told: Report = {
        "texts": len(corpus),
        "empty": int(folded.is_empty.sum()),
        "distinct": len(kept),
        "near_duplicates": [[row + 1 for row in group] for group in groups],
        "topics": [
            {
                "topic": at + 1,
                "words": [one.word for one in words],
                "texts": many[at],
                "typical_rows": [int(kept[one]) + 1 for one in found.typical(at)],
            }
            for at, words in enumerate(found.words)
        ],
        "topic_of_rows": [one + 1 if one >= 0 else None for one in of_text],
        "keywords": text_keywords(corpus),
    }
    return told, corpus, folded


def classified(
    corpus: Corpus, folded: Folded, codes: Sequence[str], test: Coded | None, *, seed: int
) -> Report:
    """Learn codes, and say how right they are.

    Parameters
    ----------
    corpus, folded : Corpus, Folded
        Of `report`.
    codes : sequence of str
        Of each text; "" is none.
    test : Coded or None
        Other texts with codes; without them the texts at hand are cross-validated, near-duplicates once.
    seed : int
        Of draws and fits.

    Raises
    ------
    classify.Unlearnable
        Where there is nothing to learn.
    """
    given = [code or None for code in codes]
    told: Report = {"label_keywords": _by_code(corpus, folded, codes)}
    if test is None:
        once = [codes[row] or None for row in folded.kept.tolist()]
        truth, said = cross_validated(corpus.of(folded.kept), once, seed=seed)
        return told | _scored(score(truth, said, seed=seed), CROSS, {"folded": True})
    classifier = learn(corpus, given, seed=seed)
    said = classifier.predict(read_texts(test.texts))
    pairs = [(code, one) for code, one in zip(test.codes, said, strict=True) if code]
    known = set(classifier.codes)
    unknown = Counter(code for code, _one in pairs if code not in known)
    about = {
        "learnt_from": classifier.texts,
        "unlabelled": len(said) - len(pairs),
        "unknown_labels": dict(sorted(unknown.items())),
        "also_in_training": _also(corpus, read_texts(test.texts)),
    }
    scores = score([code for code, _one in pairs], [one for _code, one in pairs], seed=seed)
    return told | _scored(scores, TEST, about) | {"predicted": said}


def _scored(scores: Scores, how: str, about: Report) -> Report:
    return {
        "accuracy": scores.accuracy.estimate,
        "macro_f1": scores.macro_f1.estimate,
        "validation": {"by": how, "texts": scores.texts, **about}
        | {"accuracy": asdict(scores.accuracy), "macro_f1": asdict(scores.macro_f1)}
        | {"labels": [asdict(one) for one in scores.codes]},
    }


def _by_code(corpus: Corpus, folded: Folded, codes: Sequence[str]) -> dict[str, list[str]]:
    """The words that each code's texts use more than the others."""
    kept = folded.kept
    names = sorted({codes[row] for row in kept.tolist()} - {""})
    place = {name: at for at, name in enumerate(names)}
    groups = [place.get(codes[row], -1) for row in kept.tolist()]
    found: list[list[Keyword]] = log_odds_keywords(count_terms(corpus.of(kept)), groups)
    return {name: [one.word for one in words] for name, words in zip(names, found, strict=True)}


def _also(corpus: Corpus, other: Corpus) -> int:
    """How many of the other texts stand word for word among the first."""
    known = set(digests(corpus)) - {b""}
    return sum(1 for one in digests(other) if one in known)
