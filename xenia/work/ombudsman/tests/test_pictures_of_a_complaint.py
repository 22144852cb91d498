"""Pictures are sealed, opened with a note, shown to a department only covered, and destroyed in time."""

import io
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from PIL import Image

from xenia.ground.accounts.models import AuditEvent, User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.ids import new_id
from xenia.ground.vault.fields import Closed, is_shredded
from xenia.ground.vault.models import LegalHold
from xenia.ground.vault.operations.hold import place_hold
from xenia.ground.vault.operations.reading import MayNotOpen, may_open
from xenia.ground.vault.subjects import UnderHold, shred
from xenia.ground.vault.tests.makers import MONDAY as LONG_BEFORE
from xenia.work.ombudsman.evidence import MOST_PICTURES, drawn_anew
from xenia.work.ombudsman.models import Complaint, Evidence
from xenia.work.ombudsman.models.complaint import Kind, Status
from xenia.work.ombudsman.operations.evidence import (
    NoMorePictures,
    NoSuchPicture,
    NotLookedAt,
    TooManyPictures,
    add_evidence,
    cover_picture,
    destroy_evidence,
    destroy_old_evidence,
    keep_covered_copy,
    open_picture,
)
from xenia.work.ombudsman.queries.evidence import (
    evidence_of,
    own_evidence,
    shown_to_departments,
)
from xenia.work.ombudsman.tests.makers import MONDAY, TUESDAY, a_complaint, a_department, an_officer
from xenia.work.ombudsman.tests.picture_makers import (
    CLEAN,
    a_covered_copy,
    a_piece,
    asked_about,
    closed,
)

pytestmark = pytest.mark.django_db
HER = Evidence.From.HER


def opened(piece: Evidence, by: User) -> bytes | None:
    return open_picture(evidence=piece, by=by, purpose="service", at=TUESDAY)


def again(piece: Evidence) -> Evidence:
    found: Evidence = Evidence.objects.get(pk=piece.pk)
    return found


@pytest.mark.both_databases
def test_a_picture_comes_back_and_does_not_lie_in_the_database() -> None:
    piece = a_piece()
    with connection.cursor() as cursor:
        cursor.execute("SELECT picture, caption FROM ombudsman_evidence")
        picture, caption = map(bytes, cursor.fetchone())
    assert CLEAN not in picture
    assert b"JFIF" not in picture
    assert b"door" not in caption
    assert isinstance(again(piece).picture, Closed), "nothing shows it without a note"
    assert opened(again(piece), an_officer()) == CLEAN
    assert piece.added_on == MONDAY.date()


def test_only_bytes_go_into_a_field_of_bytes() -> None:
    with pytest.raises(TypeError, match="picture takes bytes, not str"):
        a_piece(picture="no picture")  # type: ignore[arg-type]


@pytest.mark.parametrize("data", [b"", b"\x80", b"\x80\0\0", b"\0" * 31, bytes(range(256)) * 4_000])
def test_every_row_of_bytes_comes_back_whole(data: bytes) -> None:
    assert opened(again(a_piece(picture=data)), an_officer()) == data


def test_who_opened_a_picture_and_why_is_noted_first() -> None:
    piece, officer = a_piece(), an_officer()
    opened(piece, officer)
    event = AuditEvent.objects.get(action="vault.opened", record_id=piece.pk)
    assert (event.actor_id, event.purpose, event.fields) == (officer.pk, "service", ["picture"])


def test_a_list_opens_and_fetches_no_picture(django_assert_num_queries: Any) -> None:
    complaint = a_complaint()
    for _number in range(3):
        a_piece(complaint)
    with django_assert_num_queries(2):
        rows = list(evidence_of(complaint))
        assert [str(one.caption) for one in rows] == ["(sealed)"] * 3
    assert all("picture" in one.get_deferred_fields() for one in rows)
    assert opened(rows[0], an_officer()) == CLEAN
    assert not AuditEvent.objects.filter(action="vault.opened").exclude(record_id=rows[0].pk)


def test_a_picture_whose_key_is_gone_is_nothing() -> None:
    piece = a_piece()
    shred(piece.subject_id, by=None, at=TUESDAY, reason="asked")
    left = Evidence.objects.filter(pk=piece.pk).first()
    assert left is None or is_shredded(left.picture) or opened(left, an_officer()) is None


def test_thirty_pictures_are_enough_from_one_side() -> None:
    complaint = a_complaint()
    many: dict[str, Any] = {"complaint": complaint, "by": None, "at": MONDAY}
    add_evidence(pictures=[CLEAN] * (MOST_PICTURES - 1), source=HER, **many)
    with pytest.raises(TooManyPictures):
        add_evidence(pictures=[CLEAN] * 2, source=HER, **many)
    assert complaint.evidence.count() == MOST_PICTURES - 1, "none of the two"
    add_evidence(pictures=[CLEAN], source=Evidence.From.DEPARTMENT, **many)
    add_evidence(pictures=[CLEAN], source=HER, **many)


def test_a_closed_complaint_takes_no_more() -> None:
    complaint = closed(a_complaint(), MONDAY.date())
    with pytest.raises(NoMorePictures):
        a_piece(complaint)


def test_a_department_never_sees_a_picture_as_it_came() -> None:
    (department, head), piece = a_department(), a_piece()
    asked_about(piece.complaint, department)
    with pytest.raises(MayNotOpen):
        opened(piece, head)
    assert not list(shown_to_departments(piece.complaint))


def test_the_department_that_was_asked_sees_the_covered_copy_and_that_is_noted() -> None:
    (department, head), piece = a_department(), a_piece()
    copy = a_covered_copy(piece)
    assert not may_open(head, copy, TUESDAY), "nobody asked it yet"
    asked_about(piece.complaint, department)
    assert list(shown_to_departments(piece.complaint)) == [copy]
    shown = opened(again(copy), head)
    assert shown
    left, right = (
        Image.open(io.BytesIO(shown)).convert("L").crop(box).getextrema()
        for box in [(0, 0, 160, 200), (190, 0, 320, 200)]
    )
    assert left[1] < 24  # type: ignore[operator]  # all black
    assert right[1] > 24  # type: ignore[operator]
    assert AuditEvent.objects.filter(action="vault.opened", actor_id=head.pk).count() == 1


def test_a_complaint_that_is_about_another_department_now_shows_it_no_more() -> None:
    (first, head), (second, _head) = a_department(), a_department("Parks")
    copy = a_covered_copy(a_piece())
    asked_about(copy.complaint, first)
    asked_about(copy.complaint, second)
    with pytest.raises(MayNotOpen):
        opened(copy, head)


def test_a_department_does_not_learn_within_the_day_that_it_is_closed() -> None:
    complaint = closed(a_complaint(), MONDAY.date())
    said: dict[str, Any] = {
        "complaint": complaint,
        "pictures": [CLEAN],
        "source": Evidence.From.DEPARTMENT,
        "by": None,
    }
    assert add_evidence(at=MONDAY, **said)
    with pytest.raises(NoMorePictures):
        add_evidence(at=TUESDAY, **said)


def test_another_department_sees_nothing() -> None:
    (department, _head), (_other, stranger) = a_department(), a_department("Parks")
    copy = a_covered_copy(a_piece())
    asked_about(copy.complaint, department)
    with pytest.raises(MayNotOpen):
        opened(copy, stranger)


def test_whoever_is_accused_of_punishing_her_sees_nothing() -> None:
    department, head = a_department()
    piece = a_piece(a_complaint(kind=Kind.RETALIATION))
    copy = a_covered_copy(piece)
    asked_about(piece.complaint, department)
    assert not list(shown_to_departments(piece.complaint))
    with pytest.raises(MayNotOpen):
        opened(copy, head)


def test_a_partner_opens_neither() -> None:
    partner = a_user(Role.PARTNER_MANAGER, new_id())
    copy = a_covered_copy(a_piece())
    for one in (copy, copy.copy_of):
        assert one
        with pytest.raises(MayNotOpen):
            opened(one, partner)


def test_nothing_is_shown_to_a_department_before_a_colleague_says_it_names_nobody() -> None:
    piece, officer = a_piece(), an_officer()
    with pytest.raises(NotLookedAt):
        cover_picture(evidence=piece, boxes=[], names_nobody=False, by=officer, at=TUESDAY)
    with pytest.raises(NotLookedAt):
        keep_covered_copy(evidence=piece, picture=CLEAN, names_nobody=False, by=officer, at=TUESDAY)
    assert Evidence.objects.count() == 1


def test_a_copy_of_a_copy_belongs_to_the_first() -> None:
    piece = a_piece()
    copy = a_covered_copy(piece)
    second = keep_covered_copy(
        evidence=copy,
        picture=drawn_anew(CLEAN)[0],
        names_nobody=True,
        by=an_officer(),
        at=TUESDAY,
    )
    assert second.copy_of_id == piece.pk
    assert set(piece.copies.all()) == {copy, second}
    assert list(own_evidence(piece.complaint)) == [piece], "copies are ours"


def test_a_copy_taken_back_is_gone_for_the_department_and_the_picture_stays() -> None:
    department, _head = a_department()
    copy = a_covered_copy(a_piece())
    asked_about(copy.complaint, department)
    destroy_evidence(evidence=copy, by=an_officer(), at=TUESDAY)
    assert not list(shown_to_departments(copy.complaint))
    assert Evidence.objects.count() == 1
    assert not Evidence.objects.filter(pk=copy.pk).exists()


def test_with_a_picture_go_its_copies_and_twice_is_once() -> None:
    piece = a_piece()
    a_covered_copy(piece)
    destroy_evidence(evidence=piece, by=None, at=TUESDAY)
    assert not Evidence.objects.exists()
    with pytest.raises(NoSuchPicture):
        destroy_evidence(evidence=piece, by=None, at=TUESDAY)
    with pytest.raises(NoSuchPicture):
        keep_covered_copy(
            evidence=piece, picture=CLEAN, names_nobody=True, by=an_officer(), at=TUESDAY
        )


def days_after(days: int) -> datetime:
    return MONDAY + timedelta(days=days)


@pytest.mark.both_databases
def test_ninety_days_after_closing_pictures_are_destroyed_and_the_rest_stays() -> None:
    open_one, closed_one = a_piece(), a_piece()
    a_covered_copy(closed_one)
    closed(closed_one.complaint, MONDAY.date())
    assert destroy_old_evidence(days_after(89)) == 0
    assert destroy_old_evidence(days_after(90)) == 2
    assert list(Evidence.objects.all()) == [open_one]
    assert Complaint.objects.count() == 2
    assert opened(again(open_one), an_officer()) == CLEAN
    assert destroy_old_evidence(days_after(91)) == 0


def test_a_complaint_taken_up_again_keeps_its_pictures() -> None:
    piece = a_piece()
    complaint = closed(piece.complaint, MONDAY.date())
    complaint.status, complaint.closing, complaint.closed_on = Status.INVESTIGATING, "", None
    complaint.save()
    assert destroy_old_evidence(days_after(400)) == 0


def test_a_legal_hold_keeps_pictures_whoever_asks() -> None:
    piece = a_piece()
    closed(piece.complaint, MONDAY.date())
    place_hold(
        reference="26-cv-0007",
        subject=piece.subject_id,
        record_class="",
        by=a_user(Role.COUNSEL),
        at=LONG_BEFORE,
    )
    assert LegalHold.objects.count() == 1
    assert destroy_old_evidence(days_after(400)) == 0
    with pytest.raises(UnderHold):
        destroy_evidence(evidence=piece, by=an_officer(), at=TUESDAY)
    assert opened(piece, an_officer()) == CLEAN


def test_nothing_of_a_picture_says_more_than_the_day() -> None:
    copy = a_covered_copy(a_piece())
    moments = [
        field.name
        for field in Evidence._meta.fields
        if field.get_internal_type() == "DateTimeField"
    ]
    assert not moments
    assert copy.pk.version == 4, "its address says neither when nor after whom it came"
