"""Answers that are used again, in other languages: two people stand behind what somebody acts on."""

from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xenia.ground.translations.kinds import PAGES, ContentKind, register
from xenia.work.enquiries.models import AnswerText


def _usable() -> QuerySet[AnswerText]:
    return AnswerText.objects.usable().order_by("title", "pk")


def _page(record: UUID, language: str) -> str:
    return reverse("enquiries:answer_text_in", args=[record, language])


def register_content() -> None:
    """Tell the room of translations that answers have texts."""
    kind = ContentKind(
        model=AnswerText,
        label=_("Answer"),
        fields={"title": _("Title"), "question": _("The question"), "text": _("The answer")},
        records=_usable,
        vital=frozenset({"text"}),
        is_public=True,
        changed_at="changed_at",
    )
    register(kind)
    PAGES[kind.code] = _page
