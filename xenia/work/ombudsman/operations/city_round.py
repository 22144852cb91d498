"""Requests go to the city's server and come back with what became of them: by themselves, with patience, never twice.

A worker takes a request up, asks the server outside any transaction, and notes what it said. One that was being sent when
its worker died, or whose answer broke off, waits for a colleague: she asks the city whether it is there.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import WrongState, take_step
from xenia.ground.vault.fields import is_shredded
from xenia.work.ombudsman.messages import CITY_DID_NOT_TAKE
from xenia.work.ombudsman.models import ServiceRequest
from xenia.work.ombudsman.models.service_request import LONGEST_SAID
from xenia.work.ombudsman.operations.city_server import NoCityServer, city_api
from xenia.work.ombudsman.operations.telling import tell_colleague, tell_her

if TYPE_CHECKING:
    from xenia.work.ombudsman.open311.client import CityApi, Taken

Status = ServiceRequest.Status
AT_ONCE: Final = 20
# A worker that was not heard of for so long is gone.
LEASE: Final = timedelta(minutes=10)
# After the first try; twice as long after each other one.
FIRST_WAIT: Final = timedelta(minutes=5)
MOST_TRIES: Final = 10
# A token becomes a number soon; how a request stands is asked each day, for half a year.
FOR_A_NUMBER: Final = timedelta(hours=1)
EACH_DAY: Final = timedelta(hours=20)
ASKED_FOR: Final = timedelta(days=183)


def tend_service_requests(at: datetime) -> int:
    """Send what waits, and ask how the rest stands. How many were sent or asked about."""
    _lost(at)
    due = ServiceRequest.objects.filter(next_at__lte=at, status__in=(Status.WAITING, Status.SENT))
    rows = list(due.order_by("next_at", "pk")[:AT_ONCE])
    if not rows:
        return 0
    try:
        city = city_api()
    except NoCityServer:
        return 0
    return sum(
        _send(one, city, at) if one.status == Status.WAITING else _ask(one, city, at)
        for one in rows
    )


def _lost(at: datetime) -> None:
    """What was leaving when its worker died: nobody knows whether it is there."""
    for one in ServiceRequest.objects.filter(status=Status.LEAVING, next_at__lte=at):
        _note(one, Status.REFUSED, at, is_unsure=True, next_at=None)


def _send(request: ServiceRequest, city: "CityApi", at: datetime) -> bool:
    from xenia.work.ombudsman.open311.client import NotReached, Refused, Unsure

    if not _taken_up(request, at):
        return False
    if is_shredded(request.description):
        return _note(request, Status.REFUSED, at, next_at=None)
    try:
        taken = city.send(
            code=request.service_code,
            description=request.description,
            address=request.address,
        )
    except NotReached as later:
        return _later(request, str(later), at)
    except Refused as refused:
        return _note(request, Status.REFUSED, at, remote_says=str(refused), next_at=None)
    except Unsure as broken:
        said = {"remote_says": str(broken), "is_unsure": True, "next_at": None}
        return _note(request, Status.REFUSED, at, **said)
    return _sent(request, taken, at)


@transaction.atomic
def _taken_up(request: ServiceRequest, at: datetime) -> bool:
    """Take one up, before it is sent; False when another worker has it."""
    try:
        take_step(
            request,
            to=Status.LEAVING,
            at=at,
            version=request.state_version,
            next_at=at + LEASE,
            tries=request.tries + 1,
        )
    except WrongState:
        return False
    return True


def _later(request: ServiceRequest, said: str, at: datetime) -> bool:
    """It took nothing: once more, after a while; after ten times a colleague looks."""
    if request.tries >= MOST_TRIES:
        return _note(request, Status.REFUSED, at, remote_says=said, next_at=None)
    wait = FIRST_WAIT * 2 ** (request.tries - 1)
    return _note(request, Status.WAITING, at, remote_says=said, next_at=at + wait)


def _sent(request: ServiceRequest, taken: "Taken", at: datetime) -> bool:
    wait = EACH_DAY if taken.number else FOR_A_NUMBER
    return _note(
        request,
        Status.SENT,
        at,
        remote_id=taken.number,
        remote_token=taken.token if not taken.number else "",
        remote_says=taken.notice,
        sent_on=local_day(at),
        next_at=at + wait,
    )


def _ask(request: ServiceRequest, city: "CityApi", at: datetime) -> bool:
    """How one stands. A server that does not answer is asked the next day."""
    from xenia.work.ombudsman.open311.client import CityProblem

    if not _looked_after(request, at):
        return False
    try:
        if not request.remote_id:
            number = city.number_for(request.remote_token)
            return _noted_in_place(request, at, remote_id=number) if number else True
        stands = city.look(request.remote_id)
    except CityProblem:
        return True
    said = {"remote_says": stands.notes[:LONGEST_SAID] or request.remote_says}
    if stands.is_closed:
        return _note(request, Status.DONE, at, next_at=None, **said)
    return _noted_in_place(request, at, **said)


@transaction.atomic
def _looked_after(request: ServiceRequest, at: datetime) -> bool:
    """Say when it is asked about again, before it is asked; False when another worker has it."""
    wait = EACH_DAY if request.remote_id else FOR_A_NUMBER
    is_over = bool(request.sent_on and local_day(at) - request.sent_on > ASKED_FOR)
    mine = ServiceRequest.objects.filter(pk=request.pk, status=Status.SENT, next_at=request.next_at)
    changed = mine.update(next_at=None if is_over else at + wait, asked_on=local_day(at))
    return bool(changed)


@transaction.atomic
def _noted_in_place(request: ServiceRequest, at: datetime, **fields: Any) -> bool:
    mine = ServiceRequest.objects.filter(pk=request.pk, status=Status.SENT)
    return bool(mine.update(**fields))


@transaction.atomic
def _note(request: ServiceRequest, to: str, at: datetime, **fields: Any) -> bool:
    """What the server said; False when somebody else moved it meanwhile.

    She is told when the city is done; whoever passed it on, when the city did not take it.
    """
    if "remote_says" in fields:
        fields["remote_says"] = fields["remote_says"][:LONGEST_SAID]
    try:
        take_step(request, to=to, at=at, version=request.state_version, **fields)
    except WrongState:
        return False
    audit.record(None, f"ombudsman.request_{to}", request, at=at)
    if to == Status.REFUSED:
        tell_colleague(CITY_DID_NOT_TAKE, request.complaint, request.by_id, at)
    if to == Status.DONE:
        tell_her(request.complaint, at)
    return True
