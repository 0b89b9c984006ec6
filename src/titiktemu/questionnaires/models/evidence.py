"""How answers are weighed, and the figures that are shown of them."""

from django.db import models

from titiktemu.questionnaires.models.questionnaires import Wave


class Weighing(models.Model):
    """What a wave's figures are brought to, and the columns of its sampling design.

    ``margins`` are (variable, level, total) lines, as they were sent; ``design`` names the questions that
    hold weight, stratum, cluster and population size; ``by`` those by which figures are broken down.
    """

    wave = models.OneToOneField(Wave, models.CASCADE, related_name="weighing")
    margins = models.JSONField(default=list)
    design = models.JSONField(default=dict)
    by = models.JSONField(default=list)
    problem = models.JSONField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.wave_id)


class Report(models.Model):
    """The figures of a closed wave as everybody sees them.

    ``counts`` are the exact ones behind it, for the machine alone: a figure moves only when at least five
    answers of it are new or changed.
    """

    wave = models.OneToOneField(Wave, models.CASCADE, related_name="report")
    content = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    made_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.wave_id)
