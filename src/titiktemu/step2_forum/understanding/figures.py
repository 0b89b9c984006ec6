"""The figures of a target as one fingerprint: what a side accepts is exactly these."""

import hashlib
import json
from decimal import Decimal

from titiktemu.step2_forum.understanding.models import Wording

FIGURES = ("indicator", "unit", "baseline", "baseline_on", "target", "due_on", "source")
"""In the order of the page. Indicator, unit and source belong to them: a figure means nothing without."""


def fingerprint(wording: Wording) -> str:
    """SHA-256 of the figures, "" where there is none. 60 and 60.0000 are the same figure."""
    if wording.baseline is None and wording.target is None:
        return ""
    told = {name: _plain(getattr(wording, name)) for name in FIGURES}
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def missing_figures(wording: Wording) -> list[str]:
    """The names of what a target still lacks. The day of the baseline may stay open."""
    return [name for name in FIGURES if name != "baseline_on" and getattr(wording, name) in (None, "")]


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return "" if value is None else str(value).strip()
