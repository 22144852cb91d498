"""Two at the same moment: no picture more than a complaint takes, none comes to one that is closed, and no copy outlives its picture."""

from functools import partial
from typing import Any

import pytest

from xenia.work.ombudsman.models import Complaint, Evidence
from xenia.work.ombudsman.operations.evidence import (
    NoMorePictures,
    NoSuchPicture,
    TooManyPictures,
    add_evidence,
    destroy_evidence,
    keep_covered_copy,
)
from xenia.work.ombudsman.operations.filing import withdraw_own
from xenia.work.ombudsman.tests.makers import TUESDAY, a_complaint, an_officer
from xenia.work.ombudsman.tests.picture_makers import CLEAN, a_piece
from xenia.work.ombudsman.tests.test_two_at_once import (
    at_once,
    in_the_office,
    many_hands,  # noqa: F401  # the fixture
    refused,
)

pytestmark = [
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True, databases=["default", "keys"]),
    pytest.mark.usefixtures("many_hands"),
]
SENT: dict[str, Any] = {"source": Evidence.From.HER, "by": None, "at": TUESDAY}
COVERED: dict[str, Any] = {"picture": CLEAN, "names_nobody": True, "at": TUESDAY}


def there() -> int:
    return int(in_the_office(Evidence.objects.count))


def current(complaint: Complaint) -> Complaint:
    found: Complaint = in_the_office(partial(Complaint.objects.get, pk=complaint.pk))
    return found


def test_the_last_place_is_taken_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xenia.work.ombudsman.operations.evidence.MOST_PICTURES", 3)
    complaint = in_the_office(a_complaint)
    send = partial(add_evidence, complaint=complaint, pictures=[CLEAN, CLEAN], **SENT)
    assert refused(at_once(*[send] * 4), TooManyPictures) == 3
    assert there() == 2


def test_no_picture_comes_to_what_she_takes_back_at_the_same_moment() -> None:
    complaint = in_the_office(a_complaint)
    send = partial(add_evidence, pictures=[CLEAN], **SENT)
    got = at_once(
        partial(withdraw_own, complaint=current(complaint), at=TUESDAY),
        *[partial(send, complaint=current(complaint)) for _picture in range(3)],
    )
    assert isinstance(got[0], Complaint), "nobody holds her back"
    assert there() == 3 - refused(got, NoMorePictures)


def test_two_colleagues_cover_one_picture_each_in_a_copy_of_its_own() -> None:
    piece = in_the_office(a_piece)
    officers = [in_the_office(an_officer) for _officer in range(2)]
    got = at_once(
        *[partial(keep_covered_copy, evidence=piece, by=one, **COVERED) for one in officers]
    )
    assert refused(got, NoSuchPicture) == 0
    assert {one.copy_of_id for one in got} == {piece.pk}
    assert there() == 3


def test_no_covered_copy_outlives_its_picture() -> None:
    piece, officer = in_the_office(a_piece), in_the_office(an_officer)
    cover = partial(keep_covered_copy, evidence=piece, by=officer, **COVERED)
    destroy = partial(destroy_evidence, evidence=piece, by=None, at=TUESDAY)
    got = at_once(cover, destroy, destroy, cover)
    refused(got, NoSuchPicture)
    assert sum(one is None for one in got) == 1, "it is destroyed once"
    assert there() == 0
