"""Each barrier of the list, how often it was said, what is recommended against it, and how far that is."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client as Browser

from xenia.ground.accounts.models import AuditEvent
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import Crossed, WrongState
from xenia.ground.ledger import operations as ledger
from xenia.ground.ledger.barriers import BARRIER
from xenia.ground.reference.vocabularies import vocabulary
from xenia.ground.translations.operations import write_translations
from xenia.insight.reports.models import Recommendation
from xenia.insight.reports.operations import recommending
from xenia.insight.reports.queries.barriers import (
    barriers_said,
    recommendations_on,
    without_recommendation,
)
from xenia.insight.reports.tests.call_makers import MONDAY, TUESDAY, a_partner

pytestmark = pytest.mark.django_db
Status = Recommendation.Status
PAGE = "/en/desk/reports/barriers/"


def made(barrier: str = "transport", **more: Any) -> Recommendation:
    said = {"text": "Bus passes for people with a hearing.", "owner_words": "The State"}
    return recommending.make(barrier=barrier, by=None, at=MONDAY, **(said | more))


def test_a_recommendation_goes_from_made_to_done_and_keeps_its_days() -> None:
    one, by = made(), a_user(Role.DIRECTOR)
    for number, to in enumerate((Status.ACCEPTED, Status.UNDER_WAY, Status.DONE)):
        at = TUESDAY + timedelta(days=number)
        recommending.move(recommendation=one, to=to, version=number, by=by, at=at)
    assert one.decided_on == local_day(TUESDAY)
    days = [local_day(MONDAY) + timedelta(days=n) for n in range(4)]
    states = [recommendations_on("transport", day)[0].status for day in days]
    assert states == [Status.MADE, Status.ACCEPTED, Status.UNDER_WAY, Status.DONE]
    assert recommendations_on("transport", days[0] - timedelta(days=1)) == []
    assert AuditEvent.objects.filter(action="reports.recommendation_done").count() == 1


def test_the_second_of_two_is_told() -> None:
    one, by = made(), a_user(Role.DIRECTOR)
    recommending.move(recommendation=one, to=Status.ACCEPTED, version=0, by=by, at=TUESDAY)
    with pytest.raises(Crossed):
        recommending.move(recommendation=one, to=Status.DECLINED, version=0, by=by, at=TUESDAY)
    with pytest.raises(WrongState):
        recommending.move(recommendation=one, to=Status.DECLINED, version=1, by=by, at=TUESDAY)


def test_a_recommendation_says_what_and_who_against_a_barrier_of_the_list() -> None:
    with pytest.raises(recommending.UnknownBarrier):
        made("weather")
    with pytest.raises(recommending.Unfinished):
        made(owner_words=" ")
    partner, _manager = a_partner()
    assert made(owner=partner, owner_words="").owner_words == "Harbor Legal Aid"


def test_what_was_taken_back_or_declined_answers_no_barrier() -> None:
    today, by = local_day(TUESDAY), a_user(Role.DIRECTOR)
    assert len(without_recommendation(today)) == len(vocabulary("barriers"))
    back, declined = made("fear"), made("cost")
    assert "fear" not in without_recommendation(today)
    recommending.move(recommendation=back, to=Status.WITHDRAWN, version=0, by=by, at=TUESDAY)
    recommending.move(recommendation=declined, to=Status.DECLINED, version=0, by=by, at=TUESDAY)
    assert {"fear", "cost"} <= set(without_recommendation(today))
    # It is still told that it was declined; what was taken back is not told.
    assert [one.status for one in recommendations_on("cost", today)] == [Status.DECLINED]
    assert recommendations_on("fear", today) == []


def test_how_often_a_barrier_was_said_is_protected() -> None:
    for barrier, times in (("transport", 40), ("fear", 3), ("cost", 25)):
        ledger.record(kind=BARRIER, on=date(2026, 5, 4), quantity=times, reason=barrier)
    found = barriers_said(2026, date(2026, 11, 17), "en")
    times_shown = {one.code: one.times for one in found.rows}
    assert len(times_shown) == len(vocabulary("barriers"))
    assert times_shown["transport"] == 40
    # 68 less 40 and 25 would leave the 3.
    assert (times_shown["fear"], times_shown["cost"], found.total) == (None, None, 68)
    assert times_shown["hours"] == 0
    assert not barriers_said(2025, date(2026, 11, 17), "en").has_data


def test_a_recommendation_is_read_in_the_readers_language() -> None:
    one = made()
    by = a_user()
    write_translations(record=one, texts={"text": {"es": "Pases de bus."}}, by=by, at=MONDAY)
    said = recommendations_on("transport", local_day(MONDAY), "es")[0].text
    assert (said.text, said.language, said.is_reviewed) == ("Pases de bus.", "es", False)
    assert recommendations_on("transport", local_day(MONDAY))[0].text.language == "en"


def test_the_page_shows_every_barrier_and_says_where_nothing_is_recommended() -> None:
    made()
    browser = Browser()
    browser.force_login(a_user(Role.DIRECTOR))
    page = browser.get(PAGE).content.decode()
    assert "16 barriers have no recommendation." in page
    assert "Bus passes" in page
    assert "No data" in page
    answer = browser.post(f"{PAGE}recommend/", {"barrier": "fear", "text": ""})
    assert answer.status_code == 422
    assert "Say who should do it." in answer.content.decode()
    said = {"barrier": "fear", "text": "Say it plainly.", "owner_words": "The office"}
    assert browser.post(f"{PAGE}recommend/", said).status_code == 302
    one = Recommendation.objects.get(barrier="fear")
    step = f"{PAGE}{one.pk}/step/"
    browser.post(step, {"to": "accepted", "version": 0})
    answer = browser.post(step, {"to": "done", "version": 0}, follow=True)
    assert "Somebody was here before you." in answer.content.decode()
    one.refresh_from_db()
    assert one.status == Status.ACCEPTED


def test_a_caseworker_reads_barriers_and_changes_nothing() -> None:
    one = made()
    browser = Browser()
    browser.force_login(a_user(Role.CASEWORKER))
    page = browser.get(PAGE).content.decode()
    assert "Bus passes" in page
    assert f"{one.pk}/step/" not in page
    assert browser.post(f"{PAGE}{one.pk}/step/", {"to": "done"}).status_code == 403
