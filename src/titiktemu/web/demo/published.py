"""Published consultations beside the checkout, which the demo offers to take over with one tap."""

import os
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.tasks import task

from titiktemu.analysis.polis_tables import read_summary
from titiktemu.consultation.models import Consultation
from titiktemu.consultation.services.importing import import_polis
from titiktemu.foundation.actors import operator


@dataclass(frozen=True)
class Published:
    """A folder with an export; ``slug`` is its initiative where it was taken over already."""

    name: str
    topic: str
    slug: str = ""


def folder() -> Path:
    """Where published consultations are looked for; it need not exist."""
    return Path(os.environ.get("TITIKTEMU_REALDATA") or settings.ROOT.parent / "shared" / "data") / "polis"


def available() -> list[Published]:
    """Every export beside the checkout, by name; empty where there are none. One query if there are some."""
    summaries = {
        path.parent.name: read_summary(path.read_bytes()) for path in sorted(folder().glob("*/summary.csv"))
    }
    if not summaries:
        return []
    addresses = [summary.get("url", "") for summary in summaries.values()]
    rows = Consultation.objects.filter(source_url__in=addresses)
    taken = dict(rows.values_list("source_url", "initiative__slug"))
    return [
        Published(name, summary.get("topic", name), taken.get(summary.get("url", ""), ""))
        for name, summary in summaries.items()
    ]


@task()
def take_over(name: str) -> None:
    """Import one of them; by the worker, because the largest takes some seconds."""
    import_polis(actor=operator(), folder=folder() / name)
