"""Texts residents cannot read yet: names in the office's languages, and vital words nobody answered for."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q

from xenia.ground.common.batches import batches
from xenia.ground.reference.office import office_facts
from xenia.ground.translations.models import TranslatedText
from xenia.ground.translations.queries import state_of, texts_of
from xenia.registers.directory.models import Service
from xenia.registers.directory.queries.problems.problem import (
    BATCH,
    Only,
    Problem,
    open_services,
)

SERVICE = Service._meta.label_lower
Row = tuple[UUID, UUID | None, str, object]


def _other_languages() -> list[str]:
    return [code for code in office_facts().codes if code != "en"]


def not_named(_today: date, only: Only) -> Iterator[Problem]:
    """Services without a name in some of the office's languages; detail says in which."""
    wanted = _other_languages()
    if not wanted:
        return
    rows = (
        open_services(only)
        .order_by("pk")
        .values_list("pk", "organization_id", "name", "last_modified")
    )
    for batch in batches(rows.iterator(chunk_size=BATCH), BATCH):
        yield from _not_named(batch, wanted)


def _not_named(batch: Sequence[Row], wanted: list[str]) -> Iterator[Problem]:
    said: dict[UUID, set[str]] = defaultdict(set)
    texts = TranslatedText.objects.filter(
        record_type=SERVICE, field="name", record_id__in=[row[0] for row in batch]
    )
    for pk, code in texts.exclude(text="").values_list("record_id", "language"):
        said[pk].add(code)
    for pk, owner, name, changed in batch:
        if missing := [code for code in wanted if code not in said[pk]]:
            yield Problem("service", pk, owner, name, ",".join(missing), str(changed))


def vital_words(_today: date, only: Only) -> Iterator[Problem]:
    """Services whose important words nobody has answered for in some language; detail says in which."""
    wanted = _other_languages()
    vital = Q(pk__in=[])
    for field in Service.VITAL:
        vital |= ~Q(**{field: ""})
    found = open_services(only).filter(vital).order_by("pk")
    for batch in batches(found.iterator(chunk_size=BATCH), BATCH):
        texts = texts_of(Service, [one.pk for one in batch])
        for one in batch:
            if missing := [code for code in wanted if not _is_answered(one, texts[one.pk], code)]:
                yield Problem(
                    "service",
                    one.pk,
                    one.organization_id,
                    one.name,
                    ",".join(missing),
                    str(one.last_modified),
                )


def _is_answered(
    service: Service, texts: dict[str, dict[str, TranslatedText]], language: str
) -> bool:
    """Whether every vital text a service has is reviewed in a language."""
    for field in Service.VITAL:
        source = str(getattr(service, field) or "")
        row = texts.get(field, {}).get(language)
        if source and (row is None or state_of(row, source) != "reviewed"):
            return False
    return True
