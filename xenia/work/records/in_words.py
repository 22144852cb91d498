"""What a field holds, in words a person can read: no codes of ours where there is a word for them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.ground.common.languages import is_known, name_in
from xenia.ground.common.local_words import clock, joined
from xenia.work.records.inventory.kinds import Sort, kind_of
from xenia.work.records.inventory.words import WORDS, words_for
from xenia.work.records.templatetags.records import day, moment
from xenia.work.records.trust_page import SORT_WORDS

Line = tuple[str, str]
NOTHING = "—"
# What stands inside a sealed field, by its name there.
INSIDE: Mapping[str, str | Promise] = {
    "may_email": gettext_lazy("E-mail"),
    "may_call": gettext_lazy("Call"),
    "may_leave_voicemail": gettext_lazy("Voicemail"),
    "may_text": gettext_lazy("Text message"),
    "may_mail": gettext_lazy("Letter"),
    "is_unsigned": gettext_lazy("Without saying who writes"),
    "hours": gettext_lazy("Safe hours"),
    "note": gettext_lazy("Note"),
    "spoken": gettext_lazy("Speaks"),
    "written": gettext_lazy("Reads"),
}
LANGUAGES = ("spoken", "written")


def lines_of(value: Any, reader: str) -> list[Line]:
    """A personal field, line by line: (what it is, what it says). One line without a label, unless it has parts."""
    if isinstance(value, dict) and value:
        return [
            (str(INSIDE.get(name, "")), _part(name, one, reader)) for name, one in value.items()
        ]
    return [("", in_words(value, reader))]


def _part(name: str, value: Any, reader: str) -> str:
    if name in LANGUAGES and is_known(str(value)):
        return name_in(value, reader)
    if name == "hours" and value:
        start, end = (clock(time.fromisoformat(one), reader) for one in value)
        return _("%(start)s until %(end)s") % {"start": start, "end": end}
    return in_words(value, reader)


def in_words(value: Any, reader: str) -> str:
    """One value: yes or no, days as the reader writes them, lists in a row."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, dict):
        return in_words(list(value.values()), reader)
    if isinstance(value, list | tuple):
        return joined([in_words(one, reader) for one in value], reader) if value else NOTHING
    return NOTHING if value is None else str(value) or NOTHING


def beside(kind: str, held: Mapping[str, Any], reader: str) -> list[Line]:
    """What lies beside the personal fields, by its sort: days, states, yes or no, counts. Random numbers stay out."""
    model: type[models.Model] = apps.get_model(kind)
    named = words_for(kind).fields
    found: dict[Sort, list[str]] = {}
    for field in kind_of(model).fields:
        value = held.get(field.code)
        if field.code in named or isinstance(value, UUID) or value in (None, "", [], {}):
            continue
        found.setdefault(field.sort, []).append(_code(model, field.code, value, reader))
    return [(str(SORT_WORDS[sort]), joined(said, reader)) for sort, said in found.items()]


def _code(model: type[models.Model], code: str, value: Any, reader: str) -> str:
    """A state by its label, a kind of record by its name."""
    labels: Iterable[tuple[Any, Any]] = model._meta.get_field(code).flatchoices or ()  # type: ignore[union-attr]
    if not isinstance(value, str):
        return in_words(value, reader)
    label = dict(labels).get(value) or (WORDS[value].name if value in WORDS else value)
    return str(label)
