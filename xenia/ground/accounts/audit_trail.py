"""Looking through the audit's chain: does every event still say what it said when its link was closed?"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from xenia.ground.accounts.chain_hashes import SAID, EventSaid, event_digest, link_digest, root_of
from xenia.ground.accounts.models import AuditCut, AuditEvent, AuditLink, AuditPlace
from xenia.ground.accounts.models.audit_chain import BEGINNING
from xenia.ground.common.dates import day_span

AT_ONCE = 5_000
Progress = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Broken:
    """One thing that does not fit. number: of the link; 0 for what stands in no link."""

    number: int
    why: str


class Found(NamedTuple):
    """What the events of one link say now."""

    number: int
    events: int
    root: str


@dataclass(slots=True)
class Verdict:
    """What a look through the chain found. waiting: events that no link holds yet; cut: links whose events left."""

    links: int = 0
    events: int = 0
    waiting: int = 0
    cut: int = 0
    head: AuditLink | None = None
    broken: list[Broken] = field(default_factory=list)


def verify_audit(
    *,
    first: int = 1,
    last: int | None = None,
    published: Mapping[int, str] | None = None,
    progress: Progress = lambda _links: None,
) -> Verdict:
    """Look through the links from `first` to `last`, and at events outside of all links.

    published: {number: digest} of links whose hash was made known before; a chain made anew does not have them.
    """
    head = AuditLink.objects.order_by("-number").first()
    end = min(last or head.number, head.number) if head else 0
    verdict = Verdict(head=head)
    lowest = _lowest_kept(verdict)
    expected, number = _before(first), first - 1
    for link, found in _beside(_links(first, end), _roots(first, end)):
        verdict.broken += _out_of_order(link, number + 1, expected)
        verdict.broken += _changed(link, found, is_cut=link.number < lowest)
        verdict.links += 1
        verdict.events += found.events
        number, expected = link.number, link.digest
        progress(verdict.links)
    verdict.broken += _unlike_published(published or {})
    _look_outside(verdict)
    return verdict


def _links(first: int, end: int) -> Iterator[AuditLink]:
    links = AuditLink.objects.filter(number__gte=first, number__lte=end).order_by("number")
    return links.iterator(chunk_size=AT_ONCE)


def _before(first: int) -> str:
    """The digest the first link to be looked at builds upon."""
    earlier = AuditLink.objects.filter(number=first - 1).values_list("digest", flat=True)
    return BEGINNING if first == 1 else earlier.first() or ""


def _lowest_kept(verdict: Verdict) -> int:
    """The number of the first link whose events were not cut. A cut whose hash is not its link's is broken."""
    cuts = AuditCut.objects.select_related("up_to").order_by("-up_to__number")
    for cut in cuts:
        if cut.digest != cut.up_to.digest:
            verdict.broken.append(Broken(cut.up_to.number, "a cut names another hash"))
    verdict.cut = cuts[0].up_to.number if cuts else 0
    return verdict.cut + 1


def _roots(first: int, end: int) -> Iterator[Found]:
    """What the links' events say now, by number; a link without events is left out."""
    said = ["link_id", *(f"event__{name}" for name in SAID)]
    places = AuditPlace.objects.filter(link_id__gte=first, link_id__lte=end)
    rows = places.order_by("link_id", "event_id").values_list(*said).iterator(chunk_size=AT_ONCE)
    for number, events in groupby(rows, key=itemgetter(0)):
        digests = [event_digest(EventSaid(*event[1:])) for event in events]
        yield Found(number, len(digests), root_of(digests))


def _beside(
    links: Iterator[AuditLink], roots: Iterator[Found]
) -> Iterator[tuple[AuditLink, Found]]:
    """Each link with what its events say; both come by number, and neither is held as a whole."""
    next_found = next(roots, None)
    for link in links:
        while next_found and next_found.number < link.number:
            next_found = next(roots, None)
        if next_found and next_found.number == link.number:
            yield link, next_found
            next_found = next(roots, None)
        else:
            yield link, Found(link.number, 0, "")


def _out_of_order(link: AuditLink, expected: int, previous: str) -> list[Broken]:
    if link.number != expected:
        return [Broken(expected, "the link is not there")]
    if link.previous != previous:
        return [Broken(link.number, "it does not build upon the link before it")]
    if link.digest != link_digest(link):
        return [Broken(link.number, "the link itself was changed")]
    return []


def _changed(link: AuditLink, found: Found, *, is_cut: bool) -> list[Broken]:
    """How a link's events differ from what it says."""
    if is_cut:
        return [Broken(link.number, "events that were cut are there again")] if found.events else []
    if missing := link.events - found.events:
        how_many = f"{missing} of {link.events} events are missing"
        return [Broken(link.number, how_many if missing > 0 else f"{-missing} events were put in")]
    if found.root != link.root:
        return [Broken(link.number, f"one or more of its {link.events} events were changed")]
    return []


def _unlike_published(published: Mapping[int, str]) -> list[Broken]:
    kept = dict(AuditLink.objects.filter(number__in=published).values_list("number", "digest"))
    return [
        Broken(number, "its hash is not the one that was published")
        for number, digest in sorted(published.items())
        if kept.get(number) != digest
    ]


def _look_outside(verdict: Verdict) -> None:
    """Count who waits for a link, and find events that have no place at all."""
    verdict.waiting = AuditPlace.objects.filter(link=None).count()
    if strays := AuditEvent.objects.filter(place=None).count():
        verdict.broken.append(Broken(0, f"{strays} events stand outside of the chain"))
    end = verdict.head.number if verdict.head else 0
    if lost := AuditPlace.objects.filter(link_id__gt=end).count():
        verdict.broken.append(Broken(end + 1, f"the link is not there, and {lost} events name it"))


def earlier_links(*, before: datetime, most: int) -> list[AuditLink]:
    """The links, from the first that was not cut, whose every event happened before a moment."""
    last_cut = AuditCut.objects.order_by("-up_to").values_list("up_to", flat=True).first() or 0
    links = AuditLink.objects.filter(number__gt=last_cut).order_by("number")
    too_young = links.filter(last_at__gte=before).values_list("number", flat=True).first()
    if too_young is not None:
        links = links.filter(number__lt=too_young)
    return list(links[:most])


def head_of_chain() -> AuditLink | None:
    """The newest link."""
    return AuditLink.objects.order_by("-number").first()


def head_of_day(day: date) -> AuditLink | None:
    """The last link closed on a local day; its hash stands for everything up to then."""
    start, end = day_span(day)
    closed = AuditLink.objects.filter(closed_at__gte=start, closed_at__lt=end)
    return closed.order_by("-number").first()
