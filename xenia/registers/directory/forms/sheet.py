"""A sheet: all a person fills in on one page, the record's fields and its rows, with what stood there before.

What stood there travels with the page, sealed. So a change by somebody else in the meantime is noticed field by field,
and a field nobody touched is never written.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import SuspiciousOperation
from django.http import QueryDict

from xenia.registers.directory.forms.rows import MORE, ROW_TITLES, RowForm, RowSet, row_set
from xenia.registers.directory.queries.details import read_rows, write_rows

# Field names with their values, "terms" with codes, and the rows of each kind.
Values = Mapping[str, Any]
_SALT = "directory.sheet"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a sheet asks. acts: fields of the form that are no field of the record, such as “checked today”."""

    form: type[forms.Form]
    rows: Mapping[str, type[RowForm]]
    acts: frozenset[str] = frozenset()


class Sheet:
    """One page being filled in. `seen` is what the person had before her."""

    def __init__(
        self, plan: Plan, form: forms.Form, rows: Mapping[str, RowSet], seen: Values
    ) -> None:
        self.plan, self.form, self.rows, self.seen = plan, form, rows, seen

    @classmethod
    def of(cls, plan: Plan, now: Values, asked: Values | None = None) -> "Sheet":
        """A sheet as it is opened. asked: what this person asked for and still waits; it is laid over."""
        return cls(plan, *_shown(plan, {**now, **(asked or {})}, {}), now)

    @classmethod
    def sent(cls, plan: Plan, data: QueryDict) -> "Sheet":
        """A sheet as it was sent. Raises SuspiciousOperation when its seal is broken."""
        rows = {name: row_set(name, form, data=data) for name, form in plan.rows.items()}
        return cls(plan, plan.form(data), rows, _unseal(plan, data.get("seen", "")))

    def with_more(self, name: str) -> "Sheet":
        """The same sheet with what was typed, and more empty lines of one kind."""
        return Sheet(self.plan, *_shown(self.plan, self._typed(), {name: MORE}), self.seen)

    def over(self, now: Values) -> "Sheet":
        """What this person changed, laid over what somebody else saved meanwhile."""
        typed = self._typed()
        kept = {name: typed[name] for name in self.touched() if name in typed}
        return Sheet(self.plan, *_shown(self.plan, {**now, **kept}, {}), now)

    def is_valid(self) -> bool:
        """Whether everything can be kept as typed."""
        return all([self.form.is_valid(), *(rows.is_valid() for rows in self.rows.values())])

    def touched(self) -> dict[str, Any]:
        """What the person changed: field names with their values, kinds of rows with their rows."""
        said = self.form.cleaned_data
        changed = {
            name: value
            for name, value in said.items()
            if name not in self.plan.acts
            and _differs(self.form.fields[name], value, self.seen.get(name))
        }
        return changed | {
            name: rows.rows()
            for name, rows in self.rows.items()
            if _rows_differ(rows.rows(), self.seen.get(name, []))
        }

    def touched_fields(self) -> dict[str, Any]:
        """The record's own fields the person changed."""
        return {
            name: value
            for name, value in self.touched().items()
            if name not in {*self.rows, "terms"}
        }

    def touched_rows(self) -> dict[str, Any]:
        """The rows the person changed."""
        return {name: value for name, value in self.touched().items() if name in self.rows}

    def is_marked(self, act: str) -> bool:
        """Whether the person ticked an act of the form."""
        return bool(self.form.cleaned_data.get(act))

    @property
    def seal(self) -> str:
        """What the person sees now, to come back with what she types."""
        rows = {name: write_rows(self.seen.get(name, [])) for name in self.rows}
        fields = {name: self.seen[name] for name in self.form.fields if name in self.seen}
        return signing.dumps(fields | rows, salt=_SALT, compress=True)

    def problems(self) -> Iterator[tuple[str, str]]:
        """Everything that is wrong: the id of the field to go to, and what to do."""
        if self.form.is_bound:
            forms_sent = [self.form, *(form for rows in self.rows.values() for form in rows.forms)]
            for form in forms_sent:
                for name, errors in form.errors.items():
                    yield from ((_anchor(form, name), str(error)) for error in errors)

    def parts(self) -> list[dict[str, Any]]:
        """The kinds of rows in order, as the page shows them."""
        return [
            {
                "name": name,
                "title": ROW_TITLES[name][0],
                "more": ROW_TITLES[name][1],
                "rows": rows,
            }
            for name, rows in self.rows.items()
        ]

    def part(self) -> dict[str, dict[str, Any]]:
        """The kinds of rows by name."""
        return {part["name"]: part for part in self.parts()}

    def _typed(self) -> dict[str, Any]:
        fields = {
            name: field.widget.value_from_datadict(self.form.data, self.form.files, name)
            for name, field in self.form.fields.items()
        }
        return fields | {name: rows.raw() for name, rows in self.rows.items()}


def _shown(
    plan: Plan, values: Values, more: Mapping[str, int]
) -> tuple[forms.Form, dict[str, RowSet]]:
    form = plan.form(
        initial={name: values[name] for name in plan.form.base_fields if name in values}
    )
    rows = {
        name: row_set(name, row, initial=list(values.get(name, [])), extra=more.get(name, 1))
        for name, row in plan.rows.items()
    }
    return form, rows


def _unseal(plan: Plan, seal: str) -> dict[str, Any]:
    try:
        seen: dict[str, Any] = signing.loads(seal, salt=_SALT)
    except signing.BadSignature:
        raise SuspiciousOperation("the seal of a directory form is broken") from None
    return seen | {name: read_rows(name, seen[name]) for name in plan.rows if name in seen}


def _differs(field: forms.Field, value: Any, seen: Any) -> bool:
    if isinstance(field, forms.MultipleChoiceField):
        return set(value) != set(seen or ())
    return bool(value != field.clean(seen)) if _is_clean(field, seen) else True


def _is_clean(field: forms.Field, seen: Any) -> bool:
    try:
        field.clean(seen)
    except forms.ValidationError:
        return False
    return True


def _rows_differ(rows: list[dict[str, Any]], seen: list[dict[str, Any]]) -> bool:
    known = {row["id"]: row for row in seen}
    if len(rows) != len(known):
        return True
    return any(
        row.get("id") not in known
        or any(known[row["id"]].get(key) != value for key, value in row.items())
        for row in rows
    )


def _anchor(form: forms.Form, name: str) -> str:
    if name == "__all__":
        first = next(
            name
            for name, field in form.fields.items()
            if not field.widget.is_hidden and name != "remove"
        )
        name = first
    field = form[name]
    return f"{field.auto_id}_0" if field.use_fieldset else str(field.id_for_label)
