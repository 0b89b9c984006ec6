"""The evidence of step 1: media, focus groups, experts."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """What was heard outside the room, before issues are chosen."""

    name = "titiktemu.step1_issues.evidence"
    label = "evidence"
