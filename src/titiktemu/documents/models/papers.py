"""A paper that was issued: its text never changes. Files are made of it; signed copies are added to it."""

from collections.abc import Iterable
from typing import Any, ClassVar, Final

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.documents.content import LANGUAGES, Content, from_json
from titiktemu.documents.kinds import PaperKind, kind_of
from titiktemu.foundation.languages import in_reader_language
from titiktemu.foundation.models import Initiative, Participation
from titiktemu.foundation.words import Side

FROZEN: Final = frozenset(
    {
        "initiative",
        "side",
        "kind",
        "number",
        "title",
        "title_en",
        "content",
        "made_at",
        "supersedes",
        "fingerprint",
    }
)


class Frozen(Exception):
    """Somebody tried to change what was issued; a mistake of the program, so no sentence for people."""


class PaperQuerySet(models.QuerySet["Paper"]):
    """Papers, of which only what is not their text can be changed, all at once too."""

    def update(self, **fields: Any) -> int:
        """Change what may change; Frozen for anything else."""
        if FROZEN & {name.removesuffix("_id") for name in fields}:
            raise Frozen(sorted(fields))
        return super().update(**fields)

    def bulk_update(
        self, objs: Iterable["Paper"], fields: Iterable[str], batch_size: int | None = None
    ) -> int:
        """Change what may change; Frozen for anything else."""
        if FROZEN & set(fields):
            raise Frozen(sorted(fields))
        return super().bulk_update(objs, fields, batch_size)


class Paper(models.Model):
    """A paper of an initiative in one or both languages, for one side or ("") for all.

    ``fingerprint`` is of everything that was issued; the audit chain holds it too. ``supersedes`` is the
    paper in whose place it stands: there is no other way to change one.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="papers")
    side = models.CharField(max_length=16, choices=Side, blank=True)
    kind = models.CharField(max_length=40)
    number = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    content = models.JSONField()
    """By language, as ``content.as_json`` writes it."""
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Participation, models.SET_NULL, null=True, related_name="+")
    made_by_account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    supersedes = models.OneToOneField("self", models.RESTRICT, null=True, related_name="superseded_by")
    fingerprint = models.CharField(max_length=64)
    is_public = models.BooleanField(_("visible to the public"), default=False)

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["initiative", "number"], condition=~models.Q(number=""), name="no_number_twice"
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.title

    def save(self, *args: Any, **named: Any) -> None:
        """Keep a new paper; of one that is there only what is not its text."""
        if self.pk is not None:
            named["update_fields"] = set(named.get("update_fields") or ()) or {"is_public"}
            if FROZEN & set(named["update_fields"]):
                raise Frozen(sorted(named["update_fields"]))
        super().save(*args, **named)

    @property
    def paper_kind(self) -> PaperKind:
        """What kind of paper it is."""
        return kind_of(self.kind)

    @property
    def languages(self) -> list[str]:
        """The languages that it was issued in, Indonesian first."""
        return [one for one in LANGUAGES if one in self.content]

    @property
    def shown_title(self) -> str:
        """The title in the reader's language where it was issued in it."""
        return in_reader_language(self.title, self.title_en)

    def content_in(self, language: str) -> Content:
        """What it says in this language; KeyError where it was not issued in it."""
        return from_json(self.content[language])


class PaperFile(models.Model):
    """A file made of a paper, kept by its hash: whoever asks again gets the same bytes."""

    class Form(models.TextChoices):
        """What kind of file."""

        PDF = "pdf", "PDF"
        DOCX = "docx", "Word"

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="files")
    language = models.CharField(max_length=2)
    form = models.CharField(max_length=4, choices=Form)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["paper", "language", "form"], name="one_file_per_language_and_form"
            ),
        ]

    def __str__(self) -> str:
        return self.sha256


class SignedCopy(models.Model):
    """A copy with signatures that somebody brought: a scan, a photo, or a PDF signed electronically.

    A PDF is kept as it came; of a photo the picture alone, as JPEG, without what the camera wrote into it
    (older copies are as they came). The hash is over what is kept. ``signatures`` counts electronic
    signatures inside of a PDF and ``signers`` what they say of themselves; ``covers_whole`` is whether the
    last of them is over the whole file. Certificates are not checked here.
    """

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="signed_copies")
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=40)
    original_name = models.CharField(max_length=200)
    note = models.CharField(max_length=300, blank=True)
    signatures = models.PositiveSmallIntegerField(default=0)
    signers = models.JSONField(default=list)
    covers_whole = models.BooleanField(default=False)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Participation, models.SET_NULL, null=True, related_name="+")
    added_by_account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["-signatures", "added_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["paper", "sha256"], condition=models.Q(withdrawn_at=None), name="no_copy_twice"
            ),
        ]

    def __str__(self) -> str:
        return self.original_name

    @property
    def is_electronic(self) -> bool:
        """Whether there is an electronic signature in it, which counts for more than a drawn one."""
        return self.signatures > 0
