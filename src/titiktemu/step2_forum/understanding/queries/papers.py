"""The papers that were issued of the shared understanding."""

from titiktemu.documents.models import Paper
from titiktemu.foundation.models import Initiative
from titiktemu.step2_forum.understanding.kinds import UNDERSTANDING
from titiktemu.step2_forum.understanding.models import Passage


def issued_of(initiative: Initiative) -> list[Paper]:
    """Every paper of the shared understanding, the newest first. One query."""
    rows = Paper.objects.filter(initiative=initiative, kind=UNDERSTANDING.name)
    return list(rows.order_by("-made_at", "-pk"))


def standing_paper(initiative: Initiative) -> Paper | None:
    """The one in whose place no other stands. One query."""
    rows = Paper.objects.filter(initiative=initiative, kind=UNDERSTANDING.name, superseded_by=None)
    return rows.first()


def needs_behind(initiative: Initiative) -> dict[int, list[str]]:
    """The data needs behind each passage in words, by its key. Two queries."""
    rows = Passage.objects.filter(initiative=initiative).prefetch_related("data_needs")
    return {one.pk: [f"{need.number}. {need.text}" for need in one.data_needs.all()] for one in rows}
