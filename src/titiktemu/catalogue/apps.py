"""Datasets: from a messy spreadsheet to a safe release."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """The catalogue of an initiative."""

    name = "titiktemu.catalogue"
    label = "catalogue"
