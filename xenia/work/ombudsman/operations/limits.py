"""The office says how long each step of a complaint may take."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.work.ombudsman.limits import LIMITS, TO_DIRECTOR, TO_SUPERVISOR, limits_now
from xenia.work.ombudsman.models import OfficeLimit

MARK_SIGNS: Final = 16


class LimitsCrossed(Exception):
    """A colleague changed the limits meanwhile."""


class OutOfRange(ValueError):
    """A limit that no office may set. `code` is which."""

    def __init__(self, code: str, days: int) -> None:
        limit = LIMITS[code]
        super().__init__(f"{code} cannot be {days}: expected {limit.least} to {limit.most}")
        self.code = code


class DirectorFirst(ValueError):
    """The director would be told before the supervisors."""


class NoNumberForIt(ValueError):
    """It is said where a limit stands, and no limit of this office lacks that."""


def mark_of_limits() -> str:
    """What a page carries to notice that the limits, or where they stand, were changed meanwhile."""
    rows = OfficeLimit.objects.order_by("code").values_list("code", "days", "source")
    said = ",".join(f"{code}:{days}:{source}" for code, days, source in rows)
    return hashlib.sha256(said.encode()).hexdigest()[:MARK_SIGNS]


@transaction.atomic
def set_limits(
    *, said: Mapping[str, int], source: str, seen: str, by: User, at: datetime
) -> list[str]:
    """Clocks that start from now on have these limits. Which were changed.

    said: {code: business days, or hours}. source: where the changed ones stand. seen: `mark_of_limits` of the page.
    Raises LimitsCrossed, OutOfRange, DirectorFirst.
    """
    for code, days in said.items():
        if not LIMITS[code].least <= days <= LIMITS[code].most:
            raise OutOfRange(code, days)
    if said[TO_DIRECTOR] <= said[TO_SUPERVISOR]:
        raise DirectorFirst(f"{said[TO_DIRECTOR]} is not after {said[TO_SUPERVISOR]}")
    _hold_as_seen(seen)
    before = limits_now()
    changed = [code for code, days in said.items() if before[code] != days]
    for code in changed:
        _set(code, said[code], source, at)
    if changed:
        audit.record(by, "ombudsman.limits_set", None, at=at, fields=changed)
    return changed


@transaction.atomic
def cite_limits(*, source: str, seen: str, by: User, at: datetime) -> list[str]:
    """It is said afterwards where the limits stand that were set without it. Which they are.

    seen: `mark_of_limits` of the page. Raises LimitsCrossed, NoNumberForIt.
    """
    _hold_as_seen(seen)
    uncited = OfficeLimit.objects.filter(source="")
    cited = list(uncited.values_list("code", flat=True))
    if not cited:
        raise NoNumberForIt("every limit of this office says where it stands")
    uncited.update(source=source.strip())
    audit.record(by, "ombudsman.limits_cited", None, at=at, fields=cited)
    return cited


def _hold_as_seen(seen: str) -> None:
    list(OfficeLimit.objects.select_for_update())
    if mark_of_limits() != seen:
        raise LimitsCrossed("the limits were changed since this page was opened")


def _set(code: str, days: int, source: str, at: datetime) -> None:
    """The usual limit is kept nowhere. Two at once: the second is told."""
    OfficeLimit.objects.filter(code=code).delete()
    if days == LIMITS[code].days:
        return
    try:
        with transaction.atomic():
            OfficeLimit.objects.create(code=code, days=days, source=source, set_on=local_day(at))
    except IntegrityError:
        raise LimitsCrossed(f"somebody set {code} at this moment") from None
