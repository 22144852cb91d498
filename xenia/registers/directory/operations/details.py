"""The rows that hang on a record: phones, hours, languages, places left, papers to bring, people to turn to."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.ids import new_id
from xenia.registers.directory.models import ServiceCapacity, Unit
from xenia.registers.directory.models.record import Record
from xenia.registers.directory.operations.history import ChangedMeanwhile, note_change
from xenia.registers.directory.queries.details import DETAILS, Row, own_fields, rows_of, write_rows

Details = Mapping[str, Iterable[Mapping[str, Any]]]


def add_details(record: Record, details: Details, *, at: datetime) -> None:
    """Give a new record its rows. Raises KeyError for a kind of row there is none of."""
    for name, rows in details.items():
        _add(record, name, [_complete(name, {}, row) for row in rows], at)


def change_details(
    record: Record,
    details: Details,
    *,
    by: User | None,
    at: datetime,
    seen: Mapping[str, Any] | None = None,
) -> list[str]:
    """Make a record's rows what is given; returns the kinds that changed, with their history and the audit.

    A row with the id of one that stands keeps what is not said anew; rows left out are removed.
    seen: the rows the person had before her, by kind; raises ChangedMeanwhile when somebody changed them since.
    """
    plans = [_plan(record, name, rows) for name, rows in details.items()]
    changed = [plan for plan in plans if plan.before != plan.after]
    crossed = [
        plan.name
        for plan in changed
        if seen is not None and not _same_rows(plan.before, seen.get(plan.name, []))
    ]
    if crossed:
        raise ChangedMeanwhile(record, crossed)
    for plan in changed:
        plan.carry_out(record, at)
        _note(record, plan, by, at)
    names = [plan.name for plan in changed]
    if names:
        action = f"directory.{record._meta.model_name}_details_changed"
        audit.record(by, action, record, at=at, fields=names)
    return names


class _Plan:
    """The rows of one kind before and after, by id."""

    def __init__(self, name: str, before: dict[str, Row], after: dict[str, Row]) -> None:
        self.name, self.before, self.after = name, before, after

    def carry_out(self, record: Record, at: datetime) -> None:
        """Remove, change and add what differs."""
        detail = DETAILS[self.name]
        gone = set(self.before) - set(self.after)
        getattr(record, detail.related).filter(pk__in=gone).delete()
        for key in set(self.before) & set(self.after):
            if self.before[key] != self.after[key]:
                _change(record, self.name, self.after[key], at)
        _add(
            record,
            self.name,
            [row for key, row in self.after.items() if key not in self.before],
            at,
        )


def _plan(record: Record, name: str, rows: Iterable[Mapping[str, Any]]) -> _Plan:
    before = {row["id"]: row for row in rows_of(record, name)}
    return _Plan(name, before, {row["id"]: row for row in completed(record, name, rows)})


def completed(record: Record, name: str, rows: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Rows with all their fields and an id: what is not said anew of a row that stands stays."""
    before = {row["id"]: row for row in rows_of(record, name)}
    return [_complete(name, before.get(str(row.get("id")), {}), row) for row in rows]


def _complete(name: str, known: Mapping[str, Any], said: Mapping[str, Any]) -> Row:
    blank = {field.name: field.get_default() for field in own_fields(name).values()}
    row = blank | dict(known) | dict(said)
    return {"id": str(row.pop("id", None) or new_id()), **row}


def _same_rows(before: Mapping[str, Row], seen: Iterable[Row]) -> bool:
    return dict(before) == {row["id"]: row for row in seen}


def _add(record: Record, name: str, rows: Iterable[Row], at: datetime) -> None:
    model = DETAILS[name].model
    owner = {str(record._meta.model_name): record}
    made = [model(**_values(name, row, at), **owner) for row in rows]
    for one in made:
        one.clean_fields(
            exclude=[field.name for field in model._meta.concrete_fields if field.is_relation]
        )
    model._default_manager.bulk_create(made)


def _change(record: Record, name: str, row: Row, at: datetime) -> None:
    found = getattr(record, DETAILS[name].related).filter(pk=row["id"])
    found.update(
        **{field: value for field, value in _values(name, row, at).items() if field != "id"}
    )


def _values(name: str, row: Row, at: datetime) -> Row:
    if DETAILS[name].model is not ServiceCapacity:
        return row
    unit = Unit.objects.get_or_create(name=row["unit"])[0]
    return {**row, "unit": unit, "updated": at}


def _note(record: Record, plan: _Plan, by: User | None, at: datetime) -> None:
    keeps = DETAILS[plan.name].keeps_history
    before = write_rows(plan.before.values()) if keeps and plan.before else ""
    after = write_rows(plan.after.values()) if keeps and plan.after else ""
    note_change(record, plan.name, before, after, by=by, at=at)


def together(record: Record, *steps: Callable[[], list[str]]) -> list[str]:
    """Take every step, or none: when somebody else changed what some touch, ChangedMeanwhile names it all.

    Must run inside a transaction that ends with the exception.
    """
    changed: list[str] = []
    crossed: list[str] = []
    for step in steps:
        try:
            changed += step()
        except ChangedMeanwhile as meanwhile:
            crossed += meanwhile.fields
    if crossed:
        raise ChangedMeanwhile(record, crossed)
    return changed
