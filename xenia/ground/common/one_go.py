"""One operation that does several things goes in one go: it asks nothing it knows, and writes like rows together.

    with in_one_go():
        make(intake)                # written now; this operation alone knows it
        of(intake, "needs")         # so nobody is asked what it has
        at_the_end(AuditEvent, [event], about=event.pk)    # with all other rows of this kind

Nothing is promised less: all of it is one transaction, and what fails ends the whole of it. Within a savepoint of its own, which
may be taken back alone, everything is written and asked as ever.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import models, transaction

Record = TypeVar("Record", bound=models.Model)
Given = ParamSpec("Given")
Back = TypeVar("Back")
Rows = Sequence[models.Model]
AT_ONCE = 1_000


@dataclass(slots=True)
class OneGo:
    """What one operation made so far, and the rows it writes at its end, by kind and by what they are about."""

    depth: int
    made: dict[tuple[type[models.Model], Any], Any] = field(default_factory=dict)
    waiting: dict[type[models.Model], dict[Hashable, Rows]] = field(default_factory=dict)


_NOW: ContextVar[OneGo | None] = ContextVar("one go", default=None)


@contextmanager
def in_one_go() -> Iterator[None]:
    """All or nothing, in as few statements as it takes. A block within another one is part of it."""
    if _here() is not None:
        yield
        return
    # The rows that wait are part of it: whoever catches what fails must not keep the half without them.
    with transaction.atomic():
        one = OneGo(_depth())
        before = _NOW.set(one)
        try:
            yield
        finally:
            _NOW.reset(before)
        for model, rows in one.waiting.items():
            every = [row for some in rows.values() for row in some]
            model._default_manager.bulk_create(every, batch_size=AT_ONCE)


def part(operation: Callable[Given, Back]) -> Callable[Given, Back]:
    """An operation that is all or nothing; within one that goes in one go it stands and falls with it."""

    @wraps(operation)
    def whole(*args: Given.args, **kwargs: Given.kwargs) -> Back:
        with transaction.atomic(savepoint=_here() is None):
            return operation(*args, **kwargs)

    return whole


def make(record: Record) -> Record:
    """Write a new record, and remember that it was made here."""
    record.save(force_insert=True)
    remember(record)
    return record


def make_all(records: Sequence[Record]) -> Sequence[Record]:
    """The same for several of one kind, in one statement."""
    if records:
        type(records[0])._default_manager.bulk_create(records)
    for one in records:
        remember(one)
    return records


def remember(record: models.Model) -> None:
    """The record was made by this operation: nobody else has seen it, and everything that belongs to it is made here too."""
    if one := _here():
        one.made[type(record), record.pk] = record


def own(record: Record) -> Record | None:
    """The record as this operation made it; None when it was there before, and another may change it."""
    one = _NOW.get()
    return one.made.get((type(record), record.pk)) if one else None


def is_own(record: models.Model) -> bool:
    """Whether this very operation made the record."""
    return own(record) is not None


def all_made(model: type[Record]) -> list[Record]:
    """Everything of one kind that this operation made."""
    one = _NOW.get()
    return [made for made in one.made.values() if isinstance(made, model)] if one else []


def of(record: models.Model, relation: str) -> Sequence[Any]:
    """What belongs to a record, by the name of the relation. Of one made here, only what was made here too."""
    if not is_own(record):
        found: Sequence[Any] = getattr(record, relation).all()
        return found
    link: Any = record._meta.get_field(relation)
    made: list[Any] = all_made(link.related_model)
    return [one for one in made if getattr(one, link.field.attname) == record.pk]


def at_the_end(model: type[Record], rows: Sequence[Record], *, about: Hashable) -> None:
    """Write new rows of one kind at the end of what goes in one go, or now when nothing does.

    about: what they say; rows that wait and say it are replaced.
    """
    if one := _here():
        one.waiting.setdefault(model, {})[about] = rows
    else:
        model._default_manager.bulk_create(rows)


def _here() -> OneGo | None:
    one = _NOW.get()
    return one if one and one.depth == _depth() else None


def _depth() -> int:
    """How many savepoints are open."""
    return sum(name is not None for name in transaction.get_connection().savepoint_ids)
