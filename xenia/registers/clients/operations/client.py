"""A person comes to the office, says something about herself, and comes again."""

import secrets
from dataclasses import fields
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.ids import new_id
from xenia.ground.common.one_go import own, part, remember
from xenia.ground.keys.codes import ALPHABET
from xenia.ground.vault import blind
from xenia.ground.vault.subjects import new_subject
from xenia.registers.clients.models import Client
from xenia.registers.clients.said import Said

# What one types on the phone: two groups, 28^6 = 480 million.
SIGNS, GROUP, TRIES = 6, 3, 5
EARLIEST_BIRTH = 1900


class NotAYear(ValueError):
    """A year of birth has four digits, and lies in the past."""


class AlreadyAdded(Exception):
    """This very form came in before. `client`: who was added then."""

    def __init__(self, client: Client) -> None:
        super().__init__(f"client {client.pk} was added by the same form")
        self.client = client


class ClientGone(LookupError):
    """Her record was merged into another, or has left."""


@part
def add_client(
    *,
    said: Said,
    by: User | None,
    at: datetime,
    number: UUID | None = None,
    subject: UUID | None = None,
) -> Client:
    """A person is served for the first time. Without a name she is served all the same.

    number: of the form it was typed into; a form sent twice adds one person.
    subject: her random id, where her way to be reached was written down under it already.
    Raises AlreadyAdded, NotAYear, UnknownLanguage.
    """
    today = local_day(at)
    check_year(said.birth_year, today)
    _refuse_twice(number)
    client = new_client(said, on=today, pk=number or new_id(), subject=subject or new_subject())
    _save_under_a_code(client)
    let_be_found(client)
    audit.record(by, "clients.added", client, at=at)
    return client


@transaction.atomic
def change_client(
    *, client: Client, said: Said, state_version: int, by: User | None, at: datetime
) -> Client:
    """She says something else of herself.

    state_version: what the caller saw. Raises ClientGone, ClientCrossed, NotAYear, UnknownLanguage.
    """
    check_year(said.birth_year, local_day(at))
    current = locked(client)
    if current.state_version != state_version:
        raise ClientCrossed(current)
    names = said.changed_from(current)
    for name in names:
        setattr(current, name, getattr(said, name))
    if not names:
        return current
    current.is_named, current.state_version = bool(said.called), state_version + 1
    current.save(update_fields=[*names, "is_named", "state_version"])
    let_be_found(current)
    audit.record(by, "clients.changed", current, at=at, fields=names)
    return current


class ClientCrossed(Exception):
    """A colleague wrote something of this person in the meantime. `current`: as it is now."""

    def __init__(self, current: Client) -> None:
        super().__init__(f"client {current.pk} was changed meanwhile")
        self.current = current


def _refuse_twice(number: UUID | None) -> None:
    added = Client.objects.filter(pk=number).first() if number else None
    if added is not None:
        raise AlreadyAdded(added)


def note_served(client: Client, *, on: date) -> None:
    """Something was done with her or for her: the time after which her record leaves begins anew."""
    if client.last_served_on < on:
        Client.objects.filter(pk=client.pk, last_served_on__lt=on).update(last_served_on=on)


def locked(client: Client) -> Client:
    """Her record as it is now, held until the transaction ends. Raises ClientGone."""
    if added_here := own(client):
        return added_here
    current: Client | None = Client.objects.select_for_update().filter(pk=client.pk).first()
    if current is None or current.merged_into_id:
        raise ClientGone(f"client {client.pk}")
    return current


def let_be_found(client: Client) -> None:
    """By the sound of what she is called; her ways of being reached are indexed by the room of messages."""
    blind.index(client.subject_id, use="name", values=sounds_of(client))


def sounds_of(client: Client) -> set[str]:
    """What she is called, as it sounds, with her year of birth where she said it."""
    year = int(client.birth_year) if client.birth_year else None
    return blind.sounds(str(client.called), year) if client.called else set()


def new_client(said: Said, *, on: date, pk: UUID, subject: UUID) -> Client:
    """Her record as it begins, not yet written. Raises NotAYear."""
    check_year(said.birth_year, on)
    values = {one.name: getattr(said, one.name) for one in fields(said)}
    client = Client(pk=pk, subject_id=subject, added_on=on, last_served_on=on, **values)
    client.is_named = bool(said.called)
    return client


def some_code() -> str:
    """How the office speaks of her: signs by chance; whoever saves it sees to it that it is free."""
    signs = "".join(secrets.choice(ALPHABET) for _place in range(SIGNS))
    return f"{signs[:GROUP]}-{signs[GROUP:]}"


def check_year(said: str, today: date) -> None:
    """Raises NotAYear."""
    if not said:
        return
    if not (said.isascii() and said.isdecimal() and EARLIEST_BIRTH <= int(said) <= today.year):
        raise NotAYear(f"{said!r} is no year of birth: expected {EARLIEST_BIRTH} to {today.year}")


def _save_under_a_code(client: Client) -> None:
    for _try in range(TRIES):
        client.code = some_code()
        try:
            with transaction.atomic():
                client.save(force_insert=True)
        except IntegrityError:
            _refuse_twice(client.pk)
            continue
        remember(client)
        return
    raise RuntimeError(f"no free code after {TRIES} tries")
