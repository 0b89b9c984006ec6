"""What a side writes of itself and of the other, what is answered, and what is laid side by side."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.foundation.languages import in_reader_language
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import BOTH_SIDES
from titiktemu.step2_forum.roles.models.mirror import RoleMirror
from titiktemu.step2_forum.roles.words import WRITERS, PointKind, Word, basis_words

ARE_SIDES = [side.value for side in BOTH_SIDES]


class Worded(models.Model):
    """A wording with its legal basis. ``has_no_basis``: somebody said plainly that there is no rule."""

    kind = models.CharField(_("what kind of point"), max_length=8, choices=PointKind)
    text = models.CharField(_("words"), max_length=300)
    text_en = models.CharField(_("the same in English"), max_length=300, blank=True)
    basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    has_no_basis = models.BooleanField(_("no rule says so"), default=False)

    class Meta:
        abstract = True

    @property
    def shown_text(self) -> str:
        """The words in the reader's language where they were written in it."""
        return in_reader_language(self.text, self.text_en)

    @property
    def basis_words(self) -> str:
        """The legal basis in words."""
        return basis_words(self.kind, self.basis, is_none=self.has_no_basis)


class RolePoint(Worded):
    """What ``side`` writes about ``about``: itself, or the other side as it believes that to be.

    Numbered by side, so that no gap tells how much the other writes. ``version`` grows with each change.
    ``is_typed``: whoever leads typed it from paper for the side.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="+")
    mirror = models.ForeignKey(RoleMirror, models.CASCADE, related_name="points")
    number = models.PositiveIntegerField()
    side = models.CharField(max_length=16, choices=WRITERS)
    about = models.CharField(max_length=16, choices=WRITERS)
    is_typed = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["mirror", "side", "number"], name="points_are_numbered_by_side"),
            models.CheckConstraint(
                condition=models.Q(side__in=ARE_SIDES, about__in=ARE_SIDES),
                name="points_are_of_the_two_sides",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_own(self) -> bool:
        """Whether the side writes about itself."""
        return self.side == self.about


class PointAnswer(Worded):
    """What a side says to a point, never changed; who thinks again says it again.

    ``text`` and what belongs to it is the true wording of a correction, and else empty but for the basis.
    """

    kind = models.CharField(max_length=8, choices=PointKind, blank=True)
    text = models.CharField(max_length=300, blank=True)
    point = models.ForeignKey(RolePoint, models.CASCADE, related_name="answers")
    number = models.PositiveIntegerField()
    side = models.CharField(max_length=16, choices=WRITERS)
    word = models.CharField(_("answer"), max_length=9, choices=Word)
    reason = models.CharField(_("why"), max_length=500, blank=True)
    is_typed = models.BooleanField(default=False)
    said_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["point", "number"], name="answers_come_one_after_the_other"),
            models.CheckConstraint(
                condition=~models.Q(word=Word.CORRECTED) | ~models.Q(text=""),
                name="a_correction_has_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.point_id}/{self.number} {self.word}"


class PointPair(models.Model):
    """What a side says of itself beside what the other believes; ``says`` is that side's word on it."""

    mirror = models.ForeignKey(RoleMirror, models.CASCADE, related_name="pairs")
    own = models.ForeignKey(RolePoint, models.CASCADE, related_name="+")
    belief = models.ForeignKey(RolePoint, models.CASCADE, related_name="+")
    likeness = models.FloatField(null=True, blank=True)
    is_opposite = models.BooleanField(default=False)
    says = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = [models.F("likeness").desc(nulls_first=True), "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["own", "belief"], name="two_points_are_paired_once"),
        ]

    def __str__(self) -> str:
        return f"{self.own_id} = {self.belief_id}"
