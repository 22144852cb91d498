"""Interpreters come to the roster, change, pause, come back and leave."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import WrongState, transition
from xenia.ground.reference.models import Area
from xenia.ground.vault.subjects import new_subject
from xenia.registers.directory.models import Organization
from xenia.work.language_access.models import Interpreter, ServedArea
from xenia.work.language_access.models.interpreter import Kind, Status


class NeedsAVendor(ValueError):
    """A vendor line belongs to a vendor: an organization of the directory."""


class NobodyBehindIt(ValueError):
    """A vendor line is no person: it has no gender and signs in nowhere."""


class NotALine(ValueError):
    """Only a vendor line has an access code and steps to be connected."""


class TakenByAnother(ValueError):
    """This colleague's account stands with another interpreter already."""


@dataclass(frozen=True, slots=True, repr=False)
class Described:
    """What is said of an interpreter. areas: None leaves them as they are; empty: she goes everywhere."""

    name: str
    kind: str
    phone: str = ""
    email: str = ""
    home_note: str = ""
    access_code: str = ""
    call_steps: str = ""
    agreed_on: date | None = None
    translates: bool = False
    gender: str = ""
    weekly_cap_minutes: int | None = None
    rate_cents: int | None = None
    rate_unit: str = ""
    user: User | None = None
    organization: Organization | None = None
    areas: Collection[Area] | None = None

    def record_fields(self) -> dict[str, object]:
        """What lies in the record itself."""
        names = (one.name for one in fields(self) if one.name != "areas")
        return {name: getattr(self, name) for name in names}


@transaction.atomic
def add_interpreter(*, said: Described, by: User | None, at: datetime) -> Interpreter:
    """Somebody is brought in. She stands on the roster once she is let begin.

    Raises NeedsAVendor, NobodyBehindIt, TakenByAnother.
    """
    _check(said, None)
    interpreter = Interpreter(
        subject_id=new_subject(), added_on=local_day(at), **said.record_fields()
    )
    interpreter.save(force_insert=True)
    _serve(interpreter, said.areas)
    audit.record(by, "language_access.interpreter_added", interpreter, at=at)
    return interpreter


@transaction.atomic
def change_interpreter(
    *, interpreter: Interpreter, said: Described, by: User, at: datetime
) -> Interpreter:
    """What we know of her is set right. Raises WrongState when she left, and what `add_interpreter` raises."""
    current = locked(interpreter)
    _check(said, current)
    wanted = said.record_fields()
    changed = [name for name, value in wanted.items() if getattr(current, name) != value]
    for name in changed:
        setattr(current, name, wanted[name])
    if changed:
        current.save(update_fields=changed)
    if _serve(current, said.areas):
        changed.append("areas")
    if changed:
        audit.record(by, "language_access.interpreter_changed", current, at=at, fields=changed)
    return current


def _check(said: Described, current: Interpreter | None) -> None:
    is_line = said.kind == Kind.VENDOR_LINE
    if is_line and said.organization is None:
        raise NeedsAVendor("a vendor line belongs to an organization")
    if is_line and (said.gender or said.user):
        raise NobodyBehindIt("a vendor line has neither gender nor account")
    if not is_line and (said.access_code or said.call_steps):
        raise NotALine("only a vendor line has an access code")
    others = Interpreter.objects.exclude(pk=current.pk) if current else Interpreter.objects
    if said.user and others.filter(user=said.user).exists():
        raise TakenByAnother(f"user {said.user.pk} stands with another interpreter")


def _serve(interpreter: Interpreter, areas: Collection[Area] | None) -> bool:
    """Whether the areas changed."""
    if areas is None:
        return False
    before = set(interpreter.served.values_list("area_id", flat=True))
    after = {area.pk for area in areas}
    interpreter.served.filter(area_id__in=before - after).delete()
    ServedArea.objects.bulk_create(
        ServedArea(interpreter=interpreter, area_id=pk) for pk in after - before
    )
    return before != after


def locked(interpreter: Interpreter) -> Interpreter:
    """The record as it is now, held until the transaction ends. Raises WrongState when she left."""
    current: Interpreter = Interpreter.objects.select_for_update().get(pk=interpreter.pk)
    if current.status == Status.LEFT:
        raise WrongState(current, current.status, Status.LEFT)
    return current


@transaction.atomic
def begin(*, interpreter: Interpreter, by: User | None, at: datetime) -> Interpreter:
    """She has been brought in, and can be sent from now on. Raises WrongState."""
    return _from_to(interpreter, Status.ONBOARDING, Status.ACTIVE, "began", by, at)


@transaction.atomic
def pause(*, interpreter: Interpreter, by: User | None, at: datetime) -> Interpreter:
    """She is not sent for now; her hours and credentials stay. Raises WrongState."""
    return _from_to(interpreter, Status.ACTIVE, Status.PAUSED, "paused", by, at)


@transaction.atomic
def resume(*, interpreter: Interpreter, by: User | None, at: datetime) -> Interpreter:
    """She can be sent again. Raises WrongState."""
    return _from_to(interpreter, Status.PAUSED, Status.ACTIVE, "resumed", by, at)


def _from_to(
    interpreter: Interpreter, before: str, after: str, act: str, by: User | None, at: datetime
) -> Interpreter:
    current = Interpreter.objects.select_for_update().get(pk=interpreter.pk)
    if current.status != before:
        raise WrongState(current, current.status, after)
    transition(interpreter, to=after, at=at)
    audit.record(by, f"language_access.interpreter_{act}", interpreter, at=at)
    return interpreter


@transaction.atomic
def leave(*, interpreter: Interpreter, by: User | None, at: datetime) -> Interpreter:
    """She no longer works with us; from this day her records are kept for their term. Raises WrongState."""
    transition(interpreter, to=Status.LEFT, at=at, left_on=local_day(at))
    audit.record(by, "language_access.interpreter_left", interpreter, at=at)
    return interpreter


@transaction.atomic
def bring_back(*, interpreter: Interpreter, by: User | None, at: datetime) -> Interpreter:
    """She comes back, and is brought in anew. Raises WrongState."""
    transition(interpreter, to=Status.ONBOARDING, at=at, left_on=None)
    audit.record(by, "language_access.interpreter_came_back", interpreter, at=at)
    return interpreter
