"""The call for counts: partners and departments with systems of their own report too.

What they say is reported, not measured, and not unduplicated: it is printed apart and never added to our own numbers.
"""

from datetime import timedelta
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xenia.ground.common.ids import new_id
from xenia.ground.common.transitions import StepTaken
from xenia.registers.directory.models import Organization


class Part(models.TextChoices):
    """What somebody reports, by clause (B)(4) of the ordinance."""

    PLANNED = "planned", _("Places planned")
    DELIVERED = "delivered", _("Places given")
    INTAKES = "intakes", _("Intakes")
    SCREENINGS = "screenings", _("Eligibility screenings")
    PEOPLE = "people", _("People served")
    OPENED = "opened", _("Matters opened")
    CLOSED = "closed", _("Matters closed")
    LEGAL_DIRECT = "legal_direct", _("People given legal help")
    LEGAL_REFERRED = "legal_referred", _("People referred to other legal help")


class DataCall(models.Model):
    """The call of one year: when the Council gets the report, and by when everybody answers."""

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    year = models.PositiveSmallIntegerField(unique=True)
    council_on = models.DateField()
    opened_on = models.DateField()
    due_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-year"]
        constraints = [
            models.CheckConstraint(
                name="a_call_ends_before_the_council",
                condition=Q(due_on__gte=F("opened_on"), council_on__gte=F("due_on")),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return str(self.year)


class DataRequest(models.Model):
    """What one organization is asked in a call, and whether it answered."""

    class Status(models.TextChoices):
        ASKED = "asked", pgettext_lazy("call for counts", "Asked")
        BEGUN = "begun", pgettext_lazy("call for counts", "Begun")
        ANSWERED = "answered", pgettext_lazy("call for counts", "Answered")
        NOTHING = "nothing", pgettext_lazy("call for counts", "Has nothing to report")

    NEXT: ClassVar[dict[str, set[str]]] = {
        Status.ASKED: {Status.BEGUN, Status.ANSWERED, Status.NOTHING},
        Status.BEGUN: {Status.BEGUN, Status.ANSWERED, Status.NOTHING},
        Status.ANSWERED: {Status.BEGUN},
        Status.NOTHING: {Status.BEGUN},
    }

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    call = models.ForeignKey(DataCall, on_delete=models.CASCADE, related_name="requests")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.ASKED)
    state_version = models.PositiveIntegerField(default=0)
    due_on = models.DateField()
    answered_on = models.DateField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    # How they count, in their words; printed beside their numbers.
    method = models.CharField(max_length=400, blank=True)
    # What stood there before the last spreadsheet was taken: {"method": …, "figures": [[part, service type, case type, value]]}.
    before_file = models.JSONField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="an_organization_is_asked_once", fields=["call", "organization"]
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"{self.call_id} {self.status}"


class DataRequestStep(StepTaken):
    """One step an answer took."""

    record = models.ForeignKey(DataRequest, on_delete=models.CASCADE, related_name="steps_taken")

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = timedelta(days=3 * 365)
        since = "at"
        after = "delete"


class ReportedFigure(models.Model):
    """A number an organization reported. service_type, case_type: codes of the office's lists, "" for all together."""

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    request = models.ForeignKey(DataRequest, on_delete=models.CASCADE, related_name="figures")
    part = models.CharField(max_length=16, choices=Part.choices)
    service_type = models.CharField(max_length=40, blank=True)
    case_type = models.CharField(max_length=40, blank=True)
    value = models.PositiveIntegerField()
    entered_on = models.DateField()

    class Meta:
        ordering: ClassVar = ["part", "service_type", "case_type"]
        constraints = [
            models.UniqueConstraint(
                name="a_number_is_reported_once",
                fields=["request", "part", "service_type", "case_type"],
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"{self.part} {self.service_type} {self.case_type}"


class EarlierTotal(models.Model):
    """A total an earlier report of the office published, before Xenia: with where it stands. measure: a code, or words."""

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=new_id, editable=False
    )
    year = models.PositiveSmallIntegerField()
    measure = models.CharField(max_length=120)
    row = models.CharField(max_length=120, blank=True)
    value = models.PositiveIntegerField()
    citation = models.CharField(max_length=400)

    class Meta:
        ordering: ClassVar = ["-year", "measure", "row"]
        constraints = [
            models.UniqueConstraint(
                name="an_earlier_total_stands_once", fields=["year", "measure", "row"]
            ),
            models.CheckConstraint(
                name="an_earlier_total_names_its_source", condition=~Q(citation="")
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"{self.year} {self.measure} {self.row}"
