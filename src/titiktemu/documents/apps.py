"""Papers: written once, shown as PDF, DOCX and page, numbered, issued, signed."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """The papers of an initiative."""

    name = "titiktemu.documents"
    label = "documents"
