"""What was said about a complaint: between her and us, and between us and the department."""

from datetime import timedelta
from typing import Any, ClassVar, Final
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xenia.ground.vault.fields import SealedText
from xenia.ground.vault.models.record import SubjectQuerySet, SubjectRecord
from xenia.registers.directory.models import Organization
from xenia.work.ombudsman.models.complaint import Complaint

OFFICE: Final = "office"


class ComplaintWord(SubjectRecord):
    """One piece of the thread with her, or a note among us. The office's compartment alone opens it.

    text: in the language it was written in; english: the same for us, or what we wrote before it was translated.
    """

    class Kind(models.TextChoices):
        HERS = "hers", _("She wrote")
        ANSWER = "answer", _("We wrote to her")
        NOTE = "note", _("A note among us")

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="words")
    compartment = models.CharField(max_length=40, default=OFFICE, editable=False)
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    text = SealedText(compartment=True)
    english = SealedText(compartment=True)
    # Our words wait for their translation; she reads them once it is there.
    waits = models.BooleanField(default=False)
    on = models.DateField()
    by_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(null=True, blank=True)

    objects: ClassVar[Any] = SubjectQuerySet["ComplaintWord"].as_manager()

    class Meta:
        base_manager_name = "objects"
        ordering: ClassVar = ["number"]
        constraints = [
            models.UniqueConstraint(
                name="words_of_a_complaint_follow_each_other", fields=["complaint", "number"]
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {
            "text": "what she complained about, what we answered, and our notes",
            "english": "the same in English, for the colleague who works on it",
        }
        keep = timedelta(days=3 * 365)
        since = "complaint.closed_on"
        after = "delete"


SHOWN_TO_HER: Final = (ComplaintWord.Kind.HERS, ComplaintWord.Kind.ANSWER)


class DepartmentWord(SubjectRecord):
    """What a department reads and writes: our words, written afresh or redacted, and its own. Nothing here names her."""

    class Kind(models.TextChoices):
        REQUEST = "request", _("We asked the department")
        REPLY = "reply", _("The department replied")
        PROPOSAL = "proposal", _("The department proposed a remedy")

    complaint = models.ForeignKey(
        Complaint, on_delete=models.CASCADE, related_name="department_words"
    )
    department = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    text = SealedText()
    on = models.DateField()
    by_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(null=True, blank=True)

    objects: ClassVar[Any] = SubjectQuerySet["DepartmentWord"].as_manager()

    class Meta:
        base_manager_name = "objects"
        ordering: ClassVar = ["number"]
        constraints = [
            models.UniqueConstraint(
                name="words_with_a_department_follow_each_other", fields=["complaint", "number"]
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {
            "text": "what we asked the department, and what it replied",
        }
        keep = timedelta(days=3 * 365)
        since = "complaint.closed_on"
        after = "delete"


class Release(SubjectRecord):
    """She lets one department know one thing about her, for a time. She takes it back whenever she likes."""

    class Field(models.TextChoices):
        NAME = "name", _("Name")
        ACCOUNT = "account", _("Account or case number at the department")
        PHONE = "phone", _("Phone number")
        ADDRESS = "address", _("Address")

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="releases")
    department = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    field = models.CharField(max_length=8, choices=Field.choices)
    value = SealedText()
    given_on = models.DateField()
    until = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)

    objects: ClassVar[Any] = SubjectQuerySet["Release"].as_manager()

    class Meta:
        base_manager_name = "objects"
        ordering: ClassVar = ["given_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_release_of_a_field_at_a_time",
                fields=["complaint", "department", "field"],
                condition=Q(withdrawn_on__isnull=True),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {
            "value": "what she lets the department know, so that it finds her file",
        }
        keep = timedelta(days=0)
        since = "until"
        after = "delete"
