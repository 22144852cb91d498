"""Two people sign a report, and what they signed is what everybody reads."""

import pytest

from xenia.ground.accounts.models import AuditEvent
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.transitions import Crossed, WrongState
from xenia.ground.ledger.models import Publication
from xenia.insight.reports import keeping
from xenia.insight.reports.models import Report
from xenia.insight.reports.operations.call import Number
from xenia.insight.reports.operations.drafting import begin_report, remark, settle_remark
from xenia.insight.reports.operations.posting import post_report
from xenia.insight.reports.operations.signing import (
    ChangedSince,
    NotReady,
    SamePerson,
    open_again,
    sign,
)
from xenia.insight.reports.tests.call_makers import a_call, a_partner, answered
from xenia.insight.reports.tests.makers import (
    AFTER,
    YEAR,
    a_locked_year,
    a_report,
    signed_twice,
    with_made_numbers,
)

pytestmark = pytest.mark.django_db


def test_nobody_signs_before_the_year_is_locked_the_numbers_made_and_remarks_seen_to() -> None:
    director, report = a_user(Role.DIRECTOR), a_report(with_numbers=False)
    said = remark(report=report, part="legal", text="Cite it.", by=director, at=AFTER)
    with pytest.raises(NotReady) as missing:
        sign(report=report, version=0, by=director, at=AFTER)
    assert missing.value.reasons == ["open_year", "no_numbers", "remarks"]
    a_locked_year()
    with_made_numbers(report)
    settle_remark(remark=said, by=director, at=AFTER)
    assert sign(report=report, version=0, by=director, at=AFTER).status == "signed_once"


def test_the_second_signature_is_another_persons() -> None:
    a_locked_year()
    director, report = a_user(Role.DIRECTOR), a_report()
    first = sign(report=report, version=0, by=director, at=AFTER)
    with pytest.raises(SamePerson):
        sign(report=first, version=1, by=director, at=AFTER)
    second = sign(report=first, version=1, by=a_user(Role.COUNSEL), at=AFTER)
    assert second.status == "signed"
    with pytest.raises(WrongState):
        sign(report=second, version=2, by=a_user(Role.SUPERVISOR), at=AFTER)


def test_who_read_an_older_state_is_told() -> None:
    a_locked_year()
    report = a_report()
    sign(report=report, version=0, by=a_user(Role.DIRECTOR), at=AFTER)
    with pytest.raises(Crossed):
        sign(report=report, version=0, by=a_user(Role.COUNSEL), at=AFTER)


def test_opened_again_it_is_signed_anew_by_both() -> None:
    a_locked_year()
    report = signed_twice(a_report())
    draft = open_again(report=report, version=2, by=a_user(Role.DIRECTOR), at=AFTER)
    assert (draft.status, draft.first_by_id, draft.second_by_id) == ("draft", None, None)
    assert draft.digest == ""
    assert signed_twice(draft).status == "signed"


def test_what_was_signed_is_what_is_posted() -> None:
    a_locked_year()
    report = signed_twice(a_report())
    Report.objects.filter(pk=report.pk).update(content=report.content | {"more": 1})
    with pytest.raises(ChangedSince):
        post_report(report=report, version=2, by=a_user(Role.DIRECTOR), at=AFTER)
    assert not Publication.objects.exists()


def test_a_posted_report_enters_the_publication_ledger_and_the_audit() -> None:
    a_locked_year()
    report = signed_twice(a_report())
    posted = post_report(report=report, version=2, by=a_user(Role.DIRECTOR), at=AFTER)
    assert posted.status == "posted"
    assert keeping.digest_of(posted.content) == posted.digest
    assert Publication.objects.exists()
    acts = set(AuditEvent.objects.filter(record_id=report.pk).values_list("action", flat=True))
    assert {"reports.signed_first", "reports.signed_second", "reports.posted"} <= acts


def test_a_later_version_takes_the_place_of_the_one_before() -> None:
    a_locked_year()
    director = a_user(Role.DIRECTOR)
    first = signed_twice(a_report())
    post_report(report=first, version=2, by=director, at=AFTER)
    second = begin_report(year=YEAR, by=director, at=AFTER, what_changed="A sum was corrected.")
    second = signed_twice(with_made_numbers(second))
    post_report(report=second, version=2, by=director, at=AFTER)
    first.refresh_from_db()
    assert first.status == "replaced"
    assert Report.objects.filter(year=YEAR, status="posted").count() == 1


def test_what_others_reported_is_written_down_as_it_was_printed() -> None:
    a_locked_year()
    partner, manager = a_partner()
    request = a_call(partner, year=YEAR).requests.get()
    numbers = (Number("people", 120), Number("people", 4, service_type="education"))
    answered(request, manager, numbers)
    report = signed_twice(a_report())
    post_report(report=report, version=2, by=a_user(Role.DIRECTOR), at=AFTER)
    told = Publication.objects.get(title__endswith="reported by others").cells
    whole = [one["value"] for one in told if one["cell"]["row"] == ""]
    small = [one["value"] for one in told if one["cell"]["row"]]
    assert whole == [120]
    assert small == ["suppressed"]
