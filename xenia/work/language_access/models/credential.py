"""What proves that an interpreter can do it."""

from datetime import date, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xenia.ground.vault.fields import SealedText
from xenia.ground.vault.models.record import SubjectQuerySet, SubjectRecord
from xenia.work.language_access.models.interpreter import Interpreter
from xenia.work.language_access.models.pair import LanguagePair


class Level(models.TextChoices):
    """Who answers for it. `queries/ranks.py` says what each counts."""

    FEDERAL_COURT = "federal_court", _("Certified by the federal courts")
    STATE_COURT = "state_court", _("Certified by a state’s courts")
    STATE_AGENCY = "state_agency", _("Certified by a state agency")
    NATIONAL_BODY = "national_body", _("Certified by a national body")
    BEST_AVAILABLE = "best_available", _("Best available evidence")


class Modality(models.TextChoices):
    """What was tested. A certificate for writing says nothing about interpreting, nor the other way round."""

    INTERPRETING = "interpreting", _("Interpreting")
    WRITTEN = "written", _("Translating in writing")


class Evidence(models.TextChoices):
    """What a colleague saw. Where no certificate exists for a language, the best there is."""

    CERTIFICATE = "certificate", _("Certificate")
    TEST = "test", _("Language test")
    HOURS = "hours", _("Hours of training or work")
    REFERENCES = "references", _("References")


class Credentials(SubjectQuerySet["Credential"]):
    """Ways to choose among credentials."""

    def recorded(self) -> "Credentials":
        """All that were not taken back."""
        return self.filter(withdrawn_on=None)

    def in_force(self, on: date) -> "Credentials":
        """Credentials a colleague checked, and that have not run out on a day."""
        current = Q(expires_on=None) | Q(expires_on__gte=on)
        return self.recorded().filter(current, checked_on__isnull=False)

    def fits(self, pair: LanguagePair) -> "Credentials":
        """Credentials for this pair's languages and direction."""
        straight = Q(from_language=pair.from_language, to_language=pair.to_language)
        turned = Q(from_language=pair.to_language, to_language=pair.from_language, both_ways=True)
        return self.filter(straight | turned, interpreter=pair.interpreter_id)


class Credential(SubjectRecord):
    """A certificate, a test, hours or references: for which languages and direction, until when, seen by whom.

    It counts from the day a colleague checked it to the day it runs out, and not after it was taken back.
    """

    interpreter = models.ForeignKey(
        Interpreter, on_delete=models.CASCADE, related_name="credentials"
    )
    issuer = models.CharField(max_length=120)
    level = models.CharField(max_length=16, choices=Level.choices)
    modality = models.CharField(
        max_length=12, choices=Modality.choices, default=Modality.INTERPRETING
    )
    from_language = models.CharField(max_length=20)
    to_language = models.CharField(max_length=20)
    both_ways = models.BooleanField(default=True)
    evidence = models.CharField(max_length=12, choices=Evidence.choices)
    evidence_note = SealedText()
    issued_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True, db_index=True)
    checked_by_id: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(
        null=True, blank=True
    )
    checked_on = models.DateField(null=True, blank=True)
    # Days before the end at which somebody was last reminded.
    reminded_days = models.PositiveSmallIntegerField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)

    objects: ClassVar[Any] = Credentials.as_manager()

    class Meta:
        base_manager_name = "objects"
        ordering: ClassVar = ["from_language", "to_language", "level"]
        constraints = [
            models.CheckConstraint(
                name="a_credential_is_of_two_languages",
                condition=~Q(from_language=F("to_language")),
            ),
            models.CheckConstraint(
                name="a_credential_is_checked_by_somebody_on_a_day",
                condition=Q(checked_by_id__isnull=True, checked_on__isnull=True)
                | Q(checked_by_id__isnull=False, checked_on__isnull=False),
            ),
            models.CheckConstraint(
                name="a_credential_ends_after_it_was_issued",
                condition=Q(issued_on__isnull=True)
                | Q(expires_on__isnull=True)
                | Q(expires_on__gte=F("issued_on")),
            ),
            models.CheckConstraint(
                name="a_certificate_is_no_best_available_evidence",
                condition=Q(level="best_available") & ~Q(evidence="certificate")
                | ~Q(level="best_available") & Q(evidence="certificate"),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {
            "evidence_note": "what a colleague saw of a credential, such as its number",
        }
        keep = timedelta(days=3 * 365)
        since = "interpreter.left_on"
        after = "delete"

    def is_expired(self, on: date) -> bool:
        """Whether it ran out before a day."""
        return self.expires_on is not None and self.expires_on < on
