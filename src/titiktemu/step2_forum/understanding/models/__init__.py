"""Tables of shared understanding, by theme."""

from titiktemu.step2_forum.understanding.models.claims import Claim
from titiktemu.step2_forum.understanding.models.passages import Acceptance, Passage, Stance, Wording

__all__ = ["Acceptance", "Claim", "Passage", "Stance", "Wording"]
