"""Pictures come to a complaint, are opened, covered for a department, and destroyed."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.vault.fields import is_shredded
from xenia.ground.vault.operations.reading import read_sealed
from xenia.ground.vault.subjects import UnderHold, is_held
from xenia.ground.vault.terms import approved_keep
from xenia.work.ombudsman.evidence import MOST_PICTURES, Box, covered
from xenia.work.ombudsman.messages import SHE_WROTE
from xenia.work.ombudsman.models import Complaint, Evidence
from xenia.work.ombudsman.operations.telling import tell_handler
from xenia.work.ombudsman.operations.thread import hold

CLASS: Final = "ombudsman.evidence"


class TooManyPictures(Exception):
    """There are as many from this side as a complaint takes."""


class NoMorePictures(Exception):
    """The complaint is closed; what was sent along is about to be destroyed."""


class NotLookedAt(Exception):
    """Nobody said that the copy names nobody."""


class NoSuchPicture(Exception):
    """It was destroyed before."""


@transaction.atomic
def add_evidence(
    *,
    complaint: Complaint,
    pictures: Sequence[bytes],
    source: str,
    by: User | None,
    at: datetime,
    caption: str = "",
) -> list[Evidence]:
    """Pictures come to a complaint, sealed. pictures: what `evidence.drawn_anew` made; nothing else is given here.

    Raises TooManyPictures, NoMorePictures; then none of them is kept.
    """
    current = hold(complaint)
    # A department does not learn from a refusal that she took it back just now.
    is_over_today = source == Evidence.From.DEPARTMENT and current.closed_on == local_day(at)
    if current.is_ended and not is_over_today:
        raise NoMorePictures(f"complaint {current.pk} is {current.status}")
    there = current.evidence.filter(source=source, copy_of__isnull=True).count()
    if there + len(pictures) > MOST_PICTURES:
        raise TooManyPictures(f"complaint {current.pk} has {there} of {MOST_PICTURES} pictures")
    made = [_kept(current, one, source, caption, by, at) for one in pictures]
    if source != Evidence.From.OFFICE:
        tell_handler(SHE_WROTE, current, at)
    return made


def _kept(
    complaint: Complaint,
    picture: bytes,
    source: str,
    caption: str,
    by: User | None,
    at: datetime,
    copy_of: Evidence | None = None,
) -> Evidence:
    made: Evidence = Evidence.objects.create(
        subject_id=complaint.subject_id,
        complaint=complaint,
        source=Evidence.From(source).value,
        picture=picture,
        caption=caption.strip(),
        is_redacted=copy_of is not None,
        copy_of=copy_of,
        added_on=local_day(at),
        by_id=by.pk if by else None,
    )
    act = "covered" if copy_of else "added"
    audit.record(by, f"ombudsman.evidence_{act}", made, at=at)
    return made


def open_picture(*, evidence: Evidence, by: User, purpose: str, at: datetime) -> bytes | None:
    """The picture as JPEG; None when it was erased. Who opened it, and why, is noted first.

    Raises MayNotOpen, NoPurpose.
    """
    opened = read_sealed(evidence, "picture", by=by, purpose=purpose, at=at)["picture"]
    return None if is_shredded(opened) else opened


def open_caption(*, evidence: Evidence, by: User, purpose: str, at: datetime) -> str:
    """What a picture shows, in words; "" where nobody said so. Raises MayNotOpen, NoPurpose."""
    return str(read_sealed(evidence, "caption", by=by, purpose=purpose, at=at)["caption"] or "")


def cover_picture(
    *, evidence: Evidence, boxes: Iterable[Box], names_nobody: bool, by: User, at: datetime
) -> Evidence:
    """A copy with black boxes, which the department that was asked sees. What lies beneath them is not in the copy.

    boxes: left, top, right, bottom in percent; none where a colleague found nothing to cover.
    Raises NotLookedAt, NoSuchPicture, MayNotOpen.
    """
    if not names_nobody:
        raise NotLookedAt(
            f"evidence {evidence.pk}: expected a colleague's word that it names nobody"
        )
    picture = open_picture(evidence=evidence, by=by, purpose="service", at=at)
    if picture is None:
        raise NoSuchPicture(f"evidence {evidence.pk} was erased")
    # Drawn before anything is locked: it takes a moment.
    return _keep_copy(evidence, covered(picture, boxes), by, at)


def keep_covered_copy(
    *, evidence: Evidence, picture: bytes, names_nobody: bool, by: User, at: datetime
) -> Evidence:
    """A copy a colleague covered in another program. picture: what `evidence.drawn_anew` made of it.

    Raises NotLookedAt, NoSuchPicture.
    """
    if not names_nobody:
        raise NotLookedAt(
            f"evidence {evidence.pk}: expected a colleague's word that it names nobody"
        )
    return _keep_copy(evidence, picture, by, at)


@transaction.atomic
def _keep_copy(evidence: Evidence, picture: bytes, by: User, at: datetime) -> Evidence:
    complaint = hold(evidence.complaint)
    first = Evidence.objects.filter(pk=evidence.copy_of_id or evidence.pk).first()
    if first is None:
        raise NoSuchPicture(f"evidence {evidence.pk} was destroyed")
    return _kept(complaint, picture, first.source, "", by, at, copy_of=first)


@transaction.atomic
def destroy_evidence(*, evidence: Evidence, by: User | None, at: datetime) -> None:
    """A picture and its copies are destroyed: she took it back, or it shows what we never keep.

    A covered copy that is destroyed is taken back from the department. by: None when she did it herself.
    Raises NoSuchPicture, UnderHold.
    """
    hold(evidence.complaint)
    if is_held([evidence.subject_id], [CLASS]):
        raise UnderHold(f"evidence {evidence.pk} is held")
    if not Evidence.objects.filter(pk=evidence.pk).exists():
        raise NoSuchPicture(f"evidence {evidence.pk} was destroyed")
    audit.record(by, "ombudsman.evidence_destroyed", evidence, at=at)
    Evidence.objects.filter(pk=evidence.pk).delete()


def destroy_old_evidence(at: datetime) -> int:
    """Destroy the pictures of complaints closed 90 days ago, or as long as an approved rule says. How many.

    What a legal hold covers stays. Those a machine sent go with what it wrote (`tidying`).
    """
    today = local_day(at)
    keep = approved_keep(CLASS, today) or Evidence.Privacy.keep
    old = Complaint.objects.filter(closed_on__lte=today - keep, evidence__isnull=False).distinct()
    return sum(_destroy_all_of(one, at) for one in old if not is_held([one.subject_id], [CLASS]))


@transaction.atomic
def _destroy_all_of(complaint: Complaint, at: datetime) -> int:
    if not hold(complaint).is_ended:
        return 0
    _all, by_kind = complaint.evidence.all().delete()
    audit.record(None, "ombudsman.evidence_destroyed", complaint, at=at)
    return by_kind.get(Evidence._meta.label, 0)
