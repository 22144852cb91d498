"""Translations go with words that are taken over unchanged into another record."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import models, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.ids import new_id
from xenia.ground.translations.models import TranslatedText


@transaction.atomic
def carry_translations(
    *, records: Sequence[tuple[models.Model, models.Model]], by: User | None, at: datetime
) -> int:
    """Give each new record the translations of an old one, with who wrote and reviewed them. How many.

    records: (old, new) of one model, with the same words; the new ones have no translation yet.
    """
    if not records:
        return 0
    into = {old.pk: new for old, new in records}
    label = records[0][0]._meta.label_lower
    rows = list(TranslatedText.objects.filter(record_type=label, record_id__in=into))
    fields: dict[UUID, list[str]] = defaultdict(list)
    for row in rows:
        row.pk, row.record_id = new_id(), into[row.record_id].pk
        fields[row.record_id].append(f"{row.field}.{row.language}")
    TranslatedText.objects.bulk_create(rows)
    for new in into.values():
        if fields[new.pk]:
            audit.record(by, "translations.carried", new, at=at, fields=fields[new.pk])
    return len(rows)
