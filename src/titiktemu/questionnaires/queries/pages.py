"""What the pages show: questionnaires with their present wave, answers page by page, changes."""

from django.db.models import Count, Prefetch, QuerySet

from titiktemu.foundation import codes
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import Side
from titiktemu.questionnaires.models import Change, Import, Questionnaire, Response, Version, Wave

STEP = 10
"""While answers come in, everybody else is told how many only in tens."""


def questionnaires_of(initiative: Initiative, *, with_drafts: bool) -> list[Questionnaire]:
    """Newest first, each with its waves; those that were never opened only for those who prepare them."""
    waves = Prefetch("waves", Wave.objects.order_by("-number"))
    found = Questionnaire.objects.filter(initiative=initiative).prefetch_related(waves)
    return [one for one in found if with_drafts or is_public(one)]


def is_public(questionnaire: Questionnaire) -> bool:
    """Whether it was ever opened."""
    return any(wave.state != Wave.State.DRAFT for wave in questionnaire.waves.all())


def newest_version(questionnaire: Questionnaire) -> Version:
    """The questions that are asked from the next wave on."""
    return questionnaire.versions.order_by("-number")[:1].get()


def find_by_link(code: str) -> Questionnaire | None:
    """The questionnaire behind an open link."""
    known = Questionnaire.objects.select_related("initiative")
    return known.filter(link_code=codes.clean(code), by_link=True).first()


def next_number(rows: QuerySet[Questionnaire] | QuerySet[Version] | QuerySet[Wave] | QuerySet[Import]) -> int:
    """The number after the highest."""
    newest = rows.order_by("-number").values_list("number", flat=True).first()
    return (newest or 0) + 1


def counted(wave: Wave) -> QuerySet[Response]:
    """The answers that count: those that were not taken out."""
    return Response.objects.filter(wave=wave, is_removed=False)


def how_many(wave: Wave) -> dict[str, int]:
    """How many answered, by side in the order in which sides always stand, for those who lead."""
    rows = dict(counted(wave).values_list("side").annotate(many=Count("pk")).order_by())
    return {side.value: rows[side] for side in Side if side in rows}


def about(many: int) -> int:
    """A count in tens, so that nobody sees who came last."""
    return many // STEP * STEP


def listed(wave: Wave, channel: str = "", side: str = "") -> QuerySet[Response]:
    """Answers for those who may read them, in an order that says nothing of who came when."""
    found = Response.objects.filter(wave=wave).annotate(many_changes=Count("changes"))
    if channel:
        found = found.filter(channel=channel)
    if side:
        found = found.filter(side=side)
    return found.order_by("key")


def trace(wave: Wave) -> QuerySet[Change]:
    """Every later change in a wave, newest first."""
    found = Change.objects.filter(response__wave=wave)
    return found.select_related("changed_by", "changed_by_account", "response")


def removed_in(wave: Wave) -> int:
    """How many were taken out."""
    return Response.objects.filter(wave=wave, is_removed=True).count()
