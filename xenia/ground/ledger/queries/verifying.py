"""Whether the ledger is what it promises to be."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, Max, Q

from xenia.ground.keys.named import NoSuchKey, exists, named_key
from xenia.ground.ledger.digests import digest_of_year
from xenia.ground.ledger.dimensions import DIMENSIONS
from xenia.ground.ledger.extracts import digest_of_file, file_of, folder
from xenia.ground.ledger.kinds import KINDS
from xenia.ground.ledger.models import Alias, CountingPeriod, Entry, Extract, Publication, Year
from xenia.ground.ledger.periods import entries_of
from xenia.ground.ledger.publications import digest_of
from xenia.ground.ledger.queries.counting import people_by_month
from xenia.ground.ledger.streams import STREAMS, stream_named
from xenia.ground.ledger.tokens import check_value_of, key_name


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it should be. check: its code; said: a sentence about what was found."""

    check: str
    said: str


def problems() -> list[Problem]:
    """Everything that is wrong with the ledger; empty when it is whole."""
    return [Problem(check, said) for check, look in CHECKS.items() for said in look()]


def _kinds() -> Iterator[str]:
    used = Entry.objects.values("kind", "stream").annotate(count=Count("pk"))
    for row in used.order_by("kind", "stream"):
        kind = KINDS.get(row["kind"])
        if kind is None:
            yield f"{row['count']} entries are of the kind {row['kind']!r}, which nobody registered."
        elif row["stream"] not in kind.streams:
            yield f"{row['count']} entries of {kind.code!r} stand in the stream {row['stream']!r}."


def _dimensions() -> Iterator[str]:
    counts: dict[str, Any] = {name: Count("pk", filter=_says(name)) for name in DIMENSIONS}
    used: Any = Entry.objects.values("kind", "stream").annotate(
        **{f"with_{name}": count for name, count in counts.items()}
    )
    for row in used.order_by("kind", "stream"):
        kind = KINDS.get(row["kind"])
        if kind is None:
            continue
        allowed = kind.dimensions & stream_named(row["stream"]).carries
        for name in sorted(set(DIMENSIONS) - allowed):
            if count := row[f"with_{name}"]:
                yield f"{count} entries of {kind.code!r} in {row['stream']!r} carry {name!r}."


def _says(name: str) -> Q:
    if Entry._meta.get_field(name).get_internal_type() == "CharField":
        return ~Q(**{name: ""})
    return Q(**{f"{name}__isnull": False})


def _tokens() -> Iterator[str]:
    counting = [kind.code for kind in KINDS.values() if kind.counts_persons]
    too_many = Entry.objects.filter(token__isnull=False).exclude(kind__in=counting)
    if count := too_many.count():
        yield f"{count} entries have a token, though their kind counts no people."
    for year in _years_not(Year.Status.SEALED):
        without = Entry.objects.filter(entries_of(year), kind__in=counting, token__isnull=True)
        if count := without.count():
            yield f"{count} entries of {year} are about a person and have no token."


def _sealed_years() -> Iterator[str]:
    for year in _years(Year.Status.SEALED):
        if count := Entry.objects.filter(entries_of(year), token__isnull=False).count():
            yield f"{year} is sealed, and {count} of its entries have a token."
        if count := Alias.objects.filter(year=year).count():
            yield f"{year} is sealed, and {count} of its aliases are there."
        periods = CountingPeriod.objects.filter(year=year).values_list("stream", flat=True)
        for stream in sorted({*STREAMS, *periods}):
            if exists(key_name(stream, year)):
                yield f"{year} is sealed, and its counting key of {stream!r} is there."


def _counting_keys() -> Iterator[str]:
    for period in CountingPeriod.objects.filter(year__in=_years_not(Year.Status.SEALED)):
        name = key_name(period.stream, period.year)
        try:
            is_same = check_value_of(named_key(name)) == period.check_value
        except NoSuchKey:
            yield f"The key {name!r} is lost: people counted from now on count twice."
            continue
        if not is_same:
            yield f"The key {name!r} was replaced: people counted before and after count twice."


def _closed_years() -> Iterator[str]:
    closed = Year.objects.exclude(status=Year.Status.OPEN).order_by("year")
    for year in closed:
        count, digest = digest_of_year(year.year)
        if count != year.entry_count:
            yield f"{year} is {year.status} with {year.entry_count} entries, and has {count}."
        elif digest != year.digest:
            yield f"{year} is {year.status}, and its entries are not what they were."


def _closed_months() -> Iterator[str]:
    last = Year.objects.aggregate(last=Max("closed_through"))["last"]
    if last is None:
        return
    after = date(last.year + last.month // 12, last.month % 12 + 1, 1)
    if count := Entry.objects.filter(grain=Entry.Grain.DAY, on__lt=after).count():
        yield f"{count} entries of months that are over still carry the day."
    not_a_month = Entry.objects.exclude(grain=Entry.Grain.DAY).exclude(on__day=1)
    if count := not_a_month.count():
        yield f"{count} entries carry a month, and a day beside it."
    for stream in STREAMS.values():
        if stream.fewest:
            yield from _small_months(stream.code, after)


def _small_months(code: str, after: date) -> Iterator[str]:
    """Months with too few people to stand alone. What came in since the last night is closed by the next."""
    stream = stream_named(code)
    waiting = Entry.objects.filter(stream=code, turn=Entry.Turn.NEW)
    new = {day.strftime("%Y-%m") for day in waiting.values_list("on", flat=True).distinct()}
    for year in _years(Year.Status.OPEN):
        for month, people in people_by_month(code, year).items():
            is_month = "/" not in month and month < f"{after:%Y-%m}" and month not in new
            if is_month and people < stream.fewest:
                yield f"{month} of {code!r} stands alone with {people} people: it is no quarter."


def _publications() -> Iterator[str]:
    previous, number = "", 0
    for publication in Publication.objects.order_by("number"):
        number += 1
        if publication.number != number or publication.previous != previous:
            yield f"Publication {publication.number} does not follow the one before it."
            number = publication.number
        if digest_of(publication) != publication.digest:
            yield f"Publication {publication.number} is not what was released."
        previous = publication.digest


def _extracts() -> Iterator[str]:
    sealed = set(_years(Year.Status.SEALED))
    known = {file_of(extract.month): extract for extract in Extract.objects.all()}
    for path, extract in known.items():
        if digest_of_file(path) != extract.digest:
            state = "is not what was written" if path.exists() else "is missing"
            yield f"{path.name} {state}."
        if sealed & set(extract.token_years):
            yield f"{path.name} holds tokens of a sealed year."
    for path in sorted(folder().glob("*.parquet")):
        if path not in known:
            yield f"{path.name} lies among the extracts, and nobody wrote it."


def _years(*statuses: str) -> list[int]:
    return list(Year.objects.filter(status__in=statuses).values_list("year", flat=True))


def _years_not(*statuses: str) -> list[int]:
    return list(Year.objects.exclude(status__in=statuses).values_list("year", flat=True))


CHECKS: Final[dict[str, Callable[[], Iterator[str]]]] = {
    "kinds": _kinds,
    "dimensions": _dimensions,
    "tokens": _tokens,
    "sealed years": _sealed_years,
    "counting keys": _counting_keys,
    "closed years": _closed_years,
    "closed months": _closed_months,
    "publications": _publications,
    "extracts": _extracts,
}
