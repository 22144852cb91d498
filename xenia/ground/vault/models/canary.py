"""A record that proves a copy opens."""

from typing import ClassVar

from xenia.ground.vault.fields import SealedText
from xenia.ground.vault.models.record import SubjectRecord


class Canary(SubjectRecord):
    """One invented person's sealed word. Data, keys and master key belong together when it opens."""

    word = SealedText()

    class Meta:
        verbose_name_plural = "canaries"

    class Privacy:
        personal: ClassVar[dict[str, str]] = {"word": "an invented word; it is about nobody"}
        keep = None
