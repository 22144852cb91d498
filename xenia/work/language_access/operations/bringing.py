"""Somebody comes to the roster from an office's own list, or gets what the list adds; and it is taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import AuditEvent, User
from xenia.ground.common.dates import local_day
from xenia.ground.vault.subjects import is_held
from xenia.work.language_access.models import Credential, Interpreter, LanguagePair
from xenia.work.language_access.models.interpreter import Status
from xenia.work.language_access.operations.credentials import (
    Proof,
    record_credential,
    take_back_credential,
)
from xenia.work.language_access.operations.hours import Stretch, set_weekly_hours
from xenia.work.language_access.operations.pairs import (
    Pair,
    add_language_pair,
    withdraw_language_pair,
)
from xenia.work.language_access.operations.roster import Described, add_interpreter, locked

# What a list fills where nothing stands.
FILLED = ("phone", "email", "gender", "weekly_cap_minutes", "agreed_on", "translates")


class ChangedSince(Exception):
    """Somebody worked on it after it came in."""


@dataclass(frozen=True, slots=True, repr=False)
class Listed:
    """What a list says of one person. pairs: each with whether it goes both ways."""

    said: Described
    pairs: tuple[tuple[Pair, bool], ...] = ()
    proofs: tuple[Proof, ...] = ()
    hours: tuple[Stretch, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it is new."""
        return not (self.pairs or self.proofs or self.hours or new_fields(self.said))


def new_fields(said: Described) -> list[str]:
    """The fields that say something."""
    found = [name for name in FILLED if getattr(said, name)]
    return [*found, *(["rate"] if said.rate_cents is not None else [])]


def news(listed: Listed, interpreter: Interpreter) -> Listed:
    """What of a list is not known of an interpreter yet. What she has stays hers: a list never overwrites."""
    standing = _standing(interpreter)
    papers = set(
        Credential.objects.recorded()
        .filter(interpreter=interpreter)
        .values_list("issuer", "level", "from_language")
    )
    return replace(
        listed,
        said=_said_anew(listed.said, interpreter),
        pairs=tuple(one for one in listed.pairs if _is_new(*one, standing)),
        proofs=tuple(
            one
            for one in listed.proofs
            if (one.issuer, one.level.value, one.from_language) not in papers
        ),
        hours=() if interpreter.hours.exists() else listed.hours,
    )


def _said_anew(said: Described, interpreter: Interpreter) -> Described:
    blank = Described(name=said.name, kind=said.kind)
    kept = {name: getattr(blank, name) for name in FILLED if getattr(interpreter, name)}
    if interpreter.rate_cents is not None:
        kept |= {"rate_cents": None, "rate_unit": ""}
    return replace(said, **kept)


def _standing(interpreter: Interpreter) -> set[tuple[str, str, str]]:
    rows = interpreter.pairs.standing()
    return set(rows.values_list("from_language", "to_language", "dialect"))


def _is_new(pair: Pair, both: bool, standing: set[tuple[str, str, str]]) -> bool:
    wanted = [pair, pair.turned()] if both else [pair]
    return any((one.from_language, one.to_language, one.dialect) not in standing for one in wanted)


@transaction.atomic
def bring_from_list(*, listed: Listed, by: User, at: datetime) -> Interpreter:
    """Somebody new comes with all that the list says. She is not sent before a colleague lets her begin."""
    made = add_interpreter(said=listed.said, by=by, at=at)
    _add(made, listed, by, at)
    return made


@transaction.atomic
def add_from_list(
    *, interpreter: Interpreter, listed: Listed, by: User, at: datetime
) -> dict[str, str]:
    """What is new in a list is added to an interpreter. Returns the ids and names of fields by which it is taken back."""
    current = locked(interpreter)
    fresh = news(listed, current)
    filled = _fill(current, fresh.said, by, at)
    pairs, proofs = _add(current, fresh, by, at)
    return {
        "fields": " ".join(filled),
        "pairs": " ".join(str(one.pk) for one in pairs),
        "proofs": " ".join(str(one.pk) for one in proofs),
        "hours": "yes" if fresh.hours else "",
    }


def _fill(interpreter: Interpreter, said: Described, by: User, at: datetime) -> list[str]:
    names = [name for name in FILLED if getattr(said, name)]
    if said.rate_cents is not None:
        names += ["rate_cents", "rate_unit"]
    for name in names:
        setattr(interpreter, name, getattr(said, name))
    if names:
        interpreter.save(update_fields=names)
        audit.record(by, "language_access.interpreter_changed", interpreter, at=at, fields=names)
    return names


def _add(
    interpreter: Interpreter, listed: Listed, by: User, at: datetime
) -> tuple[list[LanguagePair], list[Credential]]:
    made: list[LanguagePair] = []
    standing = _standing(interpreter)
    for pair, both in listed.pairs:
        # What stands stays as it is, so that all that came can be taken back.
        for one in [pair, pair.turned()] if both else [pair]:
            if _is_new(one, False, standing):
                made += add_language_pair(interpreter=interpreter, pair=one, by=by, at=at)
    proofs = [
        record_credential(interpreter=interpreter, proof=one, by=by, at=at) for one in listed.proofs
    ]
    if listed.hours:
        set_weekly_hours(
            interpreter=interpreter, hours=listed.hours, from_day=local_day(at), by=by, at=at
        )
    return made, proofs


@transaction.atomic
def take_back_listed(*, interpreter: UUID, since: datetime, by: User, at: datetime) -> None:
    """Somebody who came with a list goes again, with all that came. Raises ChangedSince."""
    current = Interpreter.objects.select_for_update().filter(pk=interpreter).first()
    if current is None or current.status != Status.ONBOARDING:
        raise ChangedSince(f"interpreter {interpreter} was let begin or is gone")
    _refuse_changed(current, since, at)
    if is_held([current.subject_id], {"language_access.interpreter", "language_access.credential"}):
        raise ChangedSince(f"a legal hold keeps interpreter {interpreter}")
    audit.record(by, "language_access.interpreter_taken_back", current, at=at)
    current.delete()


def _refuse_changed(current: Interpreter, since: datetime, at: datetime) -> None:
    """Whoever worked on her in between would lose it."""
    records = [current.pk, *current.credentials.values_list("pk", flat=True)]
    acts = AuditEvent.objects.filter(record_id__in=records, at__gt=since, at__lt=at)
    if acts.exclude(action__startswith="vault.").exists():
        raise ChangedSince(f"interpreter {current.pk} was changed since")


@transaction.atomic
def take_back_added(
    *, interpreter: UUID, added: Mapping[str, str], since: datetime, by: User, at: datetime
) -> None:
    """What a list added to somebody is taken back. Raises ChangedSince."""
    current = Interpreter.objects.select_for_update().filter(pk=interpreter).first()
    if current is None or current.status == Status.LEFT:
        raise ChangedSince(f"interpreter {interpreter} left or is gone")
    _refuse_changed(current, since, at)
    for pair in LanguagePair.objects.standing().filter(pk__in=_ids(added, "pairs")):
        withdraw_language_pair(pair=pair, by=by, at=at)
    for proof in Credential.objects.recorded().filter(pk__in=_ids(added, "proofs")):
        take_back_credential(credential=proof, by=by, at=at)
    if added.get("hours"):
        current.hours.all().delete()
    _empty(current, added.get("fields", "").split(), by, at)


def _empty(current: Interpreter, names: Sequence[str], by: User, at: datetime) -> None:
    blank = Described(name="", kind="")
    for name in names:
        setattr(current, name, getattr(blank, name))
    if names:
        current.save(update_fields=list(names))
        audit.record(by, "language_access.interpreter_changed", current, at=at, fields=names)


def _ids(added: Mapping[str, str], what: str) -> list[UUID]:
    return [UUID(one) for one in added.get(what, "").split()]
