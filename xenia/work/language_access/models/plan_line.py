"""The lines of a plan: for whom, where, how, by whom, with what money."""

from typing import Any, ClassVar
from uuid import UUID

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xenia.ground.common.ids import new_id
from xenia.ground.reference.models import LegalBasis
from xenia.registers.directory.models import Service
from xenia.registers.population.models import Dataset
from xenia.work.language_access.models.counting import CountMethod
from xenia.work.language_access.models.plan import AccessPlan


class PlanLine(models.Model):
    """Something a plan says. `changed_at` is the mark by which two who write at once find out."""

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    plan = models.ForeignKey(AccessPlan, on_delete=models.CASCADE, related_name="%(class)ss")
    changed_at = models.DateTimeField()

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class FourFactor(PlanLine):
    """One of the four questions by which a department finds what help it owes, answered with a source.

    Source: the four factors of former DOJ guidance, 67 FR 41455 (2002), rescinded in 2025; local practice kept them.
    """

    class Factor(models.TextChoices):
        NUMBER = "number", _("How many people with limited English you serve or could serve")
        FREQUENCY = "frequency", _("How often they come")
        IMPORTANCE = "importance", _("How much depends on the service for them")
        RESOURCES = "resources", _("What help costs, and what you have")

    factor = models.CharField(max_length=10, choices=Factor.choices)
    answer = models.TextField(max_length=2000)
    source = models.CharField(max_length=300)
    figure = models.PositiveIntegerField(null=True, blank=True)
    method = models.CharField(max_length=10, choices=CountMethod.choices, blank=True)
    counted_on = models.DateField(null=True, blank=True)
    dataset = models.ForeignKey(
        Dataset, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta(PlanLine.Meta):
        constraints = [
            models.UniqueConstraint(name="each_factor_is_answered_once", fields=["plan", "factor"]),
            models.CheckConstraint(
                name="a_factor_is_answered_with_a_source",
                condition=~Q(answer="") & ~Q(source=""),
            ),
            models.CheckConstraint(
                name="a_figure_of_a_factor_says_how_and_when_it_was_counted",
                condition=Q(figure__isnull=True, method="", counted_on__isnull=True)
                | Q(figure__isnull=False, counted_on__isnull=False) & ~Q(method=""),
            ),
            models.CheckConstraint(
                name="a_dataset_stands_beside_an_estimate",
                condition=Q(dataset__isnull=True) | Q(method="estimate"),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None


class PlanLanguage(PlanLine):
    """A language the plan promises help in, and why: a law owes it, or the department chose it.

    certainty: how sure the estimates were when it was written down.
    """

    class Why(models.TextChoices):
        OWED = "owed", _("A law asks for it")
        CHOSEN = "chosen", _("We chose it")

    class Certainty(models.TextChoices):
        SURE = "yes", _("The estimates are sure")
        CLOSE = "close", _("Too close to call")
        TOGETHER = "together", _("Counted together with others")
        NAMED = "named", _("Named in the law")

    language = models.CharField(max_length=20)
    why = models.CharField(max_length=6, choices=Why.choices)
    basis = models.ForeignKey(
        LegalBasis, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    certainty = models.CharField(max_length=8, choices=Certainty.choices, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta(PlanLine.Meta):
        ordering: ClassVar = ["-why", "language"]
        constraints = [
            models.UniqueConstraint(
                name="a_language_stands_once_in_a_plan", fields=["plan", "language"]
            ),
            models.CheckConstraint(
                name="an_owed_language_names_its_law_and_how_sure",
                condition=Q(why="owed", basis__isnull=False) & ~Q(certainty="")
                | Q(why="chosen", basis__isnull=True, certainty="") & ~Q(reason=""),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None


class PlanService(PlanLine):
    """A service of the department, and how somebody who speaks another language is helped there."""

    service = models.ForeignKey(
        Service, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(max_length=200)
    by_staff = models.BooleanField(default=False)
    on_call = models.BooleanField(default=False)
    by_phone_line = models.BooleanField(default=False)
    has_signage = models.BooleanField(default=False)
    how = models.CharField(max_length=500, blank=True)

    class Meta(PlanLine.Meta):
        ordering: ClassVar = ["name"]
        constraints = [
            models.UniqueConstraint(
                name="a_service_stands_once_in_a_plan",
                fields=["plan", "service"],
                condition=Q(service__isnull=False),
            ),
            models.CheckConstraint(name="a_service_in_a_plan_is_named", condition=~Q(name="")),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None


class StaffSkill(PlanLine):
    """How many of the staff speak a language, and how many were tested. Counts only, no names.

    Source: S.F. Admin. Code 91.11, where the self-designated do not count.
    """

    language = models.CharField(max_length=20)
    speak = models.PositiveIntegerField(validators=[MinValueValidator(1)])
    tested = models.PositiveIntegerField(default=0)
    test = models.CharField(max_length=200, blank=True)
    counted_on = models.DateField()

    class Meta(PlanLine.Meta):
        ordering: ClassVar = ["language"]
        constraints = [
            models.UniqueConstraint(
                name="staff_of_a_language_are_counted_once", fields=["plan", "language"]
            ),
            models.CheckConstraint(
                name="no_more_are_tested_than_speak", condition=Q(tested__lte=F("speak"))
            ),
            models.CheckConstraint(
                name="who_is_tested_took_a_test", condition=Q(tested=0) | ~Q(test="")
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None


class Signage(PlanLine):
    """A place, and whether a sign there says that language help is free."""

    where = models.CharField(max_length=200)
    has_sign = models.BooleanField(default=False)

    class Meta(PlanLine.Meta):
        ordering: ClassVar = ["where"]
        constraints = [
            models.UniqueConstraint(name="a_sign_is_noted_once", fields=["plan", "where"]),
            models.CheckConstraint(name="a_sign_hangs_somewhere", condition=~Q(where="")),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None


class PlanVendor(PlanLine):
    """A company that interprets or translates for the department."""

    class For(models.TextChoices):
        PHONE = "phone", _("Interpreting by phone")
        VIDEO = "video", _("Interpreting by video")
        IN_PERSON = "in_person", _("Interpreting in person")
        WRITTEN = "written", _("Translating in writing")

    name = models.CharField(max_length=200)
    gives = models.CharField(max_length=10, choices=For.choices)
    until_on = models.DateField(null=True, blank=True)

    class Meta(PlanLine.Meta):
        ordering: ClassVar = ["name"]
        constraints = [
            models.UniqueConstraint(
                name="a_vendor_stands_once_for_each_work", fields=["plan", "name", "gives"]
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None


class PlanBudget(PlanLine):
    """The money for language help in one year."""

    year = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    amount_cents = models.PositiveBigIntegerField()

    class Meta(PlanLine.Meta):
        ordering: ClassVar = ["year"]
        constraints = [
            models.UniqueConstraint(name="one_budget_a_year", fields=["plan", "year"]),
            models.CheckConstraint(
                name="a_budget_is_of_a_year", condition=Q(year__gte=2000, year__lte=2100)
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None


class Training(PlanLine):
    """A training of staff in working with interpreters and giving help: when, on what, how many came."""

    held_on = models.DateField()
    topic = models.CharField(max_length=200)
    people = models.PositiveIntegerField(validators=[MinValueValidator(1)])

    class Meta(PlanLine.Meta):
        ordering: ClassVar = ["-held_on", "topic"]
        constraints = [
            models.UniqueConstraint(
                name="a_training_is_noted_once", fields=["plan", "held_on", "topic"]
            ),
            models.CheckConstraint(name="somebody_was_trained", condition=Q(people__gt=0)),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None


class Goal(PlanLine):
    """What the department wants to reach, and by when."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        REACHED = "reached", _("Reached")
        DROPPED = "dropped", _("Dropped")

    what = models.CharField(max_length=300)
    by_on = models.DateField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)

    class Meta(PlanLine.Meta):
        ordering: ClassVar = ["by_on", "what"]
        constraints = [
            models.UniqueConstraint(name="a_goal_is_set_once", fields=["plan", "what"]),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None
