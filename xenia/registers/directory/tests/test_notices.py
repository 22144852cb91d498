"""Closures and alerts hold from a day to a day, begin and end by themselves, and say nothing of a confidential place."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from xenia.ground.accounts.models import AuditEvent
from xenia.ground.accounts.roles import Role
from xenia.ground.common.transitions import WrongState
from xenia.ground.translations.kinds import CONTENT
from xenia.ground.translations.models import TranslatedText
from xenia.ground.translations.operations import answer_for
from xenia.registers.directory.models import Listing, Notice, Service
from xenia.registers.directory.models.record import Record
from xenia.registers.directory.operations import rebuild_listings
from xenia.registers.directory.operations.notices import (
    OfConfidentialPlace,
    keep_notices,
    post_notice,
    put_notice_back,
    take_away_notice,
)
from xenia.registers.directory.queries.notices import (
    alert_on,
    closed_until,
    in_force,
    is_closed_on,
    status_on,
)
from xenia.registers.directory.tests.makers import (
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    a_colleague,
    a_location,
    a_service,
    an_organization,
    desk_of,
)

pytestmark = pytest.mark.django_db
DESK = "/en/desk/directory/"
MON, TUE, WED = date(2026, 11, 16), date(2026, 11, 17), date(2026, 11, 18)
CLOSED = "temporarily closed"


def posted(
    about: Record,
    *,
    kind: str = "closed",
    starts: date = MON,
    ends: date | None = TUE,
    words: str = "",
    at: datetime = MONDAY,
    **more: Any,
) -> Notice:
    return post_notice(
        about=about, kind=kind, starts_on=starts, ends_on=ends, words=words, by=None, at=at, **more
    )


def shown(service: Service) -> dict[str, Any]:
    found: dict[str, Any] = Listing.objects.get(service=service).document
    return found


def test_a_closure_is_shown_on_its_days_and_ends_by_itself() -> None:
    service = a_service()
    posted(service, starts=TUE, ends=WED, words="Painters are here.")
    found = shown(service)
    assert found["status"] == "active"
    days = [MON, TUE, WED, WED + timedelta(days=1)]
    assert [status_on(found, day) for day in days] == ["active", CLOSED, CLOSED, "active"]
    assert [bool(alert_on(found, day)) for day in days] == [False, True, True, False]
    assert closed_until(found, TUE) == "2026-11-18"


def test_the_round_makes_listings_anew_on_the_day_also_when_it_is_late() -> None:
    service = a_service()
    posted(service, starts=TUE, ends=WED)
    assert keep_notices(MONDAY) == 0
    assert keep_notices(TUESDAY) == 1
    assert shown(service)["status"] == CLOSED
    assert keep_notices(TUESDAY) == 0
    assert keep_notices(WEDNESDAY + timedelta(days=5)) == 1
    assert shown(service)["status"] == "active"
    assert shown(service)["notices"] == []
    other = a_service()
    posted(other, starts=TUE, ends=None)
    assert keep_notices(WEDNESDAY + timedelta(days=9)) == 1
    assert shown(other)["status"] == CLOSED


def test_an_organizations_closure_closes_all_it_does() -> None:
    house = an_organization()
    one, other, foreign = a_service(organization=house), a_service(organization=house), a_service()
    posted(house, words="Our house is closed for the holidays.")
    assert [shown(service)["status"] for service in (one, other, foreign)] == [
        CLOSED,
        CLOSED,
        "active",
    ]


def test_a_service_is_closed_when_every_place_of_it_is() -> None:
    house = an_organization()
    hall, barn = a_location(name="Hall", organization=house), a_location(organization=house)
    service = a_service(organization=house, locations=[hall, barn])
    posted(hall, ends=WED)
    assert not is_closed_on(shown(service), MON)
    assert [one["place"] for one in in_force(shown(service), MON)] == [str(hall.pk)]
    posted(barn, ends=TUE)
    assert is_closed_on(shown(service), MON)
    assert closed_until(shown(service), MON) == "2026-11-17"


def test_a_standing_alert_and_a_notice_are_one_alert() -> None:
    service = a_service(alert="Call before you pay.")
    posted(service, kind="alert", words="The elevator is broken.")
    assert shown(service)["alert"] == {"en": "Call before you pay. The elevator is broken."}
    assert shown(service)["own_alert"] == {"en": "Call before you pay."}
    assert alert_on(shown(service), WED) == {"en": "Call before you pay."}


def test_other_words_are_shown_only_after_somebody_answered_for_them() -> None:
    service = a_service()
    ana, ben = a_colleague(), a_colleague()
    made = post_notice(
        about=service,
        kind="alert",
        starts_on=MON,
        words="The door is on Pier Street.",
        translations={"ht": "Pòt la sou Pier Street."},
        by=ana,
        at=MONDAY,
    )
    assert shown(service)["alert"] == {"en": "The door is on Pier Street."}
    text = TranslatedText.objects.get(record_id=made.pk)
    answer_for(text=text, by=ben, at=TUESDAY, source=made.words)
    assert shown(service)["alert"]["ht"] == "Pòt la sou Pier Street."
    assert "words" in CONTENT["directory.notice"].vital


def test_a_notice_is_taken_away_and_put_back() -> None:
    service = a_service()
    made = posted(service)
    take_away_notice(notice=made, by=a_colleague(), at=MONDAY)
    assert shown(service)["status"] == "active"
    with pytest.raises(WrongState):
        take_away_notice(notice=made, by=None, at=MONDAY)
    put_notice_back(notice=made, by=a_colleague(), at=MONDAY)
    assert shown(service)["status"] == CLOSED
    acts = AuditEvent.objects.filter(action__startswith="directory.notice_")
    assert acts.count() == 3


def test_nothing_is_posted_of_a_confidential_place_and_nothing_leaks_when_it_becomes_one() -> None:
    house = an_organization()
    wren = a_location(name="Wren hideaway", organization=house, is_confidential=True)
    with pytest.raises(OfConfidentialPlace):
        posted(wren)
    hall = a_location(name="Hall", organization=house)
    service = a_service(organization=house, locations=[hall])
    posted(hall, words="Ring at 12 Pier Street.")
    hall.is_confidential = True
    hall.save()
    rebuild_listings([service.pk], at=MONDAY)
    assert shown(service)["notices"] == []
    assert "Pier Street" not in str(shown(service))
    assert not CONTENT["directory.notice"].records().exists()


def test_days_stand_in_order_and_an_alert_says_something() -> None:
    service = a_service()
    with pytest.raises(ValidationError):
        posted(service, starts=WED, ends=MON)
    with pytest.raises(ValidationError):
        posted(service, kind="alert")


def test_the_same_notice_twice_is_one() -> None:
    service = a_service()
    assert posted(service) == posted(service)
    assert Notice.objects.count() == 1


# The pages.


def test_a_partner_closes_her_own_service_at_once_and_undoes_it() -> None:
    service = a_service()
    desk = desk_of(a_colleague(role=Role.PARTNER_MANAGER, organization=service.organization))
    address = f"{DESK}notices/service/{service.pk}/"
    assert "It stands at once" in desk.get(address).content.decode()
    page = desk.post(address, {"kind": "closed", "words": "Snow."}, follow=True).content.decode()
    assert "Posted." in page
    made = Notice.objects.get()
    assert shown(service)["status"] == CLOSED
    desk.post(f"{DESK}notices/{made.pk}/take-away/")
    assert shown(service)["status"] == "active"
    desk.post(f"{DESK}notices/{made.pk}/put-back/")
    assert shown(service)["status"] == CLOSED


def test_nobody_closes_what_is_not_hers() -> None:
    service = a_service()
    made = posted(service)
    desk = desk_of(a_colleague(role=Role.PARTNER_MANAGER, organization=an_organization()))
    for address in (
        f"{DESK}notices/service/{service.pk}/",
        f"{DESK}notices/{made.pk}/take-away/",
    ):
        assert desk.post(address, {"kind": "closed"}).status_code == 403


def test_the_form_keeps_what_was_typed_and_says_what_to_do() -> None:
    service = a_service()
    page = desk_of(a_colleague()).post(
        f"{DESK}notices/service/{service.pk}/",
        {"kind": "alert", "starts_on": "2036-11-18", "ends_on": "2036-11-16", "words": ""},
    )
    html = page.content.decode()
    assert "The last day is before the first." in html
    assert "Write what people should know." in html
    assert 'value="2036-11-18"' in html
    assert not Notice.objects.exists()


def test_its_words_are_translated_on_a_page_of_their_own() -> None:
    service = a_service()
    made = posted(service, kind="alert", words="The door is on Pier Street.")
    page = desk_of(a_colleague()).get(f"{DESK}notices/{made.pk}/")
    assert page.status_code == 200
    assert "The door is on Pier Street." in page.content.decode()
