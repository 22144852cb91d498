"""Links that let one person in: an invitation for somebody new, a sign-in link for somebody who is locked out."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from xenia.ground.accounts.models.user import User
from xenia.ground.accounts.roles import Role
from xenia.ground.common.ids import new_id


class Invitation(models.Model):
    """One link for one person; only a hash of its secret is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField()
    role = models.CharField(max_length=40, choices=Role.choices)
    organization_id = models.UUIDField(null=True, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="invitations_sent"
    )
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="invitations_accepted"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_open_invitation_per_email",
                fields=["email"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                name="an_invitation_is_accepted_or_withdrawn",
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {"email": "who the link is for"}
        keep = timedelta(days=90)
        since = "expires_at"
        after = "delete"

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    def is_open(self, at: datetime) -> bool:
        """Whether the link still lets somebody in."""
        return self.accepted_at is None and self.withdrawn_at is None and at < self.expires_at


class SignInLink(models.Model):
    """A link with which somebody who works here sets a new password; only a hash of its secret is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_in_links")
    token_hash = models.CharField(max_length=64, unique=True)
    issued_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="sign_in_links_issued"
    )
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="sign_in_link_ends_after_it_was_issued",
                condition=Q(expires_at__gte=F("issued_at")),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = timedelta(days=90)
        since = "expires_at"
        after = "delete"

    def __str__(self) -> str:
        return f"sign-in link {self.pk}"

    def is_open(self, at: datetime) -> bool:
        """Whether the link still lets her in."""
        return self.used_at is None and at < self.expires_at
