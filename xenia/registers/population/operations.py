"""Estimates come in, take the place of older ones, and are taken back."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.transitions import WrongState, transition
from xenia.ground.reference.models import Area, Office
from xenia.registers.population.groups import folded
from xenia.registers.population.models import Dataset, Estimate
from xenia.registers.population.reading import TWICE, UNKNOWN_PLACE, ReadEstimate, Reading

# How files name the whole city, beside its own name.
_WHOLE_CITY = frozenset(
    {"", "city", "citywide", "city wide", "whole city", "all", "total", "county"}
)
_KINDS_OF_PLACE = ("city", "town", "county", "borough", "municipality")


@dataclass(frozen=True, slots=True)
class Described:
    """What a file says of itself, or the person who brings it: whose numbers these are, and of which years."""

    source: str
    table: str
    first_year: int
    last_year: int
    citation: str
    published_on: date | None = None
    source_url: str = ""
    is_invented: bool = False
    file_name: str = ""


class NothingRead(ValueError):
    """A file without one number that can come in. refused: why not, place by place."""

    def __init__(self, reading: Reading) -> None:
        super().__init__("expected at least one estimate of a known place and language")
        self.refused = reading.refused


class BroughtInMeanwhile(Exception):
    """Somebody brought in the same table of the same years a moment ago."""


@transaction.atomic
def lay_down_dataset(
    *,
    described: Described,
    reading: Reading,
    by: User | None,
    at: datetime,
    whole_city: str = "",
) -> Dataset:
    """Keep what a file holds as a draft that no page reads yet.

    whole_city: how the file names the city as a whole. Raises NothingRead, and then nothing is kept.
    """
    placed = _placed(reading, whole_city)
    if not placed:
        raise NothingRead(reading)
    dataset = Dataset(
        **asdict(described),
        geography=_geography(area for _one, area in placed),
        refused=[one.kept() for one in reading.refused],
        entered_at=at,
        changed_at=at,
    )
    dataset.full_clean(exclude=["replaced_by"])
    dataset.save(force_insert=True)
    Estimate.objects.bulk_create(
        [_estimate(dataset, one, area) for one, area in placed], batch_size=500
    )
    audit.record(by, "population.dataset_laid_down", dataset, at=at)
    return dataset


def _placed(reading: Reading, whole_city: str) -> list[tuple[ReadEstimate, Area | None]]:
    """Each number with its area, once; what cannot be placed, or stands twice, is refused with its reason."""
    areas = _areas_by_word()
    city = _city_words(whole_city)
    found: dict[tuple[Area | None, str, str], ReadEstimate] = {}
    for one in reading.estimates:
        place = folded(one.place)
        # The Census Bureau writes "Lindenport city, Massachusetts": what stands before the first comma or semicolon.
        short = folded(one.place.replace(";", ",").partition(",")[0])
        area = None if city & {place, short} else areas.get(place) or areas.get(short)
        if area is None and not city & {place, short}:
            reading.refuse(one.where, UNKNOWN_PLACE)
        elif (area, one.measure, one.language) in found:
            reading.refuse(one.where, TWICE)
        else:
            found[(area, one.measure, one.language)] = one
    return [(one, area) for (area, _measure, _language), one in found.items()]


def _areas_by_word() -> Mapping[str, Area]:
    return {folded(word): area for area in Area.objects.all() for word in (area.code, area.name)}


def _city_words(whole_city: str) -> frozenset[str]:
    """How the city as a whole may be written: "Lindenport", "Lindenport city", "Lindenport city, Massachusetts"."""
    office = Office.objects.only("jurisdiction_name", "state").first()
    names = {folded(office.jurisdiction_name)} if office and office.jurisdiction_name else set()
    with_kind = {f"{name} {kind}" for name in names for kind in _KINDS_OF_PLACE}
    said = {folded(whole_city)} if whole_city else set()
    return _WHOLE_CITY | names | with_kind | said


def _geography(areas: Iterable[Area | None]) -> str:
    held = {area is None for area in areas}
    if held == {True, False}:
        return Dataset.Geography.BOTH
    return Dataset.Geography.CITY if True in held else Dataset.Geography.AREAS


def _estimate(dataset: Dataset, one: ReadEstimate, area: Area | None) -> Estimate:
    return Estimate(
        dataset=dataset,
        area=area,
        measure=one.measure,
        language=one.language,
        value=one.value,
        margin=one.margin,
        is_controlled=one.is_controlled,
        annotation=one.annotation,
    )


@transaction.atomic
def bring_in_dataset(*, dataset: Dataset, by: User | None, at: datetime) -> Dataset:
    """Let pages read a draft. The same table of the same years that was in use is kept, as replaced.

    Two at once: one wins; the other gets WrongState, or BroughtInMeanwhile when each had a draft of its own.
    """
    before = (
        Dataset.objects.select_for_update()
        .filter(
            source=dataset.source,
            table=dataset.table,
            first_year=dataset.first_year,
            last_year=dataset.last_year,
            status=Dataset.Status.CURRENT,
        )
        .exclude(pk=dataset.pk)
        .first()
    )
    try:
        with transaction.atomic():
            if before is not None:
                transition(before, to=Dataset.Status.REPLACED, at=at, replaced_by=dataset)
            transition(dataset, to=Dataset.Status.CURRENT, at=at, brought_in_at=at)
    except IntegrityError:
        raise BroughtInMeanwhile(f"{dataset} is in use from another file") from None
    audit.record(by, "population.dataset_brought_in", dataset, at=at)
    return dataset


@transaction.atomic
def throw_dataset_away(*, dataset: Dataset, by: User | None, at: datetime) -> None:
    """A draft is not wanted. Raises WrongState when it was brought in meanwhile."""
    current = Dataset.objects.select_for_update().filter(pk=dataset.pk).first()
    if current is None or current.status != Dataset.Status.DRAFT:
        raise WrongState(dataset, current.status if current else "gone", "gone")
    audit.record(by, "population.dataset_thrown_away", current, at=at)
    current.delete()


@transaction.atomic
def take_dataset_back(*, dataset: Dataset, by: User | None, at: datetime) -> Dataset | None:
    """No page reads this file any more; the one it replaced is in use again. Returns that one.

    Two at once: one wins, the other gets WrongState.
    """
    transition(dataset, to=Dataset.Status.TAKEN_BACK, at=at)
    before = dataset.replaces.order_by("-brought_in_at").first()
    if before is not None:
        transition(before, to=Dataset.Status.CURRENT, at=at, replaced_by=None)
        audit.record(by, "population.dataset_in_use_again", before, at=at)
    audit.record(by, "population.dataset_taken_back", dataset, at=at)
    return before
