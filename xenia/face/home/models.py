"""Lists of services a colleague prepares for somebody to take along."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xenia.ground.common.ids import new_id
from xenia.registers.directory.models import Service

KEPT_FOR = timedelta(days=30)


class PreparedList(models.Model):
    """A colleague's unnamed draft: services in an order, in the language of whoever will read it.

    For whom it is stands nowhere: not in a field, not in a title.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="prepared_lists"
    )
    language = models.CharField(max_length=12)
    changed_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering: ClassVar = ["-changed_at"]
        constraints = [
            models.CheckConstraint(
                name="a_prepared_list_has_a_language", condition=~Q(language="")
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {"by": "the colleague whose draft it is"}
        keep = KEPT_FOR
        since = "changed_at"

    def __str__(self) -> str:
        return f"list {self.pk}"


class PreparedItem(models.Model):
    """A service on a prepared list, with a word to go with it. removed_at: taken off, and can be put back."""

    class Phrase(models.TextChoices):
        FIRST = "first", _("Go here first.")
        CALL = "call", _("Call before you go.")
        BRING = "bring", _("Bring your papers.")
        INTERPRETER = "interpreter", _("Ask for an interpreter. You do not pay.")
        SAY = "say", _("Say that our office sent you.")
        SHOW = "show", _("Show this paper at the desk.")
        WAIT = "wait", _("There may be a wait. Ask to be put on the list.")
        CHILDREN = "children", _("You can bring your children.")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    list = models.ForeignKey(PreparedList, on_delete=models.CASCADE, related_name="items")
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()
    phrase = models.CharField(max_length=12, choices=Phrase.choices, blank=True, default="")
    note = models.CharField(max_length=200, blank=True, default="")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints = [
            models.UniqueConstraint(name="a_service_is_once_on_a_list", fields=["list", "service"]),
            models.CheckConstraint(
                name="a_known_phrase",
                condition=Q(phrase="")
                | Q(
                    phrase__in=[
                        "first",
                        "call",
                        "bring",
                        "interpreter",
                        "say",
                        "show",
                        "wait",
                        "children",
                    ]
                ),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {"note": "the word to whoever takes the paper along"}
        # With its list.
        keep = None

    def __str__(self) -> str:
        return f"service on list {self.list_id}"
