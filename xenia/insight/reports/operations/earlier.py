"""Totals that reports before Xenia published are entered, corrected and taken out, each with where it stands.

They are others' figures, quoted: they never enter the ledger.
"""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.insight.reports.models import EarlierTotal


class StandsAlready(Exception):
    """The same total of the same year is entered."""


class Gone(Exception):
    """Somebody took it out meanwhile."""


class ChangedMeanwhile(Exception):
    """Somebody corrected it since the caller looked."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A total as an earlier report printed it. measure: a code of ours, or words; row: "" for all together."""

    year: int
    measure: str
    value: int
    citation: str
    row: str = ""


@transaction.atomic
def enter_earlier(*, quoted: Quoted, by: User | None, at: datetime) -> EarlierTotal:
    """Enter one total. Raises StandsAlready."""
    total = EarlierTotal(**asdict(quoted))
    _save(total)
    audit.record(by, "reports.earlier_entered", total, at=at)
    return total


@transaction.atomic
def correct_earlier(
    *, total: EarlierTotal, quoted: Quoted, seen: Quoted, by: User, at: datetime
) -> EarlierTotal:
    """Correct one. seen: as the caller saw it. Raises Gone, ChangedMeanwhile, StandsAlready."""
    current = _held(total, seen)
    for name, value in asdict(quoted).items():
        setattr(current, name, value)
    _save(current)
    audit.record(by, "reports.earlier_corrected", current, at=at)
    return current


@transaction.atomic
def take_earlier_out(*, total: EarlierTotal, seen: Quoted, by: User, at: datetime) -> None:
    """It was no such total. Raises Gone, ChangedMeanwhile."""
    current = _held(total, seen)
    audit.record(by, "reports.earlier_taken_out", current, at=at)
    current.delete()


def quoted_of(total: EarlierTotal) -> Quoted:
    """A total as it is now."""
    return Quoted(total.year, total.measure, total.value, total.citation, total.row)


def _held(total: EarlierTotal, seen: Quoted) -> EarlierTotal:
    current = EarlierTotal.objects.select_for_update().filter(pk=total.pk).first()
    if current is None:
        raise Gone(f"earlier total {total.pk} is gone")
    if quoted_of(current) != seen:
        raise ChangedMeanwhile(f"earlier total {total.pk} was corrected")
    return current


def _save(total: EarlierTotal) -> None:
    try:
        with transaction.atomic():
            total.save()
    except IntegrityError:
        raise StandsAlready(f"a total of {total.year} stands already") from None
