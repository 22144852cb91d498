"""People who sign in: staff, partners, departments, interpreters. Residents need no account."""

from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from xenia.ground.accounts.roles import PERMISSIONS, Role
from xenia.ground.common.ids import new_id


def own_email(email: str) -> str:
    """An e-mail as it is kept: capitals and spaces around it do not make another person."""
    return email.strip().lower()


class Users(BaseUserManager["User"]):
    """Makes users; an e-mail is compared without regard to capitals."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Add a user; without a password nobody can sign in until one is set."""
        user = self.model(email=own_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """The user with this e-mail."""
        return self.get(email=own_email(username or ""))


class User(AbstractBaseUser):
    """A person who works with the office, under her work e-mail."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=12, default="en")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Users] = Users()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="who_left_has_no_access",
                condition=Q(left_at__isnull=True) | Q(is_active=False),
            ),
            models.CheckConstraint(
                name="email_is_in_small_letters", condition=Q(email=Lower("email"))
            ),
        ]

    class Privacy:
        personal = {
            "email": "work address, to sign in and to be told of tasks",
            "name": "shown to colleagues beside what the person did",
        }
        keep = timedelta(days=365)
        since = "left_at"

    def __str__(self) -> str:
        return self.name or self.email

    def grants(self) -> "dict[UUID | None, set[Role]]":
        """The roles held now, by organisation (None: in the office). Read once per request."""
        if not hasattr(self, "_grants"):
            held: dict[UUID | None, set[Role]] = {}
            if self.is_active:
                for role, organization in self.role_grants.filter(ended_at=None).values_list(
                    "role", "organization_id"
                ):
                    held.setdefault(organization, set()).add(Role(role))
            self._grants = held
        return self._grants

    def forget_grants(self) -> None:
        """Read the roles anew at the next question: one was given or ended."""
        vars(self).pop("_grants", None)

    def roles(self) -> set[Role]:
        """Every role held now, in the office or elsewhere."""
        return set().union(*self.grants().values()) if self.grants() else set()

    def organizations(self) -> set[UUID]:
        """The organisations this person belongs to."""
        return {one for one in self.grants() if one is not None}

    def may(self, permission: str, *, organization: UUID | None = None) -> bool:
        """Whether a role held now allows this act, anywhere or in this organisation.

        Raises KeyError for a permission no room declared.
        """
        allowed = PERMISSIONS[permission]
        if self.roles() & allowed.anywhere:
            return True
        return bool(
            organization is not None
            and self.grants().get(organization, set()) & allowed.own_organization
        )

    def may_somewhere(self, permission: str) -> bool:
        """Whether a role allows this act at least in an organisation of hers."""
        allowed = PERMISSIONS[permission]
        return bool(self.roles() & (allowed.anywhere | allowed.own_organization))


def display_name(user: User) -> str:
    """How a colleague is named on the screen."""
    return str(user)


class RoleGrant(models.Model):
    """One role of one person, in the office or in one organisation, from a day until a day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_grants")
    role = models.CharField(max_length=40, choices=Role.choices)
    # The organisation's id in the directory, which lies above this room.
    organization_id = models.UUIDField(null=True, blank=True, db_index=True)
    granted_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="grants_given"
    )
    granted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_living_grant_per_role",
                fields=["user", "role", "organization_id"],
                condition=Q(ended_at__isnull=True),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="grant_ends_after_it_began",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("granted_at")),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = timedelta(days=365)
        since = "ended_at"

    def __str__(self) -> str:
        return f"{self.role} of {self.user_id}"
