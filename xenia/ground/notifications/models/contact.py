"""A way to reach a person, and what she agreed to."""

from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xenia.ground.common.ids import new_id
from xenia.ground.notifications.safety import Safety, safety_from
from xenia.ground.vault.fields import SealedJson, SealedText, is_shredded
from xenia.ground.vault.models import SubjectRecord


class Channel(models.TextChoices):
    """How a message goes."""

    EMAIL = "email", _("E-mail")
    SMS = "sms", _("Text message")
    CALL = "call", _("Phone call")
    MAIL = "mail", _("Letter")


class ContactPoint(SubjectRecord):
    """One e-mail address, phone number or postal address of one person. Other rooms hold its id alone."""

    class Kind(models.TextChoices):
        EMAIL = "email", _("E-mail")
        PHONE = "phone", _("Phone")
        POSTAL = "postal", _("Postal address")

    CHANNELS: ClassVar[dict[str, tuple[str, ...]]] = {
        Kind.EMAIL: (Channel.EMAIL,),
        # A text disturbs less than a call, where the person agreed to it.
        Kind.PHONE: (Channel.SMS, Channel.CALL),
        Kind.POSTAL: (Channel.MAIL,),
    }

    kind = models.CharField(max_length=8, choices=Kind.choices)
    address = SealedText()
    safety = SealedJson(default=dict)
    languages = SealedJson(default=dict)
    # The end of the address in her e-mails that stops them; only its hash is looked up.
    stop_token = SealedText()
    stop_hash = models.CharField(max_length=64, unique=True)
    is_verified = models.BooleanField(default=False)
    added_on = models.DateField()
    safety_rechecked_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="contact_is_of_a_known_kind",
                condition=Q(kind__in=("email", "phone", "postal")),
            ),
        ]

    class Privacy:
        personal = {
            "address": "to reach the person on what she asked us for",
            "safety": "which ways and hours do her no harm",
            "languages": "to speak and write to her in her language",
            "stop_token": "lets her end e-mails with one click, without signing in",
        }
        secrets = ("stop_token", "stop_hash")
        keep = timedelta(days=2 * 365)
        since = "safety_rechecked_on"
        after = "delete"

    @property
    def is_erased(self) -> bool:
        """Whether the person's key is gone, and with it her address."""
        return is_shredded(self.address)

    def safe_ways(self) -> Safety:
        """What she said is safe; nothing is when it cannot be read any more."""
        said: Any = self.safety
        if is_shredded(said):
            return Safety(may_email=False, may_call=False, may_mail=False)
        return safety_from(said)

    def language(self, how: str) -> str:
        """The language she speaks ("spoken") or reads ("written")."""
        said: Any = self.languages
        return "en" if is_shredded(said) else str(said.get(how) or "en")


class ConsentNote(models.Model):
    """One line of the consent ledger: on a day a person said yes or no to a purpose on a channel.

    Lines are added and never changed; a trigger refuses it. They go with the contact point.
    """

    class How(models.TextChoices):
        FORM = "form", _("On a form")
        ORAL = "oral", _("She said so")
        REPLY = "reply", _("By a reply")
        LINK = "link", _("By the link in an e-mail")
        NEW_ADDRESS = "new_address", _("The address changed")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    contact = models.ForeignKey(
        ContactPoint, on_delete=models.CASCADE, related_name="consent_notes"
    )
    number = models.PositiveIntegerField()
    channel = models.CharField(max_length=8, choices=Channel.choices)
    # "" means every purpose: only a "no" can mean that.
    purpose = models.CharField(max_length=60, blank=True)
    is_given = models.BooleanField()
    how = models.CharField(max_length=12, choices=How.choices)
    on = models.DateField()
    # No foreign key: the line stays as it was when the colleague's record leaves.
    noted_by: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints = [
            models.UniqueConstraint(
                name="consent_lines_follow_each_other", fields=["contact", "number"]
            ),
            models.CheckConstraint(
                name="yes_is_said_to_one_purpose", condition=Q(is_given=False) | ~Q(purpose="")
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"{self.contact_id} {self.number} {self.channel} {self.purpose or 'all'}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the line. Raises TypeError when it exists."""
        if not self._state.adding:
            raise TypeError("a line of the consent ledger is never changed: add a new one")
        super().save(*args, **kwargs)
