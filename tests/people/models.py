"""A person as a later room would keep her: a name, a phone, notes only some may open."""

from datetime import timedelta
from typing import ClassVar

from django.db import models

from xenia.ground.common.ids import new_id
from xenia.ground.vault.fields import SealedJson, SealedText
from xenia.ground.vault.models import SubjectRecord


class Person(SubjectRecord):
    """Somebody invented."""

    name = SealedText()
    phone = SealedText()
    facts = SealedJson(default=dict)
    compartment = models.CharField(max_length=40, default="office")
    note = SealedText(compartment=True)
    closed_on = models.DateField(null=True)

    class Privacy:
        personal: ClassVar[dict[str, str]] = {
            "name": "what she wants to be called",
            "phone": "to call her back",
            "facts": "what she told us",
            "note": "what was said in confidence",
        }
        keep = timedelta(days=365)
        since = "closed_on"


class Visit(SubjectRecord):
    """A visit of hers; the row goes with her."""

    what = SealedText()
    on = models.DateField()

    class Privacy:
        personal: ClassVar[dict[str, str]] = {"what": "what she came for"}
        keep = timedelta(days=365)
        since = "on"
        after = "delete"


class Passerby(models.Model):
    """The same without a vault: what it is measured beside."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject_id = models.UUIDField(db_index=True)
    word = models.TextField()

    class Privacy:
        personal: ClassVar[dict[str, str]] = {"word": "nothing; it is measured"}
        keep = None

    def __str__(self) -> str:
        return str(self.pk)


class Errand(models.Model):
    """Something to do, about nobody; past its term the row goes by itself."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    done_at = models.DateTimeField(null=True)

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = timedelta(days=30)
        since = "done_at"
        after = "delete"

    def __str__(self) -> str:
        return str(self.pk)
