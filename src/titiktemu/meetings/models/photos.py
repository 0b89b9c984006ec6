"""Photos of a meeting: kept only with the consent of everybody who can be recognised."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.foundation.languages import in_reader_language
from titiktemu.foundation.models import Participation
from titiktemu.meetings.models.meetings import Meeting


class MeetingPhoto(models.Model):
    """A photo of a meeting, as a picture alone, without what the camera wrote into it.

    ``agreed_to_keep`` and ``agreed_to_public`` are what whoever brought it states: that everybody who can be
    recognised was asked and agreed. Without the first there is no row. ``hidden_at`` is set the moment
    somebody asks to take it down, and by whom is kept nowhere here; then it is erased, row and files.
    """

    class TakenBy(models.TextChoices):
        """Who took the picture; a role, no name."""

        FACILITATOR = "facilitator", _("whoever leads the meeting")
        HELPER = "helper", _("a helper")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="photos")
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    small_sha256 = models.CharField(max_length=64, db_index=True)
    small_width = models.PositiveIntegerField()
    small_height = models.PositiveIntegerField()
    caption = models.CharField(_("what can be seen"), max_length=300)
    caption_en = models.CharField(_("what can be seen, in English"), max_length=300, blank=True)
    taken_by = models.CharField(max_length=16, choices=TakenBy)
    asked = models.CharField(_("who was asked, and how"), max_length=300, blank=True)
    agreed_to_keep = models.BooleanField()
    agreed_to_public = models.BooleanField(default=False)
    added_by = models.ForeignKey(Participation, models.SET_NULL, null=True, related_name="+")
    added_by_account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    added_at = models.DateTimeField()
    hidden_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["added_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "sha256"], name="no_photo_twice"),
            models.CheckConstraint(
                condition=models.Q(agreed_to_keep=True), name="no_photo_is_kept_without_consent"
            ),
        ]

    def __str__(self) -> str:
        return self.caption

    @property
    def shown_caption(self) -> str:
        """What can be seen on it, in the reader's language where it was written in it."""
        return in_reader_language(self.caption, self.caption_en)
