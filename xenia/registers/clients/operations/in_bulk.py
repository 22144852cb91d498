"""Many people come, agree and are served, in one transaction: a list that is brought in, a history that is made up.

By the same rules as one at a time, and the same rows; the audit has one line for each lot.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.ids import new_id
from xenia.ground.common.many_steps import update_rows
from xenia.ground.keys.codes import new_code
from xenia.ground.vault import blind
from xenia.ground.vault.subjects import new_subjects
from xenia.registers.clients.models import Client, Consent
from xenia.registers.clients.operations.client import (
    ClientGone,
    new_client,
    some_code,
    sounds_of,
)
from xenia.registers.clients.operations.consent import Agreed, new_consent
from xenia.registers.clients.said import Said


@dataclass(frozen=True, slots=True, repr=False)
class Came:
    """Somebody said something of herself, at a moment."""

    said: Said
    at: datetime


@dataclass(frozen=True, slots=True, repr=False)
class Given:
    """Somebody agreed to something, at a moment."""

    client: Client
    agreed: Agreed
    at: datetime


@transaction.atomic
def add_clients(*, came: Sequence[Came], by: User | None, at: datetime) -> list[Client]:
    """These people are served for the first time, in their order. Raises NotAYear, and adds nobody.

    at: when the lot is written.
    """
    subjects = new_subjects(len(came))
    clients = [
        new_client(one.said, on=local_day(one.at), pk=new_id(), subject=subject)
        for one, subject in zip(came, subjects, strict=True)
    ]
    for client, code in zip(clients, _free_codes(len(clients)), strict=True):
        client.code = code
    Client.objects.bulk_create(clients)
    named = {client.subject_id: sounds_of(client) for client in clients if client.is_named}
    blind.index_all(named, use="name")
    if clients:
        audit.record(by, "clients.many_added", None, at=at)
    return clients


@transaction.atomic
def give_consents(*, given: Sequence[Given], by: User | None, at: datetime) -> list[Consent]:
    """Each agrees; nobody is handed a receipt. Raises ClientGone, NotInTime, ValueError, and nothing is written."""
    refuse_gone([one.client for one in given])
    consents = [new_consent(one.client, one.agreed, local_day(one.at), new_code()) for one in given]
    Consent.objects.bulk_create(consents)
    if consents:
        audit.record(by, "clients.many_consents_given", None, at=at)
    return consents


@transaction.atomic
def note_all_served(days: Mapping[Client, date]) -> None:
    """Something was done with each of them or for her, on a day: her term begins anew, never earlier."""
    pks = [client.pk for client in days]
    known = dict(Client.objects.filter(pk__in=pks).values_list("pk", "last_served_on"))
    later = [client for client, on in days.items() if known[client.pk] < on]
    for client in later:
        client.last_served_on = days[client]
    update_rows(later, ["last_served_on"])


def refuse_gone(clients: Sequence[Client]) -> None:
    """Their rows are held until the transaction ends. Raises ClientGone."""
    wanted = {client.pk for client in clients}
    rows = Client.objects.select_for_update().standing().filter(pk__in=wanted).order_by("pk")
    if gone := wanted - set(rows.values_list("pk", flat=True)):
        raise ClientGone(f"clients {sorted(str(pk) for pk in gone)}")


def _free_codes(count: int) -> list[str]:
    """So many codes nobody has."""
    found: set[str] = set()
    while len(found) < count:
        more = {some_code() for _one in range(count - len(found))}
        found |= more - set(Client.objects.filter(code__in=more).values_list("code", flat=True))
    return list(found)
