"""The audit's chain: closed each minute, looked through, and cut where events are past their term."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.audit_trail import Broken, earlier_links, verify_audit
from xenia.ground.accounts.chain_hashes import SAID, EventSaid, event_digest, link_digest, root_of
from xenia.ground.accounts.models import AuditCut, AuditEvent, AuditLink, AuditPlace, User
from xenia.ground.accounts.models.audit_chain import BEGINNING

A_LINK_EACH = timedelta(minutes=1)
MOST_EVENTS = 2_000
# A cut takes at most a day's links at once, so that others can write in between.
MOST_LINKS = 24 * 60
# No cut reaches into the last year, whatever a retention rule says.
ALWAYS_KEPT = timedelta(days=365)


class ClosedByAnother(Exception):
    """Another process closed a link over the same events at the same moment."""


class TooYoung(ValueError):
    """A cut would take events of the last year."""


class BrokenChain(Exception):
    """The chain does not hold below the cut: what is wrong is looked into before anything is cut."""

    def __init__(self, broken: list[Broken]) -> None:
        self.broken = broken
        super().__init__(f"link {broken[0].number}: {broken[0].why}")


def close_when_due(at: datetime) -> int:
    """Close the chain when the last link is a minute old. Returns how many links were closed."""
    last = AuditLink.objects.order_by("-number").values_list("closed_at", flat=True).first()
    return 0 if last and at - last < A_LINK_EACH else close_audit(at=at)


def close_audit(*, at: datetime) -> int:
    """Close links over every event that is committed and waits. Returns how many."""
    closed = 0
    try:
        while close_link(at=at):
            closed += 1
    except (ClosedByAnother, IntegrityError):
        # The other one does the work; what it leaves waits for the next minute.
        return closed
    return closed


@transaction.atomic
def close_link(*, at: datetime) -> AuditLink | None:
    """Close one link over up to 2,000 events that wait; None when nothing waits.

    Raises ClosedByAnother, or IntegrityError, when two close at once: then nothing is changed.
    """
    head = AuditLink.objects.select_for_update().order_by("-number").first()
    events = _waiting()
    if not events:
        return None
    link = AuditLink(
        number=head.number + 1 if head else 1,
        closed_at=at,
        events=len(events),
        first_at=min(event.at for event in events),
        last_at=max(event.at for event in events),
        root=root_of(event_digest(event) for event in events),
        previous=head.digest if head else BEGINNING,
    )
    link.digest = link_digest(link)
    link.save(force_insert=True)
    waiting = AuditPlace.objects.filter(link=None, event_id__in=[event.id for event in events])
    if waiting.update(link=link.number) != len(events):
        raise ClosedByAnother(f"link {link.number}")
    return link


def _waiting() -> list[EventSaid]:
    """Events without a link, by their ids."""
    said = [f"event__{name}" for name in SAID]
    waiting = AuditPlace.objects.filter(link=None).order_by("event_id").values_list(*said)
    return [EventSaid(*event) for event in waiting[:MOST_EVENTS]]


@transaction.atomic
def cut_audit(*, before: datetime, by: User | None, at: datetime) -> AuditCut | None:
    """Take events out that happened before a moment, link by link from the beginning; the links stay.

    A link goes whole: one late event keeps its link, and those after it. At most a day's links at once: call again
    until it answers None. Raises TooYoung, and BrokenChain when what would be cut does not fit its hashes.
    """
    if before > at - ALWAYS_KEPT:
        raise TooYoung(f"a cut before {before:%Y-%m-%d} would take events of the last year")
    links = earlier_links(before=before, most=MOST_LINKS)
    if not links:
        return None
    first, last = links[0], links[-1]
    verdict = verify_audit(first=first.number, last=last.number)
    if verdict.broken:
        raise BrokenChain(verdict.broken)
    cut = AuditCut.objects.create(
        cut_at=at,
        by_id=by.pk if by else None,
        before=before,
        up_to=last,
        digest=last.digest,
        events=sum(link.events for link in links),
    )
    inside = AuditPlace.objects.filter(link_id__gte=first.number, link_id__lte=last.number)
    AuditEvent.objects.filter(pk__in=inside.values("event_id")).delete()
    inside.delete()
    audit.record(by, "accounts.audit_cut", cut, at=at, fields=["before", "up_to"])
    return cut
