"""Somebody who interprets or translates for the office."""

from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xenia.ground.accounts.models import User
from xenia.ground.common.ids import new_id
from xenia.ground.reference.models import Area
from xenia.ground.vault.fields import SealedText
from xenia.ground.vault.models.record import SubjectQuerySet, SubjectRecord
from xenia.registers.directory.models import Organization

MINUTES_OF_A_WEEK = 7 * 24 * 60


class Kind(models.TextChoices):
    """How an interpreter works with the office. A vendor line is a service one calls, not a person."""

    STAFF = "staff", _("Staff")
    CONTRACTOR = "contractor", _("Contractor")
    VOLUNTEER = "volunteer", _("Volunteer")
    VENDOR_LINE = "vendor_line", _("Vendor line")


class Status(models.TextChoices):
    """Where an interpreter stands with the office."""

    ONBOARDING = "onboarding", _("Being brought in")
    ACTIVE = "active", _("Works with us")
    PAUSED = "paused", _("Pauses")
    LEFT = "left", _("Left")


class Gender(models.TextChoices):
    """As she says it herself, for people who need or wish an interpreter of their gender."""

    FEMALE = "female", _("Woman")
    MALE = "male", _("Man")
    NONBINARY = "nonbinary", _("Non-binary")


class RateUnit(models.TextChoices):
    """What a rate is paid for."""

    HOUR = "hour", _("an hour")
    MINUTE = "minute", _("a minute")
    WORD = "word", _("a word")
    ASSIGNMENT = "assignment", _("an assignment")


# Who has not left may be looked at, brought in, planned with.
HERE = (Status.ONBOARDING, Status.ACTIVE, Status.PAUSED)


class Interpreters(SubjectQuerySet["Interpreter"]):
    """Ways to choose among interpreters."""

    def here(self) -> "Interpreters":
        """All who have not left."""
        return self.filter(status__in=HERE)

    def active(self) -> "Interpreters":
        """Those who can be sent now."""
        return self.filter(status=Status.ACTIVE)


class Interpreter(SubjectRecord):
    """An interpreter or translator of the roster: a person under her own key, or a vendor's line.

    When her records leave, this row goes with everything that hangs on it. A record that must outlast it points here
    with SET_NULL, never with PROTECT.
    """

    NEXT: ClassVar[dict[str, set[str]]] = {
        Status.ONBOARDING: {Status.ACTIVE, Status.LEFT},
        Status.ACTIVE: {Status.PAUSED, Status.LEFT},
        Status.PAUSED: {Status.ACTIVE, Status.LEFT},
        Status.LEFT: {Status.ONBOARDING},
    }

    name = SealedText()
    phone = SealedText()
    email = SealedText()
    # From where she sets out, in words: a quarter, a station.
    home_note = SealedText()
    # A vendor line only: what one says or types to be let through, and what happens on the phone then.
    access_code = SealedText()
    call_steps = SealedText()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.ONBOARDING)
    translates = models.BooleanField(default=False)
    gender = models.CharField(max_length=12, choices=Gender.choices, blank=True)
    # None: she said no limit.
    weekly_cap_minutes = models.PositiveIntegerField(null=True, blank=True)
    rate_cents = models.PositiveIntegerField(null=True, blank=True)
    rate_unit = models.CharField(max_length=12, choices=RateUnit.choices, blank=True)
    user = models.OneToOneField(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # When the agreement with the office was made; None: there is none yet.
    agreed_on = models.DateField(null=True, blank=True)
    added_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)

    objects: ClassVar[Any] = Interpreters.as_manager()

    class Meta:
        base_manager_name = "objects"
        ordering: ClassVar = ["kind", "added_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="an_interpreter_has_left_on_a_day",
                condition=Q(status="left", left_on__isnull=False)
                | ~Q(status="left") & Q(left_on__isnull=True),
            ),
            models.CheckConstraint(
                name="an_interpreters_rate_has_its_unit",
                condition=Q(rate_cents__isnull=True, rate_unit="")
                | Q(rate_cents__isnull=False) & ~Q(rate_unit=""),
            ),
            models.CheckConstraint(
                name="an_interpreters_cap_fits_into_a_week",
                condition=Q(weekly_cap_minutes__isnull=True)
                | Q(weekly_cap_minutes__range=(1, MINUTES_OF_A_WEEK)),
            ),
            models.CheckConstraint(
                name="a_vendor_line_is_nobody",
                condition=~Q(kind="vendor_line") | Q(gender="", user__isnull=True),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {
            "name": "what the interpreter is called",
            "phone": "to call the interpreter about an assignment",
            "email": "to write to the interpreter about assignments and credentials",
            "home_note": "from where the interpreter sets out, to reckon with the way",
            "access_code": "to be let through by a vendor's line",
            "call_steps": "what to say or press when a vendor's line answers",
            "gender": "for people who need or wish an interpreter of their gender",
        }
        keep = timedelta(days=3 * 365)
        since = "left_on"
        after = "delete"

    @property
    def label(self) -> str:
        """How departments call her, who do not see her name: a few signs of her random number."""
        return self.pk.hex[:6].upper()

    @property
    def first_name(self) -> str:
        """ "Ana" of "Ana Tavares" and of "Tavares, Ana"; "" when there is none."""
        family, comma, given = str(self.name).partition(",")
        words = (given if comma else family).split()
        return words[0] if words else ""

    @property
    def is_vendor_line(self) -> bool:
        """Whether this is a line one calls, not a person."""
        return self.kind == Kind.VENDOR_LINE


class ServedArea(models.Model):
    """An interpreter goes to this part of the city. Who names no area goes everywhere."""

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    interpreter = models.ForeignKey(Interpreter, on_delete=models.CASCADE, related_name="served")
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name_plural = "served areas"
        constraints = [
            models.UniqueConstraint(name="an_area_is_served_once", fields=["interpreter", "area"])
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"served area {self.pk}"
