"""Every row that is about one person, wherever it lies."""

from collections.abc import Collection, Iterator
from uuid import UUID

from django.db import models
from django.db.models import Q

from xenia.ground.keys.named import NoSuchKey, named_key
from xenia.ground.ledger.models import CountingPeriod
from xenia.ground.ledger.tokens import key_name, token_of
from xenia.ground.vault.models import SubjectRecord, record_models
from xenia.work.records.inventory.kinds import own_models
from xenia.work.records.inventory.links import links_of


def records_of(people: Collection[UUID]) -> list[SubjectRecord]:
    """Her records of the vault, under every number she is known by."""
    return [
        record
        for model in record_models()
        for record in model.objects.filter(subject_id__in=people)
    ]


def rows_beside(people: Collection[UUID], records: Collection[UUID]) -> Iterator[models.Model]:
    """Rows of other tables that name her number, the number of a record of hers, or her token of an open year.

    Not the vault's own records: those are `records_of`.
    """
    tokens = tokens_of(people)
    known = {"person": set(people), "row": set(records), "token": tokens}
    for model in own_models():
        if issubclass(model, SubjectRecord):
            continue
        wanted = Q(pk__in=[])
        for link in links_of(model):
            wanted |= Q(**{f"{link.field}__in": known[link.by]})
        if wanted != Q(pk__in=[]):
            yield from model._default_manager.filter(wanted).order_by("pk")


def tokens_of(people: Collection[UUID]) -> set[UUID]:
    """Her counting tokens in every year that is still open. A sealed year has neither key nor tokens."""
    found = set()
    for stream, year in CountingPeriod.objects.values_list("stream", "year"):
        try:
            key = named_key(key_name(stream, year))
        except NoSuchKey:
            continue
        found |= {token_of(person, key) for person in people}
    return found


def is_known(subject: UUID) -> bool:
    """Whether any record of the vault is hers."""
    return any(model.objects.filter(subject_id=subject).exists() for model in record_models())
