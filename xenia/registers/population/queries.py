"""Reading estimates: by language, by what else tables say, what others published; and which languages a law asks for."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from xenia.ground.reference.models import Area, LegalBasis
from xenia.registers.population.groups import members_of
from xenia.registers.population.margins import Figure, proportion, sum_of
from xenia.registers.population.models import (
    Characteristic,
    Dataset,
    Estimate,
    PublishedEstimate,
    speakers_of,
)
from xenia.registers.population.thresholds import Owed, Rule, Threshold
from xenia.registers.population.thresholds import languages_owed as reckoned
from xenia.registers.population.topics import country_of

LIMITED = Estimate.Measure.LIMITED_ENGLISH
SPEAKERS = Estimate.Measure.SPEAKERS
PEOPLE = Estimate.Measure.PEOPLE


class NoEstimates(LookupError):
    """No file in use says how many people here speak what; or none says how many people there are."""


@dataclass(frozen=True, slots=True)
class LanguageCount:
    """One language in one place: how many limit English, how many speak it, as far as the file says."""

    language: str
    limited: Figure | None
    speakers: Figure | None


@dataclass(frozen=True, slots=True)
class Counted:
    """What one file says of one place. everybody: all people aged 5 or more; limited: the sum over all languages."""

    dataset: Dataset
    areas: tuple[Area, ...]
    everybody: Figure | None
    limited: Figure | None
    languages: tuple[LanguageCount, ...]

    @property
    def limited_share(self) -> Figure | None:
        """The share of all people with limited English."""
        if self.limited is None or self.everybody is None or self.everybody.value == 0:
            return None
        return proportion(self.limited, self.everybody)


@dataclass(frozen=True, slots=True)
class OwedHere:
    """Which languages one law asks for in one place, and the numbers that say so."""

    basis: LegalBasis
    counted: Counted
    owed: tuple[Owed, ...]


def newest_dataset(areas: Sequence[Area] = ()) -> Dataset | None:
    """The file in use with the newest years that says who limits English there; with most languages, if two do."""
    current = Dataset.objects.current().filter(estimates__measure=LIMITED)
    if areas:
        current = current.filter(estimates__area__in=areas)
    else:
        current = current.filter(estimates__area__isnull=True)
    found = list(current.distinct())
    newest = [one for one in found if one.last_year == found[0].last_year]
    # B16001 tells 42 languages and groups, C16001 twelve.
    return max(newest, key=_languages_in, default=None)


def _languages_in(dataset: Dataset) -> int:
    return dataset.estimates.filter(measure=LIMITED).values("language").distinct().count()


def dataset_in_its_place(dataset: Dataset) -> Dataset | None:
    """The file in use that this one replaces when it is brought in."""
    same = {name: getattr(dataset, name) for name in ("source", "table", "first_year", "last_year")}
    return Dataset.objects.current().filter(**same).exclude(pk=dataset.pk).first()


def areas_of(dataset: Dataset) -> list[Area]:
    """The areas a file has numbers for, in the office's order."""
    return list(Area.objects.filter(estimates__dataset=dataset).distinct())


def counted(*, dataset: Dataset, areas: Sequence[Area] = ()) -> Counted:
    """What a file says of some areas together, or of the city as a whole (no areas), the largest languages first."""
    rows = (
        dataset.estimates.filter(area__in=areas) if areas else dataset.estimates.filter(area=None)
    )
    parts: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for one in rows:
        parts[(one.measure, one.language)].append(one.figure)
    sums = {key: _together(figures, len(areas) or 1) for key, figures in parts.items()}
    tags = {language for measure, language in sums if measure != PEOPLE}
    languages = [
        LanguageCount(tag, sums.get((LIMITED, tag)), sums.get((SPEAKERS, tag))) for tag in tags
    ]
    languages.sort(key=lambda one: (-(one.limited.value if one.limited else -1), one.language))
    return Counted(
        dataset, tuple(areas), sums.get((PEOPLE, "")), _all_limited(languages), tuple(languages)
    )


def _together(figures: Sequence[Figure], places: int) -> Figure:
    """The sum over some areas. Where one of them has no number, nobody knows how far the sum is off."""
    total = sum_of(figures)
    return total if len(figures) == places else Figure(total.value, None)


def _all_limited(languages: Iterable[LanguageCount]) -> Figure | None:
    """Everybody who limits English. Where a group and one of its languages both stand, the group is left out."""
    by_tag = {one.language: one.limited for one in languages if one.limited}
    once = [figure for tag, figure in by_tag.items() if not by_tag.keys() & set(members_of(tag))]
    return sum_of(once) if once else None


def threshold_of(basis: LegalBasis) -> Threshold:
    """A law's line, to reckon with."""
    return Threshold(
        rule=Rule(basis.rule),
        share=float(basis.share_percent) / 100 if basis.share_percent is not None else None,
        count=float(basis.people) if basis.people is not None else None,
        notice_below=float(basis.notice_below) if basis.notice_below is not None else None,
        named=frozenset(basis.languages),
    )


def languages_owed(
    *, basis: LegalBasis, areas: Sequence[Area] = (), dataset: Dataset | None = None
) -> OwedHere:
    """Which languages a law asks for in the city (no areas) or in the areas a department serves, and how sure that is.

    dataset: other numbers than the newest. Raises NoEstimates, and NoLine for a law without a number or names.
    """
    used = dataset or newest_dataset(areas)
    if used is None:
        raise NoEstimates("no file in use has people with limited English for this place")
    found = counted(dataset=used, areas=areas)
    threshold = threshold_of(basis)
    if threshold.share is not None and not (found.everybody and found.everybody.value):
        raise NoEstimates(
            "this law asks for a share, and the file does not say how many people there are"
        )
    speakers = [speakers_of(one.language, one.limited) for one in found.languages if one.limited]
    owed = reckoned(threshold=threshold, speakers=speakers, people=found.everybody)
    return OwedHere(basis, found, tuple(owed))


@dataclass(frozen=True, slots=True)
class CharacteristicRow:
    """One row of a table of a topic. depth: 0 for all together, 1 for the widest words; country: an ISO code, or ""."""

    topic: str
    who: str
    code: str
    label: str
    figure: Figure
    annotation: str = ""

    @property
    def depth(self) -> int:
        """How narrow its words are."""
        return self.code.count("/") + 1 if self.code else 0

    @property
    def country(self) -> str:
        """The country a row of birthplaces is about."""
        return country_of(self.label) if self.topic == Characteristic.Topic.BIRTHPLACE else ""


@dataclass(frozen=True, slots=True)
class Characteristics:
    """What one file says of one topic in one place, in the order of its table."""

    dataset: Dataset
    topic: str
    rows: tuple[CharacteristicRow, ...]


def characteristics(
    topic: str, *, who: str | None = None, area: Area | None = None
) -> Characteristics | None:
    """A topic in the city, or in one area, from the file in use with the newest years; None where there is none.

    who: of whom ("" for everybody); None for all groups the file tells apart.
    """
    rows = Characteristic.objects.filter(topic=topic, area=area)
    if who is not None:
        rows = rows.filter(who=who)
    dataset = Dataset.objects.current().filter(pk__in=rows.values("dataset")).first()
    if dataset is None:
        return None
    found = rows.filter(dataset=dataset).order_by("who", "position", "code")
    return Characteristics(
        dataset,
        topic,
        tuple(
            CharacteristicRow(one.topic, one.who, one.code, one.label, one.figure, one.annotation)
            for one in found
        ),
    )


def countries_of_birth(area: Area | None = None) -> list[CharacteristicRow]:
    """The countries people were born in, most people first; regions and what is counted together are left out."""
    found = characteristics(Characteristic.Topic.BIRTHPLACE, area=area)
    rows = [one for one in found.rows if one.country] if found else []
    return sorted(rows, key=lambda one: (-one.figure.value, one.label))


def topics_in_use() -> list[str]:
    """The topics of which a file in use says something about the city, in our order."""
    held = Characteristic.objects.filter(area=None, dataset__status=Dataset.Status.CURRENT)
    found = set(held.values_list("topic", flat=True))
    return [one.value for one in Characteristic.Topic if one.value in found]


def published_estimates(on: date | None = None) -> "QuerySet[PublishedEstimate]":
    """What others published and we use, by what it is of, the newest first. on: nothing that was said of a later day."""
    rows = PublishedEstimate.objects.filter(status=PublishedEstimate.Status.CURRENT)
    return rows if on is None else rows.filter(as_of__lte=on)
