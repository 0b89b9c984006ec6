"""Issues and the choice of one: the guideline's first step."""

from django.apps import AppConfig


class IssuesConfig(AppConfig):
    """Issue cards, solutions, evidence, choosing and deciding."""

    name = "titiktemu.step1_issues"
    label = "issues"
