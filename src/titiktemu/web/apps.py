"""The common look and the pages of no single step."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Base templates, static files, home, initiatives, sign-in, the demo."""

    name = "titiktemu.web"
    label = "web"
