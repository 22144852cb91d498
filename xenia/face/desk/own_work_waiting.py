"""What waits for an interpreter herself: her yes or no, how a meeting went, texts to translate and to read."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import chain, islice
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from xenia.face.desk.parts import SHOWN, Part, Task
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day, local_time
from xenia.ground.common.languages import language
from xenia.ground.common.local_words import clock, written_day
from xenia.work.language_access.queries.own_week import to_answer, to_tell
from xenia.work.language_access.queries.requests import interpreter_of
from xenia.work.language_access.queries.texts import (
    documents_to_read,
    documents_with,
    messages_with,
)
from xenia.work.language_access.terms import is_late

WORK = "language_access.work"


def own_work_waiting(user: User, *, at: datetime, reader: str) -> Iterator[Part]:
    """Her week and her translations; nothing for whoever is not on the roster."""
    me = interpreter_of(user) if user.may(WORK) else None
    if me is None:
        return
    yield _week(me, at, reader)
    yield _texts(user, local_day(at), reader)


def _week(me: Any, at: datetime, reader: str) -> Part:
    asked, over = to_answer(me, at), to_tell(me, at)
    tasks = [_offer(one, at, reader) for one in asked] + [_over(one, reader) for one in over]
    return Part(
        "my_week",
        _("My week"),
        len(tasks),
        tuple(tasks[:SHOWN]),
        _("Nothing waits for your answer."),
        reverse("my_week:week"),
    )


def _offer(one: Any, at: datetime, reader: str) -> Task:
    return Task(
        title=_("Can you come?"),
        url=reverse("my_week:week"),
        verb=_("Look"),
        when=_moment(one.start_at, reader),
        is_late=is_late(one.start_at, at),
        **_tongue(one.request.language),
    )


def _over(one: Any, reader: str) -> Task:
    return Task(
        title=_("How did it go?"),
        url=reverse("my_week:one", args=[one.pk]),
        verb=_("Say how it went"),
        when=_moment(one.start_at, reader),
        who=one.request.organization.name,
        is_late=True,
        **_tongue(one.request.language),
    )


def _moment(at: datetime, reader: str) -> str:
    local = local_time(at)
    said = {"day": written_day(local.date(), reader), "time": clock(local.time(), reader)}
    return _("%(day)s, %(time)s") % said


def _tongue(code: str) -> dict[str, str]:
    tongue = language(code)
    return {"language": tongue.own_name, "lang": tongue.code}


def _texts(user: User, today: date, reader: str) -> Part:
    documents, letters, to_read = (
        documents_with(user).order_by("wanted_on", "pk"),
        messages_with(user).order_by("wanted_on", "pk"),
        documents_to_read(user).order_by("wanted_on", "pk"),
    )
    shown = chain(
        (_letter(one, today, reader) for one in letters[:SHOWN]),
        (
            _document(one, "texts:document", _("Translate"), today, reader)
            for one in documents[:SHOWN]
        ),
        (_document(one, "texts:read", _("Read"), today, reader) for one in to_read[:SHOWN]),
    )
    return Part(
        "my_translations",
        _("Your translations"),
        sum(rows.order_by().count() for rows in (documents, letters, to_read)),
        tuple(islice(shown, SHOWN)),
        _("Nothing to translate now"),
        reverse("texts:mine"),
    )


def _letter(one: Any, today: date, reader: str) -> Task:
    return _text(one, _("A message"), "texts:message", _("Translate"), today, reader)


def _document(one: Any, address: str, verb: str, today: date, reader: str) -> Task:
    return _text(one, one.request.title, address, verb, today, reader)


def _text(one: Any, title: str, address: str, verb: str, today: date, reader: str) -> Task:
    return Task(
        title=title,
        url=reverse(address, args=[one.pk]),
        verb=verb,
        when=_("Until %(day)s") % {"day": written_day(one.wanted_on, reader)},
        is_late=one.wanted_on < today,
        **_tongue(one.language),
    )
