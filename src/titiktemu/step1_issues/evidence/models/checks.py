"""A sample of articles that people code by hand, their codes, and how well the machine reads tone."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.foundation.models import Initiative, Participation
from titiktemu.step1_issues.evidence.models.media import Article
from titiktemu.step1_issues.evidence.models.topics import Topic


class Tone(models.TextChoices):
    """How an article speaks of what it tells."""

    NEGATIVE = "negative", _("Negative")
    NEUTRAL = "neutral", _("Neutral")
    POSITIVE = "positive", _("Positive")


class HandSample(models.Model):
    """Articles drawn by lot for coding by hand. ``articles`` are their keys in the order of the draw.

    ``seed`` and ``pool`` (how many articles there were to draw from) let anybody repeat the draw.
    """

    initiative = models.OneToOneField(Initiative, models.CASCADE, related_name="media_sample")
    seed = models.PositiveIntegerField()
    pool = models.PositiveIntegerField()
    articles = models.JSONField(default=list)
    drawn_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{len(self.articles)} / {self.pool}"


class HandCode(models.Model):
    """Topic and tone that a person gave an article of the sample, without seeing anybody else's.

    When articles are sorted anew, topics go and are asked for again; the tone stays.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="hand_codes")
    coder = models.ForeignKey(Participation, models.CASCADE, related_name="media_codes")
    topic = models.ForeignKey(Topic, models.SET_NULL, null=True, blank=True, related_name="hand_codes")
    fits_none = models.BooleanField(default=False)
    tone = models.CharField(max_length=8, choices=Tone, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "coder"], name="a_coder_codes_an_article_once")
        ]

    def __str__(self) -> str:
        return f"{self.topic or ''} {self.tone}"


class ToneCheck(models.Model):
    """How well the machine reads tone, learnt from the sample and tried on what it had not seen.

    ``content`` has the figures; ``why`` is why tones are not shown, as a template with its values, or empty.
    """

    initiative = models.OneToOneField(Initiative, models.CASCADE, related_name="tone_check")
    content = models.JSONField(default=dict)
    why = models.JSONField(default=dict, blank=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.made_at)
