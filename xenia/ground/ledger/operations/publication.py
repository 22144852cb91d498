"""A table of numbers leaves the office."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.ledger.models import Publication
from xenia.ground.ledger.publications import SUPPRESSED, digest_of

TRIES = 5
Value = int | float | Decimal | None


@transaction.atomic
def publish(
    *,
    title: str,
    period: str,
    released_on: date,
    cells: Iterable[tuple[Mapping[str, str], Value]],
    by: User | None,
    at: datetime,
    population: str = "",
    dimensions: Iterable[Mapping[str, Any]] = (),
    percents: Iterable[Mapping[str, Any]] = (),
    certificate: Mapping[str, Any] | None = None,
) -> Publication:
    """Write down a table as it is released: never changed, never taken back, chained to the one before.

    period: what it is about, such as "2026" or "2026-01/2026-03". cells: each with its dimensions and its number; None
    for one that was suppressed. population, dimensions, percents, certificate: as the model says. Raises ValueError for a table without cells.
    """
    table = [{"cell": dict(cell), "value": _said(value)} for cell, value in cells]
    if not table:
        raise ValueError(f"{title!r} has no cells: there is nothing to release")
    publication = _chained(
        title=title,
        period=period,
        released_on=released_on,
        cells=table,
        population=population,
        dimensions=[dict(each) for each in dimensions],
        percents=[dict(each) for each in percents],
        certificate=dict(certificate or {}),
    )
    audit.record(by, "ledger.published", publication, at=at)
    return publication


def _said(value: Value) -> int | float | str:
    if value is None:
        return SUPPRESSED
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _chained(**fields: Any) -> Publication:
    """Somebody else may publish at this moment: then ours follows hers."""
    for _attempt in range(TRIES):
        last = Publication.objects.select_for_update().order_by("-number").first()
        publication = Publication(
            number=last.number + 1 if last else 1, previous=last.digest if last else "", **fields
        )
        publication.digest = digest_of(publication)
        try:
            with transaction.atomic():
                publication.save(force_insert=True)
        except IntegrityError:
            continue
        return publication
    raise RuntimeError(f"{TRIES} publications at once were first: publish again")
