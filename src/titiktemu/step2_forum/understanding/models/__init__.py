"""Tables of shared understanding, by theme."""

from titiktemu.step2_forum.understanding.models.claims import Claim
from titiktemu.step2_forum.understanding.models.passages import Acceptance, Passage, Stance, Wording
from titiktemu.step2_forum.understanding.models.votes import RoundPair

__all__ = ["Acceptance", "Claim", "Passage", "RoundPair", "Stance", "Wording"]
