"""Set phrases in other languages: the room of translations keeps and reviews them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from xenia.ground.translations.kinds import ContentKind, register
from xenia.work.language_access.models import SetPhrase


def _every_phrase() -> Any:
    return SetPhrase.objects.all()


def register_text_content() -> None:
    """Tell the room of translations that set phrases have a text, and that people act on it."""
    register(
        ContentKind(
            model=SetPhrase,
            label=_("Set phrase"),
            fields={"text": _("The phrase")},
            records=_every_phrase,
            vital=frozenset({"text"}),
            is_public=True,
            changed_at="changed_at",
        )
    )
