"""Legal holds: placed by counsel or the director, lifted by two."""

import re
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.keys.models import SubjectKey
from xenia.ground.vault.merging import everybody_who_is
from xenia.ground.vault.models import LegalHold
from xenia.ground.vault.models.hold import lock_holds
from xenia.ground.vault.terms import record_classes

MAY = "vault.hold"
# A docket or request number: one word with a digit in it, such as 1:26-cv-01234 or R-2026-0007.
NUMBER = re.compile(r"(?=.*[0-9])[A-Za-z0-9][A-Za-z0-9./:-]{1,39}")


class UnfitHold(ValueError):
    """The hold names no order, or a scope that does not exist."""


class UnfitReference(UnfitHold):
    """What should be a docket or request number is none: it could be somebody's name."""


class NothingToHold(Exception):
    """The person was erased before: there is nothing left that a hold could keep."""


class AlreadyLifted(Exception):
    """The hold stands no longer, or somebody asked to lift it before."""


class NeedsAnother(Exception):
    """Nobody asked to lift it yet, or the same person did: two are needed."""


@transaction.atomic
def place_hold(
    *,
    reference: str,
    by: User,
    at: datetime,
    record_class: str = "",
    subject: UUID | None = None,
) -> LegalHold:
    """From now on nothing in its scope is destroyed, and no year is sealed.

    reference: the number of the order or the matter, never a name. The scope is one record class, one person under every id she
    is known by, or, with neither, everything. Raises NothingToHold, UnfitReference, UnfitHold, PermissionDenied.
    """
    _check_may(by)
    _check_fit(reference, record_class, subject)
    # What is being destroyed at this moment is destroyed before we look.
    lock_holds()
    if subject and not SubjectKey.objects.filter(pk__in=everybody_who_is([subject])).exists():
        raise NothingToHold(f"subject {subject} has no key: what was hers is erased")
    hold = LegalHold.objects.create(
        reference=reference.strip(),
        record_class=record_class,
        subject_id=subject,
        placed_by_id=by.pk,
        placed_at=at,
    )
    audit.record(by, "vault.hold_placed", hold, at=at)
    return hold


@transaction.atomic
def ask_to_lift(*, hold: LegalHold, by: User, at: datetime) -> LegalHold:
    """Ask that a hold be lifted; another person lifts it. Raises AlreadyLifted, PermissionDenied."""
    _check_may(by)
    current = _standing(hold)
    if current.lift_asked_by_id:
        raise AlreadyLifted(f"somebody asked to lift hold {hold.pk} before")
    return _changed(hold, by, at, "vault.hold_lift_asked", lift_asked_by_id=by.pk, lift_asked_at=at)


@transaction.atomic
def lift_hold(*, hold: LegalHold, by: User, at: datetime) -> LegalHold:
    """Lift a hold that another person asked to lift. Who it kept is noticed anew before she leaves.

    Raises NeedsAnother, AlreadyLifted, PermissionDenied.
    """
    _check_may(by)
    current = _standing(hold)
    if current.lift_asked_by_id in (None, by.pk):
        raise NeedsAnother(f"hold {hold.pk}: one person asks to lift it, another lifts it")
    return _changed(hold, by, at, "vault.hold_lifted", lifted_by_id=by.pk, lifted_at=at)


def is_a_number(reference: str) -> bool:
    """Whether it has the form of a docket or request number."""
    return NUMBER.fullmatch(reference) is not None


def _standing(hold: LegalHold) -> LegalHold:
    lock_holds()
    current = LegalHold.objects.select_for_update().get(pk=hold.pk)
    if current.lifted_at:
        raise AlreadyLifted(f"hold {hold.pk} was lifted before")
    return current


def _changed(
    hold: LegalHold, by: User, at: datetime, action: str, **fields: UUID | datetime
) -> LegalHold:
    LegalHold.objects.filter(pk=hold.pk).update(**fields)
    audit.record(by, action, hold, at=at, fields=fields)
    hold.refresh_from_db()
    return hold


def _check_may(by: User) -> None:
    if not by.may(MAY):
        raise PermissionDenied


def _check_fit(reference: str, record_class: str, subject: UUID | None) -> None:
    """Raises UnfitReference, UnfitHold."""
    if not is_a_number(reference.strip()):
        # The words themselves are not repeated: they may be a name, and errors are written to logs.
        raise UnfitReference(
            "a hold names the order or the matter it comes from by its number, such as R-2026-0007"
        )
    if record_class and subject:
        raise UnfitHold("a hold covers one record class or one person, not both")
    if record_class and record_class not in record_classes():
        raise UnfitHold(
            f"unknown record class {record_class!r}: expected one such as 'notifications.contactpoint'"
        )
