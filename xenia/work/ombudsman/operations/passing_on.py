"""What was not a complaint but a request to the city is passed on to the city's own server."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import take_step
from xenia.work.ombudsman.models import Complaint, ServiceRequest
from xenia.work.ombudsman.models.complaint import Closing
from xenia.work.ombudsman.operations.city_server import NoCityServer
from xenia.work.ombudsman.operations.her_words import NamesSomebody, refuse_what_is_hers
from xenia.work.ombudsman.operations.working import close
from xenia.work.ombudsman.queries.passed_on import city_server


class AlreadyPassedOn(Exception):
    """It went to the city before."""


@dataclass(frozen=True, slots=True, repr=False)
class ForTheCity:
    """What the city is asked to do, in the office's words, and where. service: as its server names it."""

    service_code: str
    service_name: str
    description: str
    address: str


@transaction.atomic
def pass_on(
    *,
    complaint: Complaint,
    asked: ForTheCity,
    names_nobody: bool,
    words: str,
    destination: str,
    version: int,
    by: User,
    at: datetime,
    english: str = "",
) -> ServiceRequest:
    """It goes to the city within minutes, and the complaint closes as a request. Nothing of hers goes along.

    words, english: what we write to her, as `working.close` has it; destination: who has it now, in words she reads.
    Raises NoCityServer, NamesSomebody, QuotesHer, NamesHer, AlreadyPassedOn, and what `close` raises.
    """
    if city_server() is None:
        raise NoCityServer("nobody said where the city's server is")
    if not names_nobody:
        raise NamesSomebody(f"complaint {complaint.pk}: nobody said that the request names nobody")
    refuse_what_is_hers(complaint, f"{asked.description}\n{asked.address}")
    close(
        complaint=complaint,
        closing=Closing.SERVICE_REQUEST,
        destination=destination,
        words=words,
        english=english,
        version=version,
        by=by,
        at=at,
    )
    if ServiceRequest.objects.filter(complaint_id=complaint.pk).exists():
        raise AlreadyPassedOn(f"complaint {complaint.pk} was passed on before")
    request: ServiceRequest = ServiceRequest.objects.create(
        subject_id=complaint.subject_id,
        complaint=complaint,
        service_code=asked.service_code,
        service_name=asked.service_name,
        description=asked.description.strip(),
        address=asked.address.strip(),
        made_on=local_day(at),
        next_at=at,
        by_id=by.pk,
    )
    audit.record(by, "ombudsman.passed_on", request, at=at)
    return request


@transaction.atomic
def send_again(*, request: ServiceRequest, version: int, by: User, at: datetime) -> ServiceRequest:
    """A colleague asked the city, or mended what was wrong: it is sent once more. Raises Crossed, WrongState."""
    take_step(
        request,
        to=ServiceRequest.Status.WAITING,
        at=at,
        version=version,
        by=by.pk,
        tries=0,
        next_at=at,
        is_unsure=False,
    )
    audit.record(by, "ombudsman.request_sent_again", request, at=at)
    return request


@transaction.atomic
def arrived(
    *, request: ServiceRequest, number: str, version: int, by: User, at: datetime
) -> ServiceRequest:
    """The city says that it is there, under this number. Raises Crossed, WrongState."""
    today = local_day(at)
    take_step(
        request,
        to=ServiceRequest.Status.SENT,
        at=at,
        version=version,
        by=by.pk,
        remote_id=number.strip(),
        sent_on=today,
        next_at=at,
        is_unsure=False,
    )
    audit.record(by, "ombudsman.request_arrived", request, at=at, fields=["remote_id"])
    return request
