"""The office's set phrases come from a file, in every language it ships with, as drafts."""

import csv
from collections import defaultdict
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Final

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.common.local_words import written_day
from xenia.ground.translations.models import TranslatedText
from xenia.ground.translations.operations.writing import write_translations
from xenia.work.language_access.models import SetPhrase
from xenia.work.language_access.models.set_phrase import DAY

FILE: Final = Path(__file__).resolve().parent.parent / "data" / "set_phrases.csv"
ENGLISH: Final = "en"


class DayIsMissing(ValueError):
    """This phrase names a day, and none was said."""


@cache
def phrases_of_the_file() -> dict[str, dict[str, str]]:
    """{code: {language: text}}, in the file's order."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["code"]][row["language"]] = row["text"]
    return dict(found)


@transaction.atomic
def keep_set_phrases(*, at: datetime) -> int:
    """Phrases the office has not got yet come in, with drafts nobody answers for yet. How many; none are changed."""
    there = set(SetPhrase.objects.values_list("code", flat=True))
    new = {code: said for code, said in phrases_of_the_file().items() if code not in there}
    order = list(phrases_of_the_file())
    for code, said in new.items():
        _bring_in(code, order.index(code), said, at)
    return len(new)


def _bring_in(code: str, position: int, said: dict[str, str], at: datetime) -> None:
    phrase, is_new = SetPhrase.objects.get_or_create(
        code=code, defaults={"position": position, "text": said[ENGLISH], "changed_at": at}
    )
    if not is_new:
        return
    others = {language: text for language, text in said.items() if language != ENGLISH}
    origin = TranslatedText.Origin.IMPORTED
    write_translations(record=phrase, texts={"text": others}, by=None, at=at, origin=origin)
    audit.record(None, "language_access.phrase_added", phrase, at=at)


def with_day(text: str, day: date | None, language: str) -> str:
    """The phrase with its day written out as its reader writes days. Raises DayIsMissing."""
    if DAY not in text:
        return text
    if day is None:
        raise DayIsMissing("expected a day")
    return text.replace(DAY, written_day(day, language))
