"""Pictures and papers that belong to a complaint."""

from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from xenia.ground.accounts.models import User
from xenia.ground.vault.fields import SealedBytes, SealedText
from xenia.ground.vault.models.record import SubjectQuerySet, SubjectRecord
from xenia.work.ombudsman.models.complaint import Complaint, Kind
from xenia.work.ombudsman.models.words import OFFICE, DepartmentWord


class Evidence(SubjectRecord):
    """One picture, made anew from what was sent, without anything the camera or the program wrote beside it.

    A paper of several pages is several of them. Only one with `is_redacted` is shown to a department: a colleague
    covered what names her, and said so. Destroyed 90 days after the complaint was closed.
    """

    class From(models.TextChoices):
        HER = "her", _("She sent it")
        OFFICE = "office", _("We took it in")
        DEPARTMENT = "department", _("The department sent it")

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="evidence")
    compartment = models.CharField(max_length=40, default=OFFICE, editable=False)
    source = models.CharField(max_length=12, choices=From.choices)
    # JPEG, at most `ombudsman.evidence.LONGEST_SIDE` pixels on its longer side.
    picture = SealedBytes(compartment=True)
    caption = SealedText(compartment=True)
    is_redacted = models.BooleanField(default=False)
    # The one this is the redacted copy of.
    copy_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="copies"
    )
    added_on = models.DateField()
    by_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(null=True, blank=True)

    objects: ClassVar[Any] = SubjectQuerySet["Evidence"].as_manager()

    class Meta:
        base_manager_name = "objects"
        ordering: ClassVar = ["added_on", "pk"]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {
            "picture": "what shows what happened",
            "caption": "what the picture shows",
        }
        keep = timedelta(days=90)
        since = "complaint.closed_on"
        after = "delete"

    def is_shown_to(self, user: User) -> bool:
        """Whether the vault opens it for somebody of the department that was asked: a covered copy, and nothing else.

        Whoever is accused of having punished her for complaining sees nothing at all.
        """
        complaint = self.complaint
        if not self.is_redacted or complaint.kind == Kind.RETALIATION:
            return False
        was_asked = DepartmentWord.objects.filter(
            complaint=complaint,
            department=complaint.department_id,
            kind=DepartmentWord.Kind.REQUEST,
        ).exists()
        return was_asked and user.may("ombudsman.reply", organization=complaint.department_id)
