"""What a claim may point at."""

from django.db.models import QuerySet

from titiktemu.catalogue.models import DataRelease, Dataset
from titiktemu.foundation.models import Initiative
from titiktemu.step1_issues.models import EvidenceLink


def evidence_to_cite(initiative: Initiative) -> QuerySet[EvidenceLink]:
    """What was gathered in step 1, with its issue."""
    rows = EvidenceLink.objects.filter(issue__initiative=initiative).select_related("issue")
    return rows.order_by("issue__number", "channel", "pk")


def data_to_cite(initiative: Initiative) -> QuerySet[Dataset]:
    """Datasets with a release: of any other it is for its own side to tell that it is there."""
    released = DataRelease.objects.filter(dataset__initiative=initiative).values("dataset")
    return Dataset.objects.filter(initiative=initiative, pk__in=released).order_by("number")
