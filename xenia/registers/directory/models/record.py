"""What every record of the directory has."""

from typing import ClassVar

from django.db import models

from xenia.ground.common.ids import new_id


class Record(models.Model):
    """A row under a random id. Texts have no length limit: files from elsewhere bring long ones."""

    # The fields people may read in other languages.
    TRANSLATED: ClassVar[tuple[str, ...]] = ()

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        keep = None
