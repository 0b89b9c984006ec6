"""Tables of this room."""

from titiktemu.documents.models.numbering import Numbering, NumberSeries
from titiktemu.documents.models.papers import Frozen, Paper, PaperFile, SignedCopy

__all__ = ["Frozen", "NumberSeries", "Numbering", "Paper", "PaperFile", "SignedCopy"]
