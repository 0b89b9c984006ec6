"""What is done to a table before it may leave, against personal data and small cells, and what is lost.

`kinds` says which treatments there are, `application.apply` does them, `proposals.proposed` suggests them.
"""

from __future__ import annotations

from titiktemu.analysis.treatments.application import Treated, apply
from titiktemu.analysis.treatments.kinds import Treatment, TreatmentBroken, TreatmentKind
from titiktemu.analysis.treatments.losses import ColumnLoss, Losses
from titiktemu.analysis.treatments.proposals import proposed

__all__ = [
    "ColumnLoss", "Losses", "Treated", "Treatment", "TreatmentBroken", "TreatmentKind", "apply", "proposed",
]  # fmt: skip
