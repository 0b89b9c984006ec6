"""What data there is (assets), and the tables of it that are released (datasets)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from titiktemu.foundation.languages import in_reader_language
from titiktemu.foundation.models import Initiative, Organisation
from titiktemu.foundation.words import BOTH_SIDES

SIDES = [(side.value, side.label) for side in BOTH_SIDES]


class Frequency(models.TextChoices):
    """How often data is renewed; of a dataset: how often there should be a new release."""

    DAILY = "daily", _("Every day")
    WEEKLY = "weekly", _("Every week")
    MONTHLY = "monthly", _("Every month")
    QUARTERLY = "quarterly", _("Every quarter")
    SEMIANNUAL = "semiannual", _("Every half year")
    ANNUAL = "annual", _("Every year")
    BIENNIAL = "biennial", _("Every two years")
    TRIENNIAL = "triennial", _("Every three years")
    IRREGULAR = "irregular", _("Now and then")
    ONCE = "once", _("Once only")


class DataAsset(models.Model):
    """Data that somebody holds, whether or not anything of it was ever released.

    It is a line of the one register of data assets: step 2 asks which asset answers a data need.
    ``told_at`` is when its side told the other side of it; before, it is for its own side to know.
    """

    class LegalClass(models.TextChoices):
        """How the law on public information (UU 14/2008) has it given out."""

        PERIODIC = "berkala", _("Published periodically")
        IMMEDIATE = "serta_merta", _("Published at once")
        ANY_TIME = "setiap_saat", _("Available at any time")
        EXEMPT = "dikecualikan", _("Exempt")

    class Sensitivity(models.TextChoices):
        """What it holds about single people, in the words of the law on personal data (UU 27/2022)."""

        NOBODY = "tidak_ada", _("Nothing about single people")
        GENERAL = "umum", _("General personal data, such as names")
        SPECIFIC = "spesifik", _("Specific personal data, such as health")

    class Form(models.TextChoices):
        """As what it is kept today."""

        PAPER = "paper", _("On paper")
        SCAN = "scan", _("Pictures or scans")
        TEXT = "text", _("PDF or a text")
        SPREADSHEET = "spreadsheet", _("A spreadsheet (Excel)")
        CSV = "csv", _("CSV or another open format")
        APPLICATION = "application", _("In an application or a database")
        API = "api", _("In an application that gives it to programs (API)")

    class Openness(models.IntegerChoices):
        """The five stars of open data, as they are today; none where it is not open at all."""

        CLOSED = 0, _("0: not open")
        ONE = 1, _("1: on the web under an open licence")
        TWO = 2, _("2: as a table that programs read")
        THREE = 3, _("3: in an open format")
        FOUR = 4, _("4: with an address for each thing in it")
        FIVE = 5, _("5: linked with other data")

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="assets")
    number = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    side = models.CharField(_("whose data it is"), max_length=16, choices=SIDES)
    holder = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("held by")
    )
    legal_class = models.CharField(_("legal class"), max_length=12, choices=LegalClass, blank=True)
    sensitivity = models.CharField(
        _("what is in it about people"), max_length=12, choices=Sensitivity, blank=True
    )
    description = models.TextField(_("description"), max_length=2000, blank=True)
    description_en = models.TextField(_("description in English"), max_length=2000, blank=True)
    walidata = models.CharField(_("walidata"), max_length=200, blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    consideration = models.TextField(_("consequence test"), max_length=2000, blank=True)
    form = models.CharField(_("format"), max_length=12, choices=Form, blank=True)
    openness = models.PositiveSmallIntegerField(_("openness"), choices=Openness, null=True, blank=True)
    frequency = models.CharField(_("how often it is renewed"), max_length=12, choices=Frequency, blank=True)
    quality = models.CharField(_("quality"), max_length=300, blank=True)
    added_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative", "number"], name="assets_are_numbered"),
            models.CheckConstraint(
                condition=models.Q(openness=None) | models.Q(openness__range=(0, 5)),
                name="openness_is_counted_in_five_stars",
            ),
            models.CheckConstraint(
                condition=models.Q(side__in=[side.value for side in BOTH_SIDES]),
                name="an_asset_is_of_one_of_two_sides",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def has_people(self) -> bool:
        """Whether it holds personal data, as far as it was told."""
        return self.sensitivity in {self.Sensitivity.GENERAL, self.Sensitivity.SPECIFIC}

    @property
    def needs_consideration(self) -> bool:
        """Whether the law asks for a weighed reason (uji konsekuensi) before anything of it is opened."""
        return self.legal_class == self.LegalClass.EXEMPT or self.has_people

    @property
    def shown_title(self) -> str:
        """The title in the reader's language where it was written in it."""
        return in_reader_language(self.title, self.title_en)

    @property
    def shown_description(self) -> str:
        """The description in the reader's language where it was written in it."""
        return in_reader_language(self.description, self.description_en)


class Dataset(models.Model):
    """One table of an asset, delivered again and again and released with what is known of it.

    ``columns`` holds the elements of Satu Data of each column by its machine name, ``schema`` a Table Schema.
    """

    class Licence(models.TextChoices):
        """Under which terms releases may be used."""

        CC_BY = "CC-BY-4.0", "CC BY 4.0"
        CC0 = "CC0-1.0", "CC0 1.0"
        ODBL = "ODbL-1.0", "ODbL 1.0"
        SPECIAL = "ketentuan-khusus", _("Special terms")

    class SchemaSource(models.TextChoices):
        """Where its schema comes from."""

        NONE = "", _("No schema yet")
        INFERRED = "inferred", _("Taken from the data")
        WRITTEN = "written", _("Written by hand")
        LAST_RELEASE = "last_release", _("Taken from the last release")

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="datasets")
    asset = models.ForeignKey(DataAsset, models.CASCADE, related_name="datasets")
    number = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    description = models.TextField(_("description"), max_length=4000, blank=True)
    description_en = models.TextField(_("description in English"), max_length=4000, blank=True)
    licence = models.CharField(_("licence"), max_length=16, choices=Licence, blank=True)
    licence_terms = models.TextField(_("special terms"), max_length=4000, blank=True)
    frequency = models.CharField(_("how often it is updated"), max_length=12, choices=Frequency, blank=True)
    concept = models.TextField(_("concept"), max_length=1000, blank=True)
    definition = models.TextField(_("definition"), max_length=2000, blank=True)
    classification = models.TextField(_("classification"), max_length=1000, blank=True)
    measure = models.CharField(_("measure"), max_length=200, blank=True)
    unit = models.CharField(_("unit"), max_length=100, blank=True)
    columns = models.JSONField(default=dict, blank=True)
    schema = models.JSONField(null=True, blank=True)
    schema_source = models.CharField(
        max_length=12, choices=SchemaSource, default=SchemaSource.NONE.value, blank=True
    )
    source = models.TextField(_("source"), max_length=1000, blank=True)
    method = models.TextField(_("how the data were made"), max_length=2000, blank=True)
    keywords = models.CharField(_("keywords, with commas between them"), max_length=300, blank=True)
    region = models.CharField(_("region"), max_length=8, blank=True)
    contact = models.CharField(_("office to ask"), max_length=200, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["initiative", "number"], name="datasets_are_numbered"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def side(self) -> str:
        """Whose data it is."""
        return self.asset.side

    @property
    def words(self) -> tuple[str, ...]:
        """The keywords, one by one."""
        return tuple(word for one in self.keywords.split(",") if (word := one.strip()))

    @property
    def shown_title(self) -> str:
        """The title in the reader's language where it was written in it."""
        return in_reader_language(self.title, self.title_en)

    @property
    def shown_description(self) -> str:
        """The description in the reader's language where it was written in it."""
        return in_reader_language(self.description, self.description_en)
