"""Two entries side by side, before they become one."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from xenia.registers.directory.models import Address, Location, Merge
from xenia.registers.directory.models.record import Record
from xenia.registers.directory.queries.merges import absorbed_ids
from xenia.registers.directory.queries.wording import field_name, value_in_words

CHOICES = 20


@dataclass(frozen=True, slots=True)
class Choice:
    """One field in which two entries differ. is_blank: the kept entry says nothing, so the other's words come."""

    name: str
    field: str
    kept: str
    absorbed: str
    is_blank: bool


def choices_between(
    kept: Record, absorbed: Record, names: Sequence[str], *, reader: str, address_words: str
) -> list[Choice]:
    """The fields in which two entries differ, in words. address_words: what a place's address is called."""
    found = []
    for name in names:
        mine, hers = (_words(one, name, reader) for one in (kept, absorbed))
        if mine != hers and hers:
            words = address_words if name == "address" else field_name(name, reader)
            found.append(Choice(name, words, mine, hers, is_blank=not mine))
    return found


def _words(record: Record, name: str, reader: str) -> str:
    if name == "address" and isinstance(record, Location):
        found = record.addresses.filter(address_type=Address.Type.PHYSICAL).first()
        parts = (found.address_1, found.address_2, found.city, found.postal_code) if found else ()
        return ", ".join(part for part in parts if part)
    value = getattr(record, name)
    text = "" if value is None else str(value)
    return value_in_words(str(record._meta.model_name), name, text, reader)


def others_to_choose(record: Record, words: str) -> list[Record]:
    """At most 20 entries of the same kind this one could be the same as: with these words in the name, or with its name."""
    model = type(record)
    wanted = words or str(getattr(record, "name", ""))
    named = Q(name__icontains=wanted) | Q(alternate_name__icontains=wanted)
    kind = str(model._meta.model_name)
    found = model._default_manager.filter(named).exclude(pk=record.pk)
    return list(found.exclude(pk__in=absorbed_ids(kind)).order_by("name", "pk")[:CHOICES])


def merges() -> QuerySet[Merge]:
    """Everything that was merged, the newest first."""
    return Merge.objects.select_related("by", "undone_by").order_by("-merged_at", "pk")
