"""What was asked for changes, or is not needed any more."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import transition
from xenia.work.language_access.ledger_kinds import count_asked
from xenia.work.language_access.models import InterpreterRequest, Offer
from xenia.work.language_access.models.request import CANCELLED, LIVE, Status
from xenia.work.language_access.operations.asking import Asked, refuse_too_far
from xenia.work.language_access.operations.seats import (
    close,
    end_offers,
    locked_request,
    refuse_unless,
    release_all,
    reopen_count,
    tell_asker,
    tell_interpreter,
)
from xenia.work.language_access.queries.dialects import dialect_counted
from xenia.work.language_access.terms import is_late

# Whoever comes only has to read these; everything else means to look anew.
WORDS = frozenset({"place", "topic", "topic_is_sealed", "note"})
LENGTH = frozenset({"length_minutes", "latest_at"})
STAYS = frozenset({"organization", "origin", "origin_id"})
CHANGEABLE = (*LIVE, Status.UNFILLED)


@transaction.atomic
def change_request(
    *, request: InterpreterRequest, asked: Asked, by: User | None, at: datetime
) -> InterpreterRequest:
    """What is needed is said anew. When more than words changed, whoever was booked is free, and we look again.

    Who comes to a meeting that is only shorter now still comes.

    Raises WrongState when it is over, NotATime, UnknownLanguage, ValueError.
    """
    current = locked_request(request)
    refuse_unless(current, *CHANGEABLE, to=Status.OPEN)
    wanted = {name: said for name, said in asked.record_fields().items() if name not in STAYS}
    changed = {name: said for name, said in wanted.items() if getattr(current, name) != said}
    if "preferred_at" in changed:
        refuse_too_far(asked, at)
    if not changed:
        return current
    stays = set(changed) <= WORDS or _is_only_shorter(current, changed)
    if not stays:
        # Before the words change: what was counted is taken back as it was counted.
        reopen_count(current, at)
    _write(current, changed if stays else changed | {"said_at": at}, at)
    audit.record(by, "language_access.request_changed", current, at=at, fields=changed)
    if stays:
        _shorten(current, at)
    else:
        _look_again(current, at)
    return current


def _is_only_shorter(current: InterpreterRequest, changed: dict[str, Any]) -> bool:
    """Whether whoever comes has less to do at the same time, and so need not be asked again."""
    length = timedelta(minutes=changed.get("length_minutes", current.length_minutes))
    latest_start = changed.get("latest_at", current.latest_at) - length
    return (
        current.status == Status.FILLED
        and set(changed) <= WORDS | LENGTH
        and length < current.length
        and latest_start >= current.latest_at - current.length
    )


def _shorten(current: InterpreterRequest, at: datetime) -> None:
    """Whoever comes is told; the time that is not needed any more is her own again."""
    for booking in current.bookings.standing().select_related("interpreter"):
        booking.end_at = current.ends(booking.start_at)
        booking.save(update_fields=["end_at"])
        booking.quarters.filter(start_at__gte=booking.end_at).delete()
        tell_interpreter(booking, at=at)


def _write(current: InterpreterRequest, changed: dict[str, Any], at: datetime) -> None:
    is_counted_anew = bool(set(changed) & {"language", "dialect", "mode", "preferred_at"})
    if is_counted_anew:
        count_asked(current, on=local_day(at), times=-1)
    if set(changed) & {"language", "dialect"}:
        said = {name: changed.get(name, getattr(current, name)) for name in ("language", "dialect")}
        changed = changed | {"dialect_counted": dialect_counted(**said)}
    for name, value in changed.items():
        setattr(current, name, value)
    current.save(update_fields=list(changed))
    if is_counted_anew:
        count_asked(current, on=local_day(at))


def _look_again(current: InterpreterRequest, at: datetime) -> None:
    release_all(current, at=at)
    end_offers(current, to=Offer.Status.WITHDRAWN, at=at)
    if current.status != Status.OPEN:
        transition(current, to=Status.OPEN, at=at, cause="", closed_on=None)


@transaction.atomic
def cancel_request(
    *,
    request: InterpreterRequest,
    by: User | None,
    at: datetime,
    and_following: bool = False,
) -> InterpreterRequest:
    """Nobody needs to come. In the last hours before the beginning it counts as late.

    and_following: also the later ones of its series; whoever asked gets one message for all of them. Raises WrongState when it is over.
    """
    rows = InterpreterRequest.objects.filter(_these(request, and_following))
    for one in rows.select_for_update(of=("self",)).select_related("area").order_by("pk"):
        if one.pk == request.pk or one.status in CHANGEABLE:
            _cancel(one, by, at, writes=one.pk == request.pk)
    request.refresh_from_db(fields=["status", "closed_on"])
    return request


def _these(request: InterpreterRequest, and_following: bool) -> Q:
    """Locked together and in one order, so that nobody waits for the other in a circle."""
    if not and_following:
        return Q(pk=request.pk)
    later = Q(series=request.series_id or request.pk, preferred_at__gt=request.preferred_at)
    return Q(pk=request.pk) | later


def _cancel(
    current: InterpreterRequest, by: User | None, at: datetime, *, writes: bool = True
) -> None:
    start = beginning(current)
    early, late = CANCELLED
    to = late if is_late(start, at) else early
    close(current, to=to, by=by, act="language_access.request_cancelled", at=at)
    tell_asker(current, at=at, writes=writes)


def beginning(request: InterpreterRequest) -> datetime:
    """When it begins: as booked, else as wished."""
    booked = request.bookings.standing().values_list("start_at", flat=True).first()
    found: datetime = booked or request.preferred_at
    return found
