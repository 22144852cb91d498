"""What every act on a matter asks first: whether it is with the house of whoever acts, and stands as she saw it."""

from datetime import datetime
from typing import Any

from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.numbers_not_kept import has_a_number
from xenia.ground.common.transitions import Crossed, WrongState
from xenia.work.casework.models import Matter
from xenia.work.casework.models.guards import NotReady
from xenia.work.casework.models.matter import OFFICE, Status
from xenia.work.casework.queries.holding import holds


class NotHeldHere(Exception):
    """The matter is with another house: its people work on it."""


class PaperNumber(ValueError):
    """The text holds the number of a paper, such as a receipt or an A-number. Those are never kept."""


def refuse_others(matter: Matter, by: User | None) -> None:
    """Raises NotHeldHere when an organization's matter is not in hands of its own."""
    if matter.holder != OFFICE and (by is None or not holds(by, matter.holder)):
        raise NotHeldHere(f"matter {matter.pk} is with {matter.holder}")


def refuse_numbers(text: str) -> str:
    """The text. Raises PaperNumber."""
    if has_a_number(text):
        raise PaperNumber("a number of a paper stands in it")
    return text


def at_hand(
    matter: Matter,
    *,
    by: User,
    version: int | None = None,
    may_be_closed: bool = False,
    despite_conflict: bool = False,
) -> Matter:
    """A legal matter as it is now, held until this transaction ends.

    Raises NotHeldHere for whoever is of another house, WrongState when it is closed, Crossed, NotReady("conflict").
    """
    current: Matter = Matter.objects.select_for_update(of=("self",)).get(pk=matter.pk)
    if not holds(by, current.holder):
        raise NotHeldHere(f"matter {current.pk} is with {current.holder}")
    if current.status == Status.CLOSED and not may_be_closed:
        raise WrongState(current, current.status, current.status)
    if version is not None and current.state_version != version:
        raise Crossed(current, current.status, current.status)
    if current.has_conflict and not despite_conflict:
        raise NotReady("conflict")
    return current


def moved(current: Matter, *, at: datetime, **changed: Any) -> Matter:
    """Something was done with it that others must see."""
    for name, value in changed.items():
        setattr(current, name, value)
    current.moved_on, current.told_stale_on = local_day(at), None
    current.state_version += 1
    current.save(update_fields=[*changed, "moved_on", "told_stale_on", "state_version"])
    return current
