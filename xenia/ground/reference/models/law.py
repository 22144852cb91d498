"""Legal bases: what a law asks for, from which day until which."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xenia.ground.common.ids import new_id

# The rules that need a share, or a number of people; see `LegalBasis.Rule`.
WITH_SHARE = ("share", "lesser", "greater")
WITH_COUNT = ("count", "lesser", "greater")


class LegalBasisQuerySet(models.QuerySet["LegalBasis"]):
    """Laws, by the day they are asked about."""

    def in_force(self, on: date) -> "LegalBasisQuerySet":
        """Those in force on a day. One whose first day nobody knows counts until it ended."""
        begun = Q(from_on__isnull=True) | Q(from_on__lte=on)
        return self.filter(begun & (Q(ended_on__isnull=True) | Q(ended_on__gt=on)))

    def ended(self, on: date) -> "LegalBasisQuerySet":
        """Those that held before a day and do not any more."""
        return self.filter(ended_on__lte=on)

    def to_come(self, on: date) -> "LegalBasisQuerySet":
        """Those that begin after a day."""
        return self.filter(from_on__gt=on)

    def binding_us(self) -> "LegalBasisQuerySet":
        """Those that bind this office, its departments or providers; not those kept to compare."""
        return self.filter(binds_us=True)


class LegalBasis(models.Model):
    """One law, order or guidance, and the duty in it, as a dated record: when it ends, what rested on it is to be seen.

    from_on: the first day it holds; empty when nobody has found out. ended_on: the first day it does not hold any more.
    """

    class Jurisdiction(models.TextChoices):
        FEDERAL = "federal", _("United States")
        STATE = "state", _("State")
        LOCAL = "local", _("City or county")

    class Scope(models.TextChoices):
        RECIPIENTS = "recipients", _("Everybody who receives federal money")
        DEPARTMENTS = "departments", _("City departments")
        PROVIDERS = "providers", _("City departments and providers they contract")
        AGENCIES = "agencies", _("Federal agencies")

    class Rule(models.TextChoices):
        NONE = "none", _("No number")
        SHARE = "share", _("A share of the people served")
        COUNT = "count", _("A number of people")
        LESSER = "lesser", _("A share or a number, whichever is less")
        GREATER = "greater", _("A share or a number, whichever is more")
        NAMED = "named", _("The languages it names")

    TRANSLATED: ClassVar[tuple[str, ...]] = ("title", "duty")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    citation = models.CharField(max_length=200)
    jurisdiction = models.CharField(max_length=8, choices=Jurisdiction.choices)
    # Of a state, city or county: which one.
    place = models.CharField(max_length=120, blank=True)
    binds_us = models.BooleanField(default=True)
    scope = models.CharField(max_length=12, choices=Scope.choices)
    duty = models.TextField()
    source_url = models.URLField(blank=True)
    # Where the facts stand, and when somebody read them there.
    source = models.CharField(max_length=300)
    read_on = models.DateField(null=True, blank=True)
    # What nobody has looked up yet, in words.
    unverified = models.CharField(max_length=300, blank=True)
    is_invented = models.BooleanField(default=False)
    from_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_how = models.CharField(max_length=300, blank=True)
    superseded_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="supersedes"
    )
    rule = models.CharField(max_length=8, choices=Rule.choices, default=Rule.NONE)
    share_percent = models.DecimalField(
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(Decimal("99.99"))],
    )
    people = models.PositiveIntegerField(null=True, blank=True, validators=[MinValueValidator(1)])
    # With fewer people than this, a notice that spoken help is free is enough.
    notice_below = models.PositiveIntegerField(null=True, blank=True)
    languages = models.JSONField(default=list, blank=True)
    changed_at = models.DateTimeField()

    objects = LegalBasisQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-binds_us", "jurisdiction", "from_on", "code"]
        constraints = [
            models.CheckConstraint(
                name="law_ends_after_it_began",
                condition=Q(ended_on__isnull=True)
                | Q(from_on__isnull=True)
                | Q(ended_on__gt=F("from_on")),
                violation_error_message=_("A law ends after it began: look at both days."),
            ),
            models.CheckConstraint(
                name="law_is_superseded_only_when_ended",
                condition=Q(superseded_by__isnull=True) | Q(ended_on__isnull=False),
                violation_error_message=_("Write the day the law ended."),
            ),
            models.CheckConstraint(
                name="law_does_not_supersede_itself",
                condition=Q(superseded_by__isnull=True) | ~Q(superseded_by=F("id")),
            ),
            models.CheckConstraint(
                name="law_names_what_it_rests_on",
                condition=~Q(title="") & ~Q(citation="") & ~Q(duty="") & ~Q(source=""),
            ),
            models.CheckConstraint(
                name="law_has_a_share_where_its_rule_needs_one",
                # Without the first line a missing share would pass: to a database, unknown is not wrong.
                condition=Q(rule__in=WITH_SHARE, share_percent__isnull=False)
                & Q(share_percent__gt=0, share_percent__lt=100)
                | ~Q(rule__in=WITH_SHARE) & Q(share_percent__isnull=True),
                violation_error_message=_(
                    "Write the share where the law has one, such as 5, and only there."
                ),
            ),
            models.CheckConstraint(
                name="law_has_a_number_where_its_rule_needs_one",
                condition=Q(rule__in=WITH_COUNT, people__isnull=False, people__gt=0)
                | ~Q(rule__in=WITH_COUNT) & Q(people__isnull=True),
                violation_error_message=_(
                    "Write the number of people where the law has one, such as 1000, and only there."
                ),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return self.title

    @property
    def has_a_line(self) -> bool:
        """Whether it says from how many people on, or which languages."""
        return self.rule != self.Rule.NONE

    def holds(self, on: date) -> bool:
        """Whether it is in force on a day."""
        has_begun = self.from_on is None or self.from_on <= on
        return has_begun and (self.ended_on is None or on < self.ended_on)
