"""Requests for interpreters that wait: nobody comes yet, or nobody said how it went."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from xenia.face.desk.parts import SHOWN, Part, Task
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.languages import language
from xenia.ground.common.local_words import written_day
from xenia.work.language_access.models.request import Status
from xenia.work.language_access.queries.requests import queue, requests_of, untold
from xenia.work.language_access.terms import is_late

ASK, ASSIGN = "language_access.ask", "language_access.assign"


def interpreting_waiting(user: User, *, at: datetime, reader: str) -> Iterator[Part]:
    """For who looks for interpreters: what is open. For a department: what we found nobody for, and what is to be told."""
    if user.may(ASSIGN):
        yield _open(at, reader)
    elif user.may_somewhere(ASK) and not user.may(ASK):
        yield _own(user, at, reader)


def _open(at: datetime, reader: str) -> Part:
    found = queue(at).order_by("preferred_at", "-priority", "pk")
    shown = list(found[:SHOWN])
    return Part(
        "interpreters_wanted",
        _("Interpreters wanted"),
        found.order_by().count() if len(shown) == SHOWN else len(shown),
        tuple(_task(one, "interpreting:look_for", _("Find"), at, reader) for one in shown),
        _("Somebody comes to every meeting that was asked for."),
        reverse("interpreting:queue"),
    )


def _own(user: User, at: datetime, reader: str) -> Part:
    unfilled = requests_of(user, is_past=False, at=at).filter(status=Status.UNFILLED)
    over = untold(requests_of(user, is_past=True, at=at), at)
    lines = [(one, _("Look")) for one in unfilled[:SHOWN]]
    lines += [(one, _("Say how it went")) for one in over[: SHOWN - len(lines)]]
    return Part(
        "interpreters_asked",
        _("Interpreters you asked for"),
        len(lines) if len(lines) < SHOWN else unfilled.count() + over.count(),
        tuple(_task(one, "interpreting:request", verb, at, reader) for one, verb in lines),
        _("Nothing waits about interpreters."),
        reverse("interpreting:requests"),
    )


def _task(one: Any, address: str, verb: str, at: datetime, reader: str) -> Task:
    tongue = language(one.language)
    return Task(
        title=f"{one.label} · {one.get_status_display()}",
        url=reverse(address, args=[one.pk]),
        verb=verb,
        when=written_day(local_day(one.preferred_at), reader),
        who=one.organization.name,
        language=tongue.own_name,
        lang=tongue.code,
        is_late=is_late(one.preferred_at, at),
    )
