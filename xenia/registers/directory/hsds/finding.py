"""Which public records fit what is asked: every filter narrows what the others left."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import cos, radians
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from xenia.ground.common.dates import local_day
from xenia.ground.reference.office import Place, office_facts
from xenia.registers.directory.hsds.asking import (
    AskOrganizations,
    AskPlaces,
    AskServices,
    AskTaxonomies,
    AskTerms,
    BadParameter,
)
from xenia.registers.directory.hsds.open_eligibility import (
    TAXONOMY_ID,
    all_own_codes,
    own_codes_of,
)
from xenia.registers.directory.models import (
    Attribute,
    OrganizationRecord,
    PlaceRecord,
    ServiceRecord,
    Taxonomy,
    TaxonomyTerm,
)
from xenia.registers.directory.search.index import NoIndex
from xenia.registers.directory.search.office import open_office_index
from xenia.registers.directory.search.query import search
from xenia.registers.directory.search.request import Relaxed, SearchRequest

# A search answers with the best so many; whoever wants everything leaves the words out.
MOST_FOUND: Final = 1000
METRES_A_DEGREE: Final = 111_320.0
# As it was asked, or with a word spelled right.
_MEANT: Final = frozenset({Relaxed.NO, Relaxed.SPELLING})
_SAID: Final = ("name", "alternate_name", "description")


@dataclass(frozen=True, slots=True)
class Found:
    """Records that fit, and their order: by id, or the best first where words were searched."""

    records: QuerySet[Any]
    ranked: Sequence[UUID] | None = None

    def count(self) -> int:
        """How many there are."""
        return self.records.count() if self.ranked is None else len(self.ranked)


def services(ask: AskServices, *, at: datetime) -> Found:
    """Public services; with modified_after, also those that left since."""
    records = _services(ask)
    place = _point(ask)
    if place:
        records = records.filter(_serves(place, "serves"))
    if place and ask.proximity is not None:
        near = _near(PlaceRecord.objects.filter(service=OuterRef("pk")), place, ask.proximity)
        records = records.filter(Exists(near))
    if not ask.search:
        return Found(records)
    ranked = _by_index(ask.search, at)
    if ranked is None:
        return Found(records.filter(_with_words(ask.search, also=("organization__name",))))
    fitting = set(records.filter(pk__in=ranked, is_public=True).values_list("pk", flat=True))
    return Found(records, [pk for pk in ranked if pk in fitting])


def _services(ask: AskServices | AskPlaces) -> QuerySet[ServiceRecord]:
    if ask.modified_after:
        records = ServiceRecord.objects.filter(modified_at__gte=ask.modified_after)
    else:
        records = ServiceRecord.objects.filter(is_public=True)
    if ask.organization_id:
        records = records.filter(organization_id=ask.organization_id)
    for classed in _classed(ask.taxonomy_term_id, ask.taxonomy_id):
        records = records.filter(Exists(classed.filter(link_id=OuterRef("pk"))))
    return records


def places(ask: AskPlaces, *, at: datetime) -> Found:
    """Places of public services. A place of what left is not among them: `/services` tells of that."""
    records = PlaceRecord.objects.all()
    if any((ask.modified_after, ask.organization_id, ask.taxonomy_term_id, ask.taxonomy_id)):
        records = records.filter(service__in=_services(ask))
    if ask.search:
        fitting = ServiceRecord.objects.filter(_service_with(ask.search, at))
        records = records.filter(service__in=fitting)
    place = _point(ask)
    if place:
        records = records.filter(_serves(place, "service__serves"))
    if place and ask.proximity is not None:
        records = _near(records, place, ask.proximity)
    return Found(records)


def organizations(ask: AskOrganizations, *, at: datetime) -> Found:
    """Organisations with public services; with modified_after, also those that left since."""
    if ask.modified_after:
        records = OrganizationRecord.objects.filter(modified_at__gte=ask.modified_after)
    else:
        records = OrganizationRecord.objects.filter(is_public=True)
    for classed in _classed(ask.taxonomy_term_id, ask.taxonomy_id):
        own = ServiceRecord.objects.filter(
            Exists(classed.filter(link_id=OuterRef("pk"))),
            organization=OuterRef("pk"),
            is_public=True,
        )
        records = records.filter(Exists(own) | Exists(classed.filter(link_id=OuterRef("pk"))))
    if ask.search:
        own = ServiceRecord.objects.filter(organization=OuterRef("pk"), is_public=True)
        fitting = own.filter(_service_with(ask.search, at))
        records = records.filter(_with_words(ask.search) | Exists(fitting))
    return Found(records)


def taxonomies(ask: AskTaxonomies) -> Found:
    """The taxonomies services are classed by."""
    records = Taxonomy.objects.all()
    for word in ask.search.split():
        records = records.filter(Q(name__icontains=word) | Q(description__icontains=word))
    return Found(records)


def terms(ask: AskTerms) -> Found:
    """Terms, level by level if asked so."""
    records = TaxonomyTerm.objects.all()
    if ask.taxonomy_id:
        records = records.filter(taxonomy_id=ask.taxonomy_id)
    if ask.top_only:
        records = records.filter(parent=None)
    if ask.parent_id:
        records = records.filter(parent_id=ask.parent_id)
    for word in ask.search.split():
        said = Q(name__icontains=word) | Q(description__icontains=word) | Q(code__icontains=word)
        records = records.filter(said)
    return Found(records)


def _classed(term: UUID | None, taxonomy: UUID | None) -> list[QuerySet[Attribute]]:
    found = []
    if term:
        branch = _branch(term)
        codes = [code for one in branch for code in own_codes_of(one)]
        named = Q(taxonomy_term_id__in=branch) | Q(taxonomy_term__own_code__in=codes)
        found.append(Attribute.objects.filter(named))
    if taxonomy:
        named = Q(taxonomy_term__taxonomy_id=taxonomy)
        if taxonomy == TAXONOMY_ID:
            named |= Q(taxonomy_term__own_code__in=all_own_codes())
        found.append(Attribute.objects.filter(named))
    return found


def _branch(term: UUID) -> set[UUID]:
    """A term and every term under it."""
    branch, below = {term}, {term}
    while below:
        below = set(TaxonomyTerm.objects.filter(parent__in=below).values_list("pk", flat=True))
        below -= branch
        branch |= below
    return branch


def _by_index(words: str, at: datetime) -> list[UUID] | None:
    """The services our search finds for these very words, best first; None before there is an index.

    What a page offers a person who found nothing, near it or in its place, is no answer to a program.
    """
    request = SearchRequest(words=words, page_size=MOST_FOUND)
    try:
        index = open_office_index()
    except NoIndex:
        return None
    result = search(request, index, today=local_day(at))
    if result.relaxed not in _MEANT:
        return []
    meant = result.total - result.near
    literal = search(replace(request, only_my_words=True), index, today=local_day(at))
    said = {hit.id for hit in literal.hits}
    return [hit.id for place, hit in enumerate(result.hits) if place < meant or hit.id in said]


def _service_with(words: str, at: datetime) -> Q:
    """The services our search finds; before there is an index, those whose own texts hold every word."""
    ranked = _by_index(words, at)
    return _with_words(words) if ranked is None else Q(pk__in=ranked)


def _with_words(words: str, also: Iterable[str] = ()) -> Q:
    """Every word stands somewhere in the record's own texts."""
    fitting = Q()
    for word in words.split():
        said = Q()
        for name in (*_SAID, *also):
            said |= Q(**{f"brief__{name}__icontains": word})
        fitting &= said
    return fitting


def _point(ask: AskServices | AskPlaces) -> Place | None:
    """Where the ZIP code lies. Raises BadParameter for one that is not of this city."""
    if not ask.postcode:
        if ask.proximity is not None:
            raise BadParameter("proximity: needs a postcode to measure from.", name="proximity")
        return None
    place = office_facts().zips.get(ask.postcode[:5])
    if place is None:
        raise BadParameter(
            f"postcode: we do not know where {ask.postcode[:20]!r} lies. Expected a ZIP code of this city.",
            name="postcode",
        )
    return place


def _serves(place: Place, column: str) -> Q:
    everybody = Q(**{column: ""})
    return everybody | Q(**{f"{column}__contains": f"|{place.area}|"}) if place.area else everybody


def _near(records: QuerySet[PlaceRecord], place: Place, metres: float) -> QuerySet[PlaceRecord]:
    """Places within so many metres, on a flat map: good to a thousandth across a city."""
    degrees = metres / METRES_A_DEGREE
    north = F("latitude") - place.latitude
    east = (F("longitude") - place.longitude) * cos(radians(place.latitude))
    within = (place.latitude - degrees, place.latitude + degrees)
    return (
        records.filter(latitude__range=within)
        .alias(apart=north * north + east * east)
        .filter(apart__lte=degrees * degrees)
    )
