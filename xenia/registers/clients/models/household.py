"""People who live together, as they told us."""

from datetime import timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xenia.ground.common.ids import new_id
from xenia.ground.vault.fields import SealedText
from xenia.ground.vault.models.record import SubjectQuerySet, SubjectRecord
from xenia.registers.clients.models.client import Client


class Relation(models.TextChoices):
    """Who somebody is in a household, seen from the person it was first written down with."""

    FIRST = "first", _("The person we met first")
    PARTNER = "partner", _("Partner")
    CHILD = "child", _("Child")
    PARENT = "parent", _("Parent or grandparent")
    RELATIVE = "relative", _("Other family")
    OTHER = "other", _("Lives with them")


class Household(models.Model):
    """A home. It has no address and no name; only its members say who lives there."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    added_on = models.DateField()

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None

    def __str__(self) -> str:
        return f"household {self.pk}"


class Members(SubjectQuerySet["HouseholdMember"]):
    """Ways to choose among members."""

    def living_there(self) -> "Members":
        """Those who did not move out."""
        return self.filter(left_on__isnull=True)


class HouseholdMember(SubjectRecord):
    """One person in a household. How she belongs to it is under her own key."""

    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="members")
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="memberships")
    relation = SealedText()
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)

    objects: ClassVar[Any] = Members.as_manager()

    class Meta:
        base_manager_name = "objects"
        ordering: ClassVar = ["joined_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="a_person_lives_in_one_household",
                fields=["client"],
                condition=Q(left_on__isnull=True),
            ),
            models.CheckConstraint(
                name="nobody_moves_out_before_moving_in",
                condition=Q(left_on__isnull=True) | Q(left_on__gte=models.F("joined_on")),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {
            "relation": "to help a family together, and to know who is a child",
        }
        keep = timedelta(days=3 * 365)
        since = "joined_on"
        after = "delete"

    @property
    def relation_words(self) -> str:
        """How she belongs to it, for people."""
        return str(dict(Relation.choices).get(str(self.relation), self.relation))
