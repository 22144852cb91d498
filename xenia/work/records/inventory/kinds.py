"""Every kind of record that knows something about people, as its model says it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models

from xenia.ground.common.privacy import Declaration, declaration
from xenia.ground.keys.models import BlindIndex, SubjectKey
from xenia.ground.vault.fields import SealedField
from xenia.ground.vault.models import SubjectRecord
from xenia.work.records.inventory.links import links_of

OURS = "xenia."
LEDGER = "ledger"
GO_WITH_THE_KEY = (SubjectKey, BlindIndex)


class Tier(models.TextChoices):
    """How well a kind of record is kept. Source: design, section 2, tiers T1 to T4."""

    SEALED = "sealed"
    PERSONAL = "personal"
    READABLE = "readable"
    RANDOM = "random"
    COUNTS = "counts"


class Sort(models.TextChoices):
    """What lies in one field."""

    SEALED = "sealed"  # the person's key and a compartment's
    OWN_KEY = "own_key"
    READABLE = "readable"  # personal, and not encrypted
    NUMBER = "number"  # random: it says nothing by itself
    DAY = "day"
    YES_NO = "yes_no"
    COUNT = "count"
    CODE = "code"  # a state, a choice, a short code
    KEY = "key"  # opens nothing without the master key
    SECRET = "secret"  # noqa: S105  # acts for whoever holds it, as its model declares


NEVER_GIVEN = frozenset({Sort.KEY, Sort.SECRET})


@dataclass(frozen=True, slots=True)
class Field:
    """One field. why: what it is for, in English; "" where it is about nobody by itself."""

    code: str
    sort: Sort
    why: str = ""

    @property
    def opens(self) -> bool:
        """Whether it needs a person's key."""
        return self.sort in (Sort.SEALED, Sort.OWN_KEY)


@dataclass(frozen=True, slots=True)
class RecordKind:
    """One kind of record. goes_whole: when a person is erased its row goes too, instead of staying blank.

    is_hers: a person of the vault can be found in it. keep and since: the default its model declares.
    """

    label: str
    name: str
    tier: Tier
    fields: tuple[Field, ...]
    keep: timedelta | None
    since: str
    is_hers: bool
    has_key: bool
    goes_whole: bool

    def codes(self, *, opened: bool) -> frozenset[str]:
        """The fields an extraction may show: every one, or those that need no key."""
        return frozenset(
            field.code
            for field in self.fields
            if field.sort not in NEVER_GIVEN and (opened or not field.opens)
        )

    @property
    def personal(self) -> tuple[Field, ...]:
        """The fields that say something about somebody."""
        return tuple(field for field in self.fields if field.why)

    @property
    def plain_sorts(self) -> tuple[Sort, ...]:
        """What else lies beside them, each sort once."""
        found = {field.sort for field in self.fields if not field.why}
        return tuple(sort for sort in Sort if sort in found - NEVER_GIVEN)


@cache
def kinds_held() -> tuple[RecordKind, ...]:
    """Every kind of record of ours that knows something about people, in the order of tiers and names."""
    found = [kind_of(model) for model in own_models() if knows_people(model)]
    order = list(Tier)
    return tuple(sorted(found, key=lambda kind: (order.index(kind.tier), kind.label)))


def own_models() -> list[type[models.Model]]:
    """Every model of Xenia's own."""
    return [model for model in apps.get_models() if model.__module__.startswith(OURS)]


def foreign_models() -> list[type[models.Model]]:
    """The tables of the packages Xenia stands on."""
    ours = (OURS, "tests.")
    return [model for model in apps.get_models() if not model.__module__.startswith(ours)]


def knows_people(model: type[models.Model]) -> bool:
    """Whether a model declares something personal, or leads to a person, or to somebody who works here."""
    if declaration(model).personal or issubclass(model, SubjectRecord) or links_of(model):
        return True
    return any(_is_a_colleague(field) for field in model._meta.concrete_fields)


def _is_a_colleague(field: "models.Field[Any, Any]") -> bool:
    if isinstance(field, models.ForeignKey):
        return bool(field.related_model._meta.label == settings.AUTH_USER_MODEL)
    return isinstance(field, models.UUIDField) and field.name.endswith(("by", "by_id", "actor_id"))


@cache
def kind_of(model: type[models.Model]) -> RecordKind:
    """One model as the inventory tells it."""
    said = declaration(model)
    fields = tuple(_field(one, said) for one in model._meta.concrete_fields)
    return RecordKind(
        label=model._meta.label_lower,
        name=str(model._meta.verbose_name),
        tier=_tier(model, fields),
        fields=fields,
        keep=said.keep,
        since=said.since,
        is_hers=issubclass(model, SubjectRecord) or bool(links_of(model)),
        has_key=issubclass(model, SubjectRecord),
        goes_whole=_goes_with_her(model),
    )


def _goes_with_her(model: type[models.Model]) -> bool:
    """Whether a person's rows are deleted when she is erased: by their declaration, or with the row they hang on."""
    if model in GO_WITH_THE_KEY:
        return True
    if issubclass(model, SubjectRecord):
        return getattr(model.Privacy, "after", "") == "delete"  # type: ignore[attr-defined]
    links = links_of(model)
    return bool(links) and all(_hangs_on_what_goes(model, link.field) for link in links)


def _hangs_on_what_goes(model: type[models.Model], name: str) -> bool:
    field = next((one for one in model._meta.concrete_fields if one.attname == name), None)
    return (
        isinstance(field, models.ForeignKey)
        and field.remote_field.on_delete is models.CASCADE
        and _goes_with_her(field.related_model)
    )


def _field(field: "models.Field[Any, Any]", said: Declaration) -> Field:
    why = str(said.personal.get(field.name, ""))
    if field.name in said.secrets:
        return Field(field.attname, Sort.SECRET, why)
    return Field(field.attname, _sort(field, is_personal=bool(why)), why)


SORTS: tuple[tuple[type["models.Field[Any, Any]"], Sort], ...] = (
    (models.UUIDField, Sort.NUMBER),
    (models.ForeignKey, Sort.NUMBER),
    (models.DateField, Sort.DAY),
    (models.BooleanField, Sort.YES_NO),
    (models.IntegerField, Sort.COUNT),
    (models.DecimalField, Sort.COUNT),
    (models.BinaryField, Sort.KEY),
)


def _sort(field: "models.Field[Any, Any]", *, is_personal: bool) -> Sort:
    if isinstance(field, SealedField):
        return Sort.SEALED if field.compartment else Sort.OWN_KEY
    for sort_of, sort in SORTS:
        if isinstance(field, sort_of):
            return sort
    return Sort.READABLE if is_personal else Sort.CODE


def _tier(model: type[models.Model], fields: Iterable[Field]) -> Tier:
    if model._meta.app_label == LEDGER:
        return Tier.COUNTS
    sorts = {field.sort for field in fields}
    if Sort.SEALED in sorts:
        return Tier.SEALED
    if Sort.OWN_KEY in sorts:
        return Tier.PERSONAL
    return Tier.READABLE if Sort.READABLE in sorts else Tier.RANDOM


def promised(kinds: Iterable[RecordKind], *, opened: bool) -> dict[str, frozenset[str]]:
    """What an order about one person may yield, kind by kind: {kind: fields}.

    opened: her key is there. Without it nothing opens, and the rows of some kinds are gone.
    """
    return {
        kind.label: kind.codes(opened=opened)
        for kind in kinds
        if kind.is_hers and (opened or not kind.goes_whole)
    }
