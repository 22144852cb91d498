"""Files of estimates come in, take the place of older ones, and are taken back; so are estimates others published."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import IntegrityError, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.transitions import WrongState, begun, take_step, transition
from xenia.ground.reference.models import Area, Office
from xenia.registers.population.groups import folded
from xenia.registers.population.models import Characteristic, Dataset, Estimate, PublishedEstimate
from xenia.registers.population.reading import (
    TWICE,
    UNKNOWN_PLACE,
    ReadCharacteristic,
    ReadEstimate,
    Reading,
)

One = TypeVar("One", ReadEstimate, ReadCharacteristic)
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
    placed = _placed(reading, reading.estimates, _estimate_key, whole_city)
    more = _placed(reading, reading.characteristics, _characteristic_key, whole_city)
    if not placed and not more:
        raise NothingRead(reading)
    dataset = Dataset(
        **asdict(described),
        geography=_geography(area for _one, area in (*placed, *more)),
        refused=[one.kept() for one in reading.refused],
        entered_at=at,
        changed_at=at,
    )
    dataset.full_clean(exclude=["replaced_by"])
    dataset.save(force_insert=True)
    Estimate.objects.bulk_create(
        [_estimate(dataset, one, area) for one, area in placed], batch_size=500
    )
    Characteristic.objects.bulk_create(
        [_characteristic(dataset, one, area) for one, area in more], batch_size=500
    )
    audit.record(by, "population.dataset_laid_down", dataset, at=at)
    return dataset


def _estimate_key(one: ReadEstimate) -> tuple[str, ...]:
    return one.measure, one.language


def _characteristic_key(one: ReadCharacteristic) -> tuple[str, ...]:
    return one.topic, one.who, one.code


def _placed(
    reading: Reading, read: Iterable[One], key: Callable[[One], tuple[str, ...]], whole_city: str
) -> list[tuple[One, Area | None]]:
    """Each number with its area, once; what cannot be placed, or stands twice, is refused with its reason."""
    areas = _areas_by_word()
    city = _city_words(whole_city)
    found: dict[tuple[Area | None, tuple[str, ...]], One] = {}
    for one in read:
        place = folded(one.place)
        # The Census Bureau writes "Lindenport city, Massachusetts": what stands before the first comma or semicolon.
        short = folded(one.place.replace(";", ",").partition(",")[0])
        area = None if city & {place, short} else areas.get(place) or areas.get(short)
        if area is None and not city & {place, short}:
            reading.refuse(one.where, UNKNOWN_PLACE)
        elif (area, key(one)) in found:
            reading.refuse(one.where, TWICE)
        else:
            found[(area, key(one))] = one
    return [(one, area) for (area, _key), one in found.items()]


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


def _characteristic(dataset: Dataset, one: ReadCharacteristic, area: Area | None) -> Characteristic:
    return Characteristic(
        dataset=dataset,
        area=area,
        topic=one.topic,
        who=one.who,
        code=one.code,
        label=one.label,
        value=one.value,
        margin=one.margin,
        is_controlled=one.is_controlled,
        annotation=one.annotation,
        position=one.position,
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


@dataclass(frozen=True, slots=True)
class Published:
    """What somebody published: how many people (or households) there are of a kind, in a place, on a day, and how they know."""

    code: str
    what: str
    place: str
    as_of: date
    low: int
    high: int
    method: str
    publisher: str
    citation: str
    central: int | None = None
    unit: str = PublishedEstimate.Unit.PEOPLE
    published_on: date | None = None
    url: str = ""
    is_invented: bool = False


class StandsAlready(Exception):
    """The same publisher's estimate of the same thing, place and day stands already."""


class NoRange(ValueError):
    """An estimate lies between its low and its high end."""


@transaction.atomic
def add_published(*, published: Published, by: User | None, at: datetime) -> PublishedEstimate:
    """Enter what somebody published. Raises StandsAlready, NoRange."""
    _refuse_no_range(published)
    estimate = PublishedEstimate(**asdict(published), changed_at=at)
    try:
        with transaction.atomic():
            estimate.save(force_insert=True)
    except IntegrityError:
        raise StandsAlready(f"{published.code} of {published.as_of} stands already") from None
    begun(estimate, at=at, by=by.pk if by else None)
    audit.record(by, "population.published_added", estimate, at=at)
    return estimate


@transaction.atomic
def correct_published(
    *, estimate: PublishedEstimate, published: Published, version: int, by: User, at: datetime
) -> PublishedEstimate:
    """Say again what was published, better. Raises Crossed when somebody did meanwhile, WrongState, StandsAlready, NoRange."""
    _refuse_no_range(published)
    _stepped(estimate, PublishedEstimate.Status.CURRENT, version, at, **asdict(published))
    audit.record(by, "population.published_corrected", estimate, at=at)
    return estimate


@transaction.atomic
def take_published_back(
    *, estimate: PublishedEstimate, version: int, by: User, at: datetime
) -> PublishedEstimate:
    """No report speaks of it from now on; what was posted stays. Raises Crossed, WrongState."""
    _stepped(estimate, PublishedEstimate.Status.TAKEN_BACK, version, at)
    audit.record(by, "population.published_taken_back", estimate, at=at)
    return estimate


@transaction.atomic
def use_published_again(
    *, estimate: PublishedEstimate, version: int, by: User, at: datetime
) -> PublishedEstimate:
    """It is in use again. Raises Crossed, WrongState, StandsAlready."""
    _stepped(estimate, PublishedEstimate.Status.CURRENT, version, at)
    audit.record(by, "population.published_in_use_again", estimate, at=at)
    return estimate


def _stepped(
    estimate: PublishedEstimate, to: str, version: int, at: datetime, **fields: Any
) -> None:
    try:
        with transaction.atomic():
            take_step(estimate, to=to, at=at, version=version, **fields)
    except IntegrityError:
        raise StandsAlready(f"{estimate.code} stands already") from None


def _refuse_no_range(published: Published) -> None:
    ends = (published.low, published.central, published.high)
    known = [one for one in ends if one is not None]
    if known != sorted(known) or published.low < 0:
        raise NoRange("expected low, central and high in order")
