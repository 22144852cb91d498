"""The steps of a merge, each with what was before: a value set, a row taken out. Taken back one by one, last first."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.apps import apps
from django.core import serializers
from django.db import models

from xenia.ground.accounts.models import Invitation, RoleGrant
from xenia.ground.translations.models import TranslatedText
from xenia.registers.directory.models import (
    Address,
    Attribute,
    Proposal,
    SourceRecord,
    VerificationAnswer,
)
from xenia.registers.directory.queries.details import DETAILS

Row = models.Model
Step = dict[str, Any]
# What is made anew from the directory's tables: no merge moves it.
DERIVED: Final = frozenset(
    {
        "directory.listing",
        "directory.waitinglisting",
        "directory.servicerecord",
        "directory.placerecord",
        "directory.organizationrecord",
        "directory.finding",
    }
)
# What names a record by its id alone. Rooms above add theirs in `apps.ready()`.
BY_ID: Final[dict[str, str]] = {
    Attribute._meta.label_lower: "link_id",
    SourceRecord._meta.label_lower: "record_id",
    Proposal._meta.label_lower: "record_id",
    VerificationAnswer._meta.label_lower: "record_id",
    RoleGrant._meta.label_lower: "organization_id",
    Invitation._meta.label_lower: "organization_id",
}
# Rows that say the same when these say the same, whoever marked one as confidential.
_TWINS: Final = frozenset(
    {detail.model._meta.label_lower for detail in DETAILS.values()}
    | {
        Address._meta.label_lower,
        Attribute._meta.label_lower,
        "directory.url",
        "directory.funding",
        "directory.servicearea",
        "directory.costoption",
        "directory.organizationidentifier",
        "directory.serviceatlocation",
    }
)
_NOT_SAID: Final = frozenset({"is_confidential", "updated"})


class Steps:
    """What was done, in order, as it is kept: {"set": …} and {"removed": …}."""

    def __init__(self) -> None:
        self.taken: list[Step] = []

    def set(self, row: Row, name: str, value: Any) -> None:
        """Give a field of a row another value, if it has one."""
        field = _field(row, name)
        before = getattr(row, field.attname)
        if before == value:
            return
        type(row)._base_manager.filter(pk=row.pk).update(**{field.attname: value})
        setattr(row, field.attname, value)
        self.taken.append(
            {
                "set": row._meta.label_lower,
                "pk": str(row.pk),
                "field": field.attname,
                "before": _written(field, row, before),
                "after": _written(field, row, value),
            }
        )

    def remove(self, row: Row) -> None:
        """Take out a row on which nothing hangs any more."""
        kept = json.loads(serializers.serialize("json", [row]))[0]
        type(row)._base_manager.filter(pk=row.pk).delete()
        self.taken.append({"removed": kept})


def take_in(kept: Row, absorbed: Row, steps: Steps) -> None:
    """Move everything that hangs on one row to another; what both say is there once."""
    for model, name in _hanging_on(kept):
        own = list(model._base_manager.filter(**{name: kept.pk}))
        for row in model._base_manager.filter(**{name: absorbed.pk}).order_by("pk"):
            twin = _twin_of(row, name, own)
            if twin is None:
                steps.set(row, name, kept.pk)
            else:
                _take_out(row, twin, steps)


def _take_out(row: Row, twin: Row, steps: Steps) -> None:
    """A row that says what another says goes; what hung on it moves, and a secret stays one."""
    take_in(twin, row, steps)
    if getattr(row, "is_confidential", False):
        steps.set(twin, "is_confidential", True)
    steps.remove(row)


def _hanging_on(row: Row) -> Iterable[tuple[type[Row], str]]:
    """The tables whose rows belong to a row, and the columns that say so."""
    for relation in row._meta.related_objects:
        model = relation.related_model
        if model._meta.label_lower not in DERIVED and isinstance(relation.field, models.ForeignKey):
            yield model, relation.field.attname
    for label, column in BY_ID.items():
        yield apps.get_model(label), column


def _twin_of(row: Row, name: str, own: Sequence[Row]) -> Row | None:
    """The row of the kept entry that says the same, or that leaves no room for this one."""
    if row._meta.label_lower in _TWINS:
        said = _said(row, name)
        return next((one for one in own if _said(one, name) == said), None)
    for group in _unique_with(row, name):
        same = [one for one in own if all(_same(row, one, field) for field in group)]
        if same:
            return same[0]
    return None


def _said(row: Row, name: str) -> dict[str, Any]:
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key and field.attname != name and field.name not in _NOT_SAID
    }


def _unique_with(row: Row, name: str) -> Iterable[list[str]]:
    """The other fields of each rule by which a row is there once, where the rule holds for this row."""
    for rule in row._meta.constraints:
        if isinstance(rule, models.UniqueConstraint):
            fields = [_field(row, one).attname for one in rule.fields]
            if name in fields and _holds_for(row, rule):
                yield [one for one in fields if one != name]


def _holds_for(row: Row, rule: models.UniqueConstraint) -> bool:
    return (
        rule.condition is None or type(row)._base_manager.filter(rule.condition, pk=row.pk).exists()
    )


def _same(row: Row, other: Row, name: str) -> bool:
    return bool(getattr(row, name) == getattr(other, name))


def move_texts(
    kept: Row, absorbed: Row, taken: frozenset[str], same: frozenset[str], steps: Steps
) -> None:
    """Texts in other languages go with the words they translate.

    taken: fields whose words come from the absorbed entry. same: fields in which both say the same.
    """
    label = kept._meta.label_lower
    own = TranslatedText.objects.filter(record_type=label, record_id=kept.pk)
    for row in own.filter(field__in=taken - same):
        steps.remove(row)
    there = set(own.values_list("field", "language"))
    for row in TranslatedText.objects.filter(record_type=label, record_id=absorbed.pk):
        if row.field in taken | same and (row.field, row.language) not in there:
            steps.set(row, "record_id", kept.pk)


def crossed(steps: Sequence[Step]) -> list[Step]:
    """The steps that cannot be taken back: somebody changed or removed what they set, or took the place."""
    seen: dict[tuple[str, str, str], Any] = {}
    for step in steps:
        if "set" in step:
            seen[step["set"], step["pk"], step["field"]] = step
    wrong = [step for step in seen.values() if _standing(step) != (True, step["after"])]
    gone = (step for step in steps if "removed" in step)
    return wrong + [step for step in gone if _is_back(step["removed"])]


def _standing(step: Step) -> tuple[bool, Any]:
    model = apps.get_model(step["set"])
    row = model._base_manager.select_for_update().filter(pk=step["pk"]).first()
    if row is None:
        return False, None
    field = next(one for one in model._meta.concrete_fields if one.attname == step["field"])
    return True, _written(field, row, getattr(row, field.attname))


def _is_back(removed: dict[str, Any]) -> bool:
    return bool(apps.get_model(removed["model"])._base_manager.filter(pk=removed["pk"]).exists())


def take_back(steps: Sequence[Step]) -> None:
    """Undo the steps, the last first, so that each finds what it left."""
    for step in reversed(steps):
        if "removed" in step:
            for one in serializers.deserialize("json", json.dumps([step["removed"]])):
                one.save(force_insert=True)
        else:
            _set_back(step)


def _set_back(step: Step) -> None:
    model = apps.get_model(step["set"])
    field = next(one for one in model._meta.concrete_fields if one.attname == step["field"])
    before = step["before"]
    value = None if before is None else field.to_python(before)
    model._base_manager.filter(pk=step["pk"]).update(**{field.attname: value})


def _field(row: Row, name: str) -> "models.Field[Any, Any]":
    for field in row._meta.concrete_fields:
        if name in (field.name, field.attname):
            return field
    raise LookupError(f"{row._meta.label} has no column {name!r}")


def _written(field: "models.Field[Any, Any]", row: Row, value: Any) -> str | None:
    """A value as the trace keeps it: text, or None."""
    if value is None:
        return None
    holder = type(row)(**{field.attname: value})
    return field.value_to_string(holder)
