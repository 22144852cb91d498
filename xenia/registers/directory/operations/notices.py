"""Closures and alerts: posted for some days, taken away, put back; they begin and end by themselves."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import transition
from xenia.ground.ledger.operations import record as count
from xenia.ground.translations.operations import write_translations
from xenia.registers.directory.models import Location, Notice, Organization, Service
from xenia.registers.directory.models.record import Record
from xenia.registers.directory.operations.listing import rebuild_listings
from xenia.registers.directory.operations.translation import about_of, services_showing


class OfConfidentialPlace(Exception):
    """Nothing is published of a confidential place: its closure is posted on the service."""


@transaction.atomic
def post_notice(
    *,
    about: Record,
    kind: str,
    starts_on: date,
    by: User | None,
    at: datetime,
    ends_on: date | None = None,
    words: str = "",
    translations: Mapping[str, str] | None = None,
) -> Notice:
    """Tell residents at once that a service, a place or an organisation is closed or different for some days.

    ends_on: the last day; None until somebody takes it away. The same notice posted twice is one. translations: the
    words by language, shown when somebody answered for them. Raises OfConfidentialPlace, ValidationError.
    """
    type(about)._default_manager.select_for_update().filter(pk=about.pk).exists()
    if isinstance(about, Location) and is_confidential(about):
        raise OfConfidentialPlace(str(about.pk))
    said = {
        str(about._meta.model_name): about,
        "kind": kind,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "words": words.strip(),
    }
    same = Notice.objects.filter(**said, status=Notice.Status.POSTED).first()
    if same is not None:
        return same
    made = Notice(**said, posted_by=by, posted_at=at, changed_at=at, listed_on=local_day(at))
    made.full_clean()
    made.save(force_insert=True)
    write_translations(record=made, texts={"words": translations or {}}, by=by, at=at)
    audit.record(by, "directory.notice_posted", about, at=at, fields=["kind"])
    count(kind="directory.notice_posted", on=local_day(at), provider=_owner_of(about))
    rebuild_listings(services_showing(made), at=at)
    return made


def is_confidential(place: Location) -> bool:
    """Whether a place, or its address, is confidential."""
    return place.is_confidential or place.addresses.filter(is_confidential=True).exists()


def _owner_of(about: Record) -> UUID | None:
    if isinstance(about, Service | Location):
        return about.organization_id
    return about.pk if isinstance(about, Organization) else None


@transaction.atomic
def take_away_notice(*, notice: Notice, by: User | None, at: datetime) -> None:
    """It holds no longer, or was a mistake. Raises WrongState when somebody took it away before."""
    _become(notice, Notice.Status.TAKEN_AWAY, "directory.notice_taken_away", by, at)


@transaction.atomic
def put_notice_back(*, notice: Notice, by: User | None, at: datetime) -> None:
    """It was taken away by mistake. Raises WrongState when it is posted."""
    _become(notice, Notice.Status.POSTED, "directory.notice_put_back", by, at)


def _become(notice: Notice, to: str, act: str, by: User | None, at: datetime) -> None:
    transition(notice, to=to, at=at, listed_on=local_day(at))
    audit.record(by, act, about_of(notice), at=at, fields=["kind"])
    rebuild_listings(services_showing(notice), at=at)


@transaction.atomic
def keep_notices(at: datetime) -> int:
    """Make the listings anew for what began or ended since they were made. Returns how many notices did.

    It looks at the day each notice was last listed, so that a round that comes days late misses nothing.
    """
    today = local_day(at)
    begun = Q(starts_on__lte=today, starts_on__gt=F("listed_on"))
    ended = Q(ends_on__lt=today, ends_on__gte=F("listed_on"))
    found = list(
        Notice.objects.select_for_update().filter(begun | ended, status=Notice.Status.POSTED)
    )
    shown = dict.fromkeys(pk for one in found for pk in services_showing(one))
    rebuild_listings(list(shown), at=at)
    Notice.objects.filter(pk__in=[one.pk for one in found]).update(listed_on=today)
    return len(found)
