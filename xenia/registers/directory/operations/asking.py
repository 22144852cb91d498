"""Organisations are asked once a year whether their entries are still right: one request, at most three letters."""

import hashlib
import secrets
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import WrongState, transition
from xenia.ground.ledger.operations import record as count
from xenia.ground.notifications.models import OutboxMessage
from xenia.ground.notifications.operations import queue
from xenia.registers.directory.models import (
    Organization,
    VerificationLink,
    VerificationRequest,
)
from xenia.registers.directory.operations.quality import find_at_once
from xenia.registers.directory.queries.verification import (
    address_of,
    finds_nobody,
    is_due,
    mark_of,
    organizations_to_ask,
)
from xenia.registers.directory.upkeep import (
    FIRST_MAIL_BEFORE,
    LINK_LIVES,
    MAILS_A_DAY,
    MOST_MAILS,
    REMINDERS,
)

Status = VerificationRequest.Status
# One letter for each stage, in order.
LETTERS: Final = ("directory.verify", "directory.verify_again", "directory.verify_last")
REFUSED: Final = ("unknown_address", "refused", "no_address")
REQUEST: Final = VerificationRequest._meta.label_lower
TOKEN_BYTES: Final = 32


class NobodyToAsk(Exception):
    """The organisation has no e-mail address."""


class ReaderLeft(Exception):
    """Whoever reads the organisation's address told us that she no longer works there: no more letters go to it."""


class AskedAlready(Exception):
    """The organisation was asked, and its answer is still waited for."""


@transaction.atomic
def ask_organization(
    *, organization: Organization, by: User | None, at: datetime
) -> VerificationRequest:
    """Ask an organisation about all its entries, with one letter. Raises NobodyToAsk, ReaderLeft, AskedAlready."""
    locked = Organization.objects.select_for_update().get(pk=organization.pk)
    address = address_of(locked)
    if not address:
        raise NobodyToAsk(f"organization {locked.pk} has no e-mail address")
    if finds_nobody(locked) == Status.WRONG_PERSON:
        raise ReaderLeft(f"the reader at organization {locked.pk} left")
    if locked.verification_requests.filter(status=Status.OPEN).exists():
        raise AskedAlready(f"organization {locked.pk} was asked already")
    today = local_day(at)
    request = VerificationRequest.objects.create(
        organization=locked,
        asked_on=today,
        expires_on=today + LINK_LIVES,
        address_mark=mark_of(address),
    )
    _send_letter(request, today)
    audit.record(by, "directory.verification_asked", request, at=at)
    count(kind="directory.verification_asked", on=today, provider=locked.pk)
    return request


def _send_letter(request: VerificationRequest, today: date) -> None:
    """Lay the next letter in the outbox. The stage is counted in the same transaction, so none leaves twice."""
    queue(LETTERS[request.mails], request, to=request.organization, on=today)
    request.mails += 1
    request.save(update_fields=["mails"])


def ask_who_is_due(at: datetime) -> int:
    """Ask the organisations whose turn it is, as many as a day takes. Returns how many were asked."""
    today = local_day(at)
    asked_today = VerificationRequest.objects.filter(asked_on=today).count()
    wanted = organizations_to_ask(today)[: max(0, MAILS_A_DAY - asked_today)]
    return sum(_ask(pk, at) for pk in list(wanted.values_list("pk", flat=True)))


@transaction.atomic
def _ask(organization: UUID, at: datetime) -> bool:
    """Ask one, looking once more: another worker or a colleague may have been first."""
    locked = Organization.objects.select_for_update().filter(pk=organization).first()
    still = organizations_to_ask(local_day(at)).filter(pk=organization)
    if locked is None or not still.exists() or finds_nobody(locked):
        return False
    ask_organization(organization=locked, by=None, at=at)
    return True


def remind_who_is_silent(at: datetime) -> int:
    """Send the reminders that are due, and end requests nobody answered, or that were settled another way."""
    today = local_day(at)
    waiting = VerificationRequest.objects.filter(
        status=Status.OPEN, asked_on__lte=today - REMINDERS[0]
    )
    return sum(_remind(pk, at) for pk in list(waiting.values_list("pk", flat=True)))


@transaction.atomic
def _remind(pk: UUID, at: datetime) -> bool:
    """One step of one request, if one is due. Whether a letter was laid out."""
    today = local_day(at)
    request = (
        VerificationRequest.objects.select_for_update()
        .filter(pk=pk, status=Status.OPEN)
        .select_related("organization")
        .first()
    )
    if request is None:
        return False
    if not is_due(request.organization, today=today):
        end_request(request, to=Status.SETTLED, by=None, at=at)
    elif today >= request.asked_on + FIRST_MAIL_BEFORE:
        end_request(request, to=Status.LAPSED, by=None, at=at)
    elif request.mails < MOST_MAILS and today >= request.asked_on + REMINDERS[request.mails - 1]:
        _send_letter(request, today)
        return True
    return False


def note_refused_letters(at: datetime) -> int:
    """Letters a mail server refused: the request ends, and the address waits in the queue for a colleague."""
    refused = OutboxMessage.objects.filter(
        status=OutboxMessage.Status.FAILED, record_type=REQUEST, reason__in=REFUSED
    )
    open_ones = VerificationRequest.objects.filter(
        pk__in=refused.exclude(record_id=None).values("record_id"), status=Status.OPEN
    )
    return sum(_end_unreachable(one, at) for one in open_ones)


@transaction.atomic
def _end_unreachable(request: VerificationRequest, at: datetime) -> bool:
    try:
        end_request(request, to=Status.UNREACHABLE, by=None, at=at)
    except WrongState:
        return False
    find_at_once("dead_email", {request.organization_id}, at=at)
    return True


def end_request(
    request: VerificationRequest, *, to: str, by: User | None, at: datetime
) -> VerificationRequest:
    """A request comes to its end. Raises WrongState. Must run inside a transaction."""
    transition(request, to=to, at=at, ended_on=local_day(at))
    audit.record(by, f"directory.verification_{to}", request, at=at)
    return request


def new_link(request: VerificationRequest) -> str:
    """A link for one letter, made as it leaves. Returns its secret end, which is kept nowhere."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    VerificationLink.objects.create(request=request, token_hash=hash_of(token))
    return token


def hash_of(token: str) -> str:
    """What is kept of a link's secret end."""
    return hashlib.sha256(token.encode()).hexdigest()


def forget_dead_links(at: datetime) -> int:
    """Remove links that are past their day. How many there were."""
    past = VerificationLink.objects.filter(request__expires_on__lte=local_day(at))
    return past.delete()[0]
