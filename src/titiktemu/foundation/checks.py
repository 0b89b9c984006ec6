"""A sentence of the guideline held against what happened: the same shape at every step."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Proof:
    """One thing that really happened, in a sentence, with where to look."""

    sentence: str
    url: str


@dataclass(frozen=True)
class Check:
    """One sentence of the guideline: what speaks for it, and what is missing. No score, no lock."""

    name: str
    finding: str
    proofs: list[Proof]
    missing: list[str]

    @property
    def is_met(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing
