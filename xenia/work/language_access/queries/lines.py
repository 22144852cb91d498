"""Vendors' lines: whom one calls when nobody else is there."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef

from xenia.ground.common.dates import local_day, local_time
from xenia.work.language_access.models import Interpreter, LanguagePair
from xenia.work.language_access.models.interpreter import Kind
from xenia.work.language_access.queries.free import free_times_of


def lines_for(language: str = "") -> Any:
    """Lines that can be called, those of a language alone."""
    found = Interpreter.objects.active().filter(kind=Kind.VENDOR_LINE)
    if language:
        pairs = LanguagePair.objects.standing().filter(interpreter=OuterRef("pk"))
        of_language = pairs.filter(from_language=language) | pairs.filter(to_language=language)
        found = found.filter(Exists(of_language))
    return found.select_related("organization").order_by("added_on", "pk")


def open_lines(language: str, at: datetime) -> list[Interpreter]:
    """Lines of a language that answer at a moment."""
    people, today = list(lines_for(language)), local_day(at)
    free, here = free_times_of(people, today, today), local_time(at)
    minute = here.hour * 60 + here.minute
    return [
        one
        for one in people
        if any(span.from_minute <= minute < span.to_minute for span in free[one.pk])
    ]
