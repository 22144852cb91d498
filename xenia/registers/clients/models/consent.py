"""What a person agreed to, until when, and when she took it back."""

from datetime import date, timedelta
from typing import Any, ClassVar, Final

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xenia.ground.vault.models.record import SubjectQuerySet, SubjectRecord
from xenia.registers.clients.models.client import Client
from xenia.registers.directory.models import Organization


class Purpose(models.TextChoices):
    """For what she agreed. Each is asked for alone."""

    RECORD = "record", _("That we keep a record, so that she need not tell everything again")
    REFERRAL = "referral", _("That an organization learns who she is, to help her")
    FOLLOW_UP = "follow_up", _("That we ask later whether it helped")
    STATISTICS = "statistics", _("That her country of origin is counted, without her name")


class SharedField(models.TextChoices):
    """What may be told to an organization. Nothing else ever goes out."""

    CALLED = "called", _("What she wants to be called")
    SPOKEN_LANGUAGE = "spoken_language", _("The language she speaks")
    WRITTEN_LANGUAGE = "written_language", _("The language she reads")
    CONTACT = "contact", _("How she may be reached")
    AREA = "area", _("Her neighborhood")
    BIRTH_YEAR = "birth_year", _("The year she was born")
    NEED = "need", _("What she needs")
    NOTE = "note", _("A note for this referral")


class How(models.TextChoices):
    """How she said so."""

    SPOKEN = "spoken", _("She said so")
    SIGNED = "signed", _("She signed on paper")
    ONLINE = "online", _("She said so online")


# The same said to herself: on her receipt, and on her own page.
PURPOSE_TO_HER: Final = {
    Purpose.RECORD: _("We keep a record of you, so that you need not tell everything again."),
    Purpose.REFERRAL: _("We tell an organization who you are, so that it can help you."),
    Purpose.FOLLOW_UP: _("We ask you later whether it helped."),
    Purpose.STATISTICS: _("We count your country of origin, without your name."),
}
FIELD_TO_HER: Final = {
    SharedField.CALLED: _("What you want to be called"),
    SharedField.SPOKEN_LANGUAGE: _("The language you speak"),
    SharedField.WRITTEN_LANGUAGE: _("The language you read"),
    SharedField.CONTACT: _("How you may be reached"),
    SharedField.AREA: _("Your neighborhood"),
    SharedField.BIRTH_YEAR: _("The year you were born"),
    SharedField.NEED: _("What you need"),
    SharedField.NOTE: _("A note for this referral"),
}


class Consents(SubjectQuerySet["Consent"]):
    """Ways to choose among consents."""

    def standing(self, on: date) -> "Consents":
        """Those that hold on a day."""
        begun = self.filter(given_on__lte=on, withdrawn_at__isnull=True)
        return begun.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))


class Consent(SubjectRecord):
    """One thing a person agreed to. For a referral: who learns what, until which day.

    The receipt's code lets her read it, and take it back, without an account.
    """

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    recipient = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Codes of SharedField, sorted.
    fields = models.JSONField(default=list)
    how = models.CharField(max_length=8, choices=How.choices, default=How.SPOKEN)
    # A keyed hash; the code stands on the receipt alone.
    receipt_hash = models.CharField(max_length=64, unique=True)
    given_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = Consents.as_manager()

    class Meta:
        base_manager_name = "objects"
        ordering: ClassVar = ["-given_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_referral_consent_names_who_learns_it_and_until_when",
                condition=~Q(purpose="referral")
                | Q(recipient__isnull=False, ends_on__isnull=False),
            ),
            models.CheckConstraint(
                name="a_consent_ends_after_it_began",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("given_on")),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        secrets = ("receipt_hash",)
        keep = timedelta(days=3 * 365)
        since = "given_on"
        after = "delete"

    @property
    def field_words(self) -> list[str]:
        """What may be told, for people."""
        known = dict(SharedField.choices)
        return [str(known[code]) for code in self.fields if code in known]

    @property
    def to_her(self) -> str:
        """What she agreed to, said to herself."""
        return str(PURPOSE_TO_HER[Purpose(self.purpose)])

    @property
    def fields_to_her(self) -> list[str]:
        """What may be told, said to herself."""
        return [str(FIELD_TO_HER[SharedField(code)]) for code in self.fields]

    def stands_on(self, day: date) -> bool:
        """Whether it holds on a day."""
        has_ended = self.ends_on is not None and self.ends_on < day
        return self.withdrawn_at is None and self.given_on <= day and not has_ended
