"""Published estimates of who lives here, each with its margin of error. None is about a person."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xenia.ground.common.ids import new_id
from xenia.ground.reference.models import Area
from xenia.registers.population.groups import is_together, members_of
from xenia.registers.population.margins import Figure
from xenia.registers.population.thresholds import Speakers


class DatasetQuerySet(models.QuerySet["Dataset"]):
    """Files of estimates, by how far they are."""

    def current(self) -> "DatasetQuerySet":
        """Those that pages read, the newest years first."""
        return self.filter(status=Dataset.Status.CURRENT).order_by(
            "-last_year", "first_year", "-brought_in_at", "table"
        )


class Dataset(models.Model):
    """One published table of estimates, of one year or several, as it was brought in."""

    class Geography(models.TextChoices):
        CITY = "city", _("The city as a whole")
        AREAS = "areas", _("Neighborhoods or districts")
        BOTH = "both", _("The city and its neighborhoods")

    class Status(models.TextChoices):
        DRAFT = "draft", _("Being looked at")
        CURRENT = "current", _("In use")
        REPLACED = "replaced", _("Replaced by a newer file")
        TAKEN_BACK = "taken_back", _("Taken back")

    NEXT: ClassVar[dict[str, set[str]]] = {
        Status.DRAFT: {Status.CURRENT},
        Status.CURRENT: {Status.REPLACED, Status.TAKEN_BACK},
        Status.REPLACED: {Status.CURRENT},
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.CharField(max_length=120)
    table = models.CharField(max_length=40)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    geography = models.CharField(max_length=8, choices=Geography.choices)
    published_on = models.DateField(null=True, blank=True)
    citation = models.CharField(max_length=400)
    source_url = models.URLField(blank=True)
    # Of the sample city: every page says so.
    is_invented = models.BooleanField(default=False)
    file_name = models.CharField(max_length=120, blank=True)
    # What did not come in: [{"where": …, "words": …, "facts": …}], without what stood in the cells.
    refused = models.JSONField(default=list, blank=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.DRAFT)
    replaced_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replaces"
    )
    entered_at = models.DateTimeField()
    brought_in_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()

    objects = DatasetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="dataset_ends_after_it_began",
                condition=Q(last_year__gte=F("first_year"), first_year__gte=1790),
            ),
            models.CheckConstraint(
                name="dataset_names_its_source",
                condition=~Q(source="") & ~Q(table="") & ~Q(citation=""),
            ),
            models.CheckConstraint(
                name="dataset_in_use_was_brought_in",
                condition=Q(status="draft") | Q(brought_in_at__isnull=False),
            ),
            models.CheckConstraint(
                name="dataset_replaced_only_when_it_says_so",
                condition=Q(replaced_by__isnull=True) | Q(status="replaced"),
            ),
            models.UniqueConstraint(
                name="one_dataset_in_use_per_table_and_years",
                fields=["source", "table", "first_year", "last_year"],
                condition=Q(status="current"),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"{self.source}, {self.table}, {self.years}"

    @property
    def years(self) -> str:
        """The years the numbers are about: 2024, or 2020–2024."""
        first, last = self.first_year, self.last_year
        return str(last) if first == last else f"{first}–{last}"


class Estimate(models.Model):
    """How many people, in one area or in the city as a whole (no area), by one measure."""

    class Measure(models.TextChoices):
        LIMITED_ENGLISH = "limited_english", _("Speak English less than very well")
        SPEAKERS = "speakers", _("Speak the language at home")
        PEOPLE = "people", _("All people aged 5 or more")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="estimates")
    # An area that is taken off the list takes its numbers with it: without it they would read as the whole city's.
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.CASCADE, related_name="estimates"
    )
    measure = models.CharField(max_length=16, choices=Measure.choices)
    # A tag of the registry, or the key of a group of `groups.py`; empty for all people.
    language = models.CharField(max_length=40, blank=True)
    value = models.PositiveIntegerField()
    # At 90 %. Empty: controlled (no sampling error), or not given by the source.
    margin = models.PositiveIntegerField(null=True, blank=True)
    is_controlled = models.BooleanField(default=False)
    # The source's own marks, such as "**".
    annotation = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="controlled_estimate_has_no_margin",
                condition=Q(is_controlled=False) | Q(margin__isnull=True),
            ),
            models.CheckConstraint(
                name="estimate_of_a_language_names_it",
                condition=(Q(measure="people") & Q(language=""))
                | (~Q(measure="people") & ~Q(language="")),
            ),
            models.UniqueConstraint(
                name="one_estimate_per_area",
                fields=["dataset", "area", "measure", "language"],
                condition=Q(area__isnull=False),
            ),
            models.UniqueConstraint(
                name="one_estimate_of_the_city",
                fields=["dataset", "measure", "language"],
                condition=Q(area__isnull=True),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, Any]] = {}
        keep = None

    def __str__(self) -> str:
        return f"{self.measure} {self.language}: {self.value}"

    @property
    def figure(self) -> Figure:
        """The number with its margin, to reckon with."""
        return Figure(float(self.value), 0.0 if self.is_controlled else _float(self.margin))


class Characteristic(models.Model):
    """One number about who lives here: where people were born, how old they are, what they earn. Of a table, of nobody.

    code: the row of the table, from the widest word to the narrowest; "" for all together. Rows are found by their words,
    never by the line of the table, which moves from year to year. label: the row's own word, as the source prints it.
    """

    class Topic(models.TextChoices):
        NATIVITY = "nativity", _("Born here or in another country")
        BIRTHPLACE = "birthplace", _("Where people from other countries were born")
        MEDIAN_AGE = "median_age", _("Median age, in years")
        ARRIVAL = "arrival", _("When people came to the United States")
        EDUCATION = "education", _("Education, of people aged 25 or more")
        INCOME = "income", _("Income in a year, of people aged 15 or more")
        MEDIAN_INCOME = "median_income", _("Median income in a year, in dollars")
        POVERTY = "poverty", _("Income beside the poverty line")

    class Who(models.TextChoices):
        EVERYBODY = "", _("Everybody")
        FOREIGN_BORN = "foreign_born", _("Born in another country")
        NATIVE = "native", _("Born here, or a citizen by birth")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="characteristics")
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.CASCADE, related_name="characteristics"
    )
    topic = models.CharField(max_length=16, choices=Topic.choices)
    who = models.CharField(max_length=16, choices=Who.choices, blank=True)
    code = models.CharField(max_length=200, blank=True)
    label = models.CharField(max_length=120, blank=True)
    value = models.DecimalField(max_digits=12, decimal_places=1)
    # At 90 %. Empty: controlled (no sampling error), or not given by the source.
    margin = models.DecimalField(max_digits=12, decimal_places=1, null=True, blank=True)
    is_controlled = models.BooleanField(default=False)
    annotation = models.CharField(max_length=20, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["topic", "who", "position", "code"]
        constraints = [
            models.CheckConstraint(
                name="controlled_characteristic_has_no_margin",
                condition=Q(is_controlled=False) | Q(margin__isnull=True),
            ),
            models.CheckConstraint(
                name="characteristic_is_no_number_below_nothing", condition=Q(value__gte=0)
            ),
            models.UniqueConstraint(
                name="one_characteristic_per_area",
                fields=["dataset", "area", "topic", "who", "code"],
                condition=Q(area__isnull=False),
            ),
            models.UniqueConstraint(
                name="one_characteristic_of_the_city",
                fields=["dataset", "topic", "who", "code"],
                condition=Q(area__isnull=True),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, Any]] = {}
        keep = None

    def __str__(self) -> str:
        return f"{self.topic} {self.who} {self.code}: {self.value}"

    @property
    def figure(self) -> Figure:
        """The number with its margin, to reckon with."""
        if self.is_controlled:
            return Figure(float(self.value), 0.0)
        return Figure(float(self.value), None if self.margin is None else float(self.margin))


class PublishedEstimate(models.Model):
    """What somebody published about how many people are in some standing here: a range, a method, a citation.

    The only way a report speaks of people's standing in law, which nobody here is ever asked. About a place, never
    about a person: nothing of ours goes into it, and nothing about anybody comes out of it.
    """

    class Unit(models.TextChoices):
        PEOPLE = "people", _("People")
        HOUSEHOLDS = "households", _("Households")

    class Status(models.TextChoices):
        CURRENT = "current", _("In use")
        TAKEN_BACK = "taken_back", _("Taken back")

    NEXT: ClassVar[dict[str, set[str]]] = {
        Status.CURRENT: {Status.CURRENT, Status.TAKEN_BACK},
        Status.TAKEN_BACK: {Status.CURRENT},
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # The same thing in several years and places has the same code.
    code = models.SlugField(max_length=60)
    what = models.CharField(max_length=200)
    place = models.CharField(max_length=120)
    as_of = models.DateField()
    low = models.PositiveIntegerField()
    high = models.PositiveIntegerField()
    central = models.PositiveIntegerField(null=True, blank=True)
    unit = models.CharField(max_length=12, choices=Unit.choices, default=Unit.PEOPLE)
    method = models.TextField(max_length=1000)
    publisher = models.CharField(max_length=200)
    published_on = models.DateField(null=True, blank=True)
    citation = models.CharField(max_length=400)
    url = models.URLField(max_length=300, blank=True)
    # Of the sample city: every page says so.
    is_invented = models.BooleanField(default=False)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.CURRENT)
    state_version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["code", "-as_of", "publisher"]
        constraints = [
            models.CheckConstraint(
                name="published_estimate_is_a_range",
                condition=Q(high__gte=F("low"))
                & (Q(central__isnull=True) | Q(central__gte=F("low"), central__lte=F("high"))),
            ),
            models.CheckConstraint(
                name="published_estimate_says_who_and_how",
                condition=~Q(what="") & ~Q(method="") & ~Q(citation="") & ~Q(publisher=""),
            ),
            models.UniqueConstraint(
                name="a_published_estimate_stands_once",
                fields=["code", "place", "as_of", "publisher"],
                condition=Q(status="current"),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, Any]] = {}
        keep = None

    def __str__(self) -> str:
        return f"{self.code}, {self.place}, {self.as_of}"


def _float(number: int | None) -> float | None:
    return None if number is None else float(number)


def speakers_of(language: str, figure: Figure) -> Speakers:
    """A figure as the reckoning of thresholds takes it."""
    return Speakers(language, figure, members_of(language), is_together(language))
