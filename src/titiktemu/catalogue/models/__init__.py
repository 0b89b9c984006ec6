"""Tables of this room."""

from titiktemu.catalogue.models.datasets import DataAsset, Dataset, Frequency
from titiktemu.catalogue.models.deliveries import Decision, Delivery, RecipeVersion
from titiktemu.catalogue.models.files import StoredFile
from titiktemu.catalogue.models.jobs import Job
from titiktemu.catalogue.models.releases import DataRelease, Distribution

__all__ = [
    "DataAsset",
    "DataRelease",
    "Dataset",
    "Decision",
    "Delivery",
    "Distribution",
    "Frequency",
    "Job",
    "RecipeVersion",
    "StoredFile",
]
