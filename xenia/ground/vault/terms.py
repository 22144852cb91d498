"""Kinds of record that have a term, and the approved rules in force."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from xenia.ground.common.privacy import Declaration, declaration
from xenia.ground.vault.models import RetentionRule, SubjectRecord
from xenia.ground.vault.retention import Term

ROUND = "vault.retention"

# What takes away rows past their term, where no rule of ours does: {record class: the due work}. Rooms above fill it.
REMOVED_BY: dict[str, str] = {
    "keys.tombstone": ROUND,
    "vault.retentionround": ROUND,
    "vault.subjectmerge": ROUND,
}


class WrongSince(ValueError):
    """The record class has no such field of days, or none that each record has once."""


@dataclass(frozen=True, slots=True)
class RecordClass:
    """A kind of record with a term, and what its model declares."""

    label: str
    model: type[models.Model]
    declared: Declaration

    @property
    def name(self) -> str:
        """What people call these records."""
        return str(self.model._meta.verbose_name_plural)

    @property
    def is_about_people(self) -> bool:
        """Whether the records lie under people's keys, and go with them."""
        return issubclass(self.model, SubjectRecord)

    @property
    def goes_by_itself(self) -> bool:
        """Whether rows without a person's key are deleted at the end of their term."""
        says_so = getattr(self.model.Privacy, "after", "") == "delete"  # type: ignore[attr-defined]
        return says_so and not self.is_about_people

    @property
    def removed_by(self) -> str:
        """The due work that takes these records away; "" when nothing does."""
        if self.is_about_people or self.goes_by_itself:
            return ROUND
        return REMOVED_BY.get(self.label, "")


def record_classes() -> dict[str, RecordClass]:
    """Every record about a person of the vault, and every other model that declares a term, by label."""
    found = {}
    for model in apps.get_models():
        if not hasattr(model, "Privacy"):
            continue
        declared = declaration(model)
        if declared.keep is not None or issubclass(model, SubjectRecord):
            label = model._meta.label_lower
            found[label] = RecordClass(label, model, declared)
    return dict(sorted(found.items()))


def path_of(model: type[models.Model], since: str) -> str:
    """The way to a day of each record, as a query asks for it: "closed_on", "run__changed_at".

    Raises WrongSince unless it ends at a day or a moment and each record has exactly one.
    """
    path = since.replace(".", "__")
    *steps, last = path.split("__")
    try:
        for step in steps:
            model = _followed(model, step)
        ends_at_a_day = isinstance(model._meta.get_field(last), models.DateField)
    except FieldDoesNotExist as error:
        raise WrongSince(f"{model._meta.label} has no field {since!r}") from error
    if not ends_at_a_day:
        raise WrongSince(f"{model._meta.label}.{last} is no day: expected one such as 'closed_on'")
    return path


def _followed(model: type[models.Model], step: str) -> type[models.Model]:
    relation: Any = model._meta.get_field(step)
    if not (relation.concrete and relation.is_relation):
        raise WrongSince(f"{model._meta.label}.{step} does not lead to exactly one record")
    return relation.related_model  # type: ignore[no-any-return]


def trouble_with(rule: RetentionRule) -> str:
    """Why an approved rule cannot be carried out; "" when it can."""
    found = record_classes().get(rule.record_class)
    if found is None:
        return f"there is no record class {rule.record_class!r} any more"
    try:
        path_of(found.model, rule.since)
    except WrongSince as wrong:
        return str(wrong)
    return "" if found.removed_by else f"nothing takes {found.label} away yet"


def rules_in_force(on: date) -> dict[str, RetentionRule]:
    """The approved rule of each class on a day, where it can be carried out. Others destroy nothing."""
    rules = RetentionRule.objects.in_force(on)
    return {rule.record_class: rule for rule in rules if not trouble_with(rule)}


def terms_of(rules: Iterable[RetentionRule]) -> dict[str, Term]:
    """The terms the planner counts with, by record class."""
    return {rule.record_class: Term(rule.pk, rule.keep_days) for rule in rules}


def approved_keep(record_class: str, on: date) -> timedelta | None:
    """How long a class is kept by its approved rule; None: nobody approved one, so nothing of it is destroyed.

    For rooms that take away rows of their own.
    """
    rule = RetentionRule.objects.in_force(on).filter(record_class=record_class).first()
    return timedelta(days=rule.keep_days) if rule else None
