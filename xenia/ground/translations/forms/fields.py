"""Fields this room's forms share."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from xenia.ground.common.languages import name_in
from xenia.ground.translations.kinds import CONTENT
from xenia.ground.translations.queries.languages import other_codes


class Words(forms.CharField):
    """Text with plain line ends, so that what nobody touched stays the same."""

    def to_python(self, value: Any) -> str:
        """The text as it is kept."""
        return str(super().to_python(value)).replace("\r\n", "\n").strip()


def languages() -> list[tuple[str, str]]:
    """The office's languages but English, by name."""
    reader = get_language() or "en"
    return [(code, name_in(code, reader)) for code in other_codes()]


def any_language() -> list[tuple[str, Any]]:
    """The same, or any."""
    return [("", _("Any")), *languages()]


def kinds() -> list[tuple[str, Any]]:
    """The kinds of content."""
    return [(kind.code, kind.label) for kind in CONTENT.values()]


def any_kind() -> list[tuple[str, Any]]:
    """The same, or any."""
    return [("", _("Any")), *kinds()]
