"""A questionnaire, its versions, and the waves in which it is answered."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.analysis.questionnaire.model import Form
from titiktemu.foundation.languages import in_reader_language
from titiktemu.foundation.models import Initiative


class Questionnaire(models.Model):
    """Questions to many people. ``link_code`` is that of the open link, which asks for no name."""

    class Sampling(models.TextChoices):
        """How those who answer were found: it decides what an interval means."""

        RANDOM = "random", _("Drawn by chance (random sample)")
        QUOTA = "quota", _("Chosen by quota")
        ONLINE = "online", _("Whoever wanted to, online")
        EVERYBODY = "everybody", _("Everybody concerned was asked")

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="questionnaires")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    introduction = models.TextField(_("introduction"), max_length=2000, blank=True)
    introduction_en = models.TextField(_("introduction in English"), max_length=2000, blank=True)
    hosted_by = models.CharField(_("who asks"), max_length=160, blank=True)
    sampling = models.CharField(
        _("how people are found"), max_length=10, choices=Sampling, default=Sampling.ONLINE.value
    )
    by_link = models.BooleanField(_("anybody with the open link may answer"), default=True)
    by_roster = models.BooleanField(_("people of the lists answer for their side"), default=True)
    linked = models.BooleanField(
        _("answers of one person are linked over the waves, under a pseudonym"),
        default=False,
        help_text=_("Only for people of the lists. Otherwise nobody can tell whose answers they are."),
    )
    link_code = models.CharField(max_length=16, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative", "number"], name="questionnaires_are_numbered"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def shown_title(self) -> str:
        """The title in the reader's language where it was written in it."""
        return in_reader_language(self.title, self.title_en)

    @property
    def shown_introduction(self) -> str:
        """The introduction in the reader's language where it was written in it."""
        return in_reader_language(self.introduction, self.introduction_en)

    @property
    def is_model_based(self) -> bool:
        """Whether an interval rests on a model: nobody drew these people by chance."""
        return self.sampling in {self.Sampling.QUOTA, self.Sampling.ONLINE}


class Version(models.Model):
    """The questions as they stood; replaced only while nobody has answered them."""

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    remarks = models.JSONField(default=list)
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["questionnaire", "number"], name="versions_are_numbered"),
        ]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def form(self) -> Form:
        """The questions, read once for each row that was fetched."""
        found: Form | None = self.__dict__.get("_form")
        if found is None:
            found = self.__dict__["_form"] = Form.from_json(self.content)
        return found


class Wave(models.Model):
    """One time of asking. Its version stays the same from its first answer on."""

    class State(models.TextChoices):
        """Prepared, open for answers, closed."""

        DRAFT = "draft", _("Not open yet")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="waves")
    number = models.PositiveSmallIntegerField()
    version = models.ForeignKey(Version, models.PROTECT, related_name="waves")
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT.value)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["questionnaire", "number"], name="waves_are_numbered"),
            models.UniqueConstraint(
                fields=["questionnaire"],
                condition=models.Q(state__in=["draft", "open"]),
                name="one_wave_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def is_open(self) -> bool:
        """Whether answers are taken now."""
        return self.state == self.State.OPEN

    @property
    def is_closed(self) -> bool:
        """Whether it has ended."""
        return self.state == self.State.CLOSED
