"""What changed of a record, line by line, in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from xenia.ground.accounts.models import User
from xenia.registers.directory.models import Address, Metadata
from xenia.registers.directory.models.record import Record
from xenia.registers.directory.queries import location, organization
from xenia.registers.directory.queries.wording import field_name, value_in_words

_ORGANIZATIONS = frozenset({"organization", "parent_organization"})


@dataclass(frozen=True, slots=True)
class Change:
    """One field, changed once. who: a colleague, or the source a file came from; "" for the office itself."""

    change: Metadata
    at: datetime
    who: str
    field: str
    before: str
    after: str
    is_new: bool


def history_of(record: Record) -> QuerySet[Metadata]:
    """Everything noted of a record and, for a place, of its addresses; newest first."""
    about = Q(resource_type=str(record._meta.model_name), resource_id=record.pk)
    if record._meta.model_name == "location":
        addresses = Address.objects.filter(location_id=record.pk).values("pk")
        about |= Q(resource_type="address", resource_id__in=addresses)
    # A place and its address are confidential together: one tick is one line.
    ticks = Metadata.objects.filter(
        about, resource_type="location", field_name="is_confidential", last_action_type="update"
    )
    began_empty = Q(last_action_type="create", replacement_value="")
    return (
        Metadata.objects.filter(about)
        .exclude(began_empty)
        .exclude(
            resource_type="address",
            field_name="is_confidential",
            last_action_date__in=ticks.values("last_action_date"),
        )
        .order_by("-last_action_date", "field_name", "pk")
    )


def in_words(changes: Sequence[Metadata], reader: str) -> list[Change]:
    """Lines of history as people read them, with names in place of ids."""
    people = _people(changes)
    named = _names(changes)
    return [
        Change(
            change=one,
            at=one.last_action_date,
            who=people.get(one.updated_by, one.updated_by),
            field=field_name(one.field_name, reader),
            before=named.get(one.previous_value) or _words(one, one.previous_value, reader),
            after=named.get(one.replacement_value) or _words(one, one.replacement_value, reader),
            is_new=one.last_action_type == "create",
        )
        for one in changes
    ]


def _words(change: Metadata, value: str, reader: str) -> str:
    return value_in_words(change.resource_type, change.field_name, value, reader)


def _people(changes: Iterable[Metadata]) -> dict[str, str]:
    ids = {pk for one in changes if (pk := _id(one.updated_by))}
    return {str(user.pk): str(user) for user in User.objects.filter(pk__in=ids)} if ids else {}


def _names(changes: Iterable[Metadata]) -> dict[str, str]:
    found: dict[UUID, str] = {}
    owners = _ids(changes, _ORGANIZATIONS)
    places = _ids(changes, frozenset({"places"}))
    if owners:
        found |= organization.names_of(owners)
    if places:
        found |= location.names_of(places)
    return {str(pk): name for pk, name in found.items()}


def _ids(changes: Iterable[Metadata], fields: frozenset[str]) -> set[UUID]:
    values = (
        value
        for one in changes
        if one.field_name in fields
        for value in (one.previous_value, one.replacement_value)
    )
    return {pk for value in values if (pk := _id(value))}


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
