"""What a translator writes: one text per field, in one language."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import SuspiciousOperation
from django.http import QueryDict

from xenia.registers.directory.forms.fields import Words
from xenia.registers.directory.queries.translation import FieldText
from xenia.registers.directory.queries.wording import FIELD_NAMES

_SALT = "directory.translation"
_LONG = 90


class TranslationForm(forms.Form):
    """The texts of one record in one language, each beside its source."""

    def __init__(
        self,
        texts: Iterable[FieldText],
        language: str,
        direction: str,
        data: QueryDict | None = None,
    ) -> None:
        super().__init__(data, initial={one.field: one.text for one in texts})
        self.language = language
        for one in texts:
            self.fields[one.field] = Words(
                label=FIELD_NAMES[one.field],
                required=False,
                widget=forms.Textarea(
                    attrs={
                        "rows": 2 + len(one.source) // _LONG,
                        "lang": language,
                        "dir": direction,
                    }
                ),
            )

    def changed(self, seen: dict[str, str]) -> dict[str, str]:
        """The texts that are not what the page showed."""
        return {
            field: text
            for field, text in self.cleaned_data.items()
            if text != seen.get(f"{field}.{self.language}", "").strip()
        }


def seal_of(texts: Iterable[FieldText], language: str) -> str:
    """What the page shows, to come back with what is typed."""
    sources = {one.field: one.source for one in texts}
    return signing.dumps(
        sources | {f"{one.field}.{language}": one.text for one in texts}, salt=_SALT, compress=True
    )


def seen_of(seal: str) -> dict[str, str]:
    """What the page showed. Raises SuspiciousOperation when its seal is broken."""
    try:
        seen: dict[str, Any] = signing.loads(seal, salt=_SALT)
    except signing.BadSignature:
        raise SuspiciousOperation("the seal of a translation page is broken") from None
    return {name: str(text) for name, text in seen.items()}
