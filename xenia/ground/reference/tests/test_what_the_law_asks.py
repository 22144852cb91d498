"""Laws as dated records: what they ask, from which day until which, and what takes their place."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from xenia.ground.accounts.models import AuditEvent
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.languages import UnknownLanguage
from xenia.ground.reference.law import laws_on, seeded_laws
from xenia.ground.reference.models import LegalBasis
from xenia.ground.reference.office import forget_office
from xenia.ground.reference.operations import (
    LawHasEnded,
    choose_languages,
    close_law,
    correct_law,
    enter_law,
    seed_laws,
    supersede_law,
)
from xenia.ground.translations.operations import write_translations
from xenia.ground.translations.tests.at_once import at_once, many_hands

MONDAY = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)
FIRST, LAST = date(2019, 3, 1), date(2025, 4, 15)
both = pytest.mark.both_databases
pytestmark = pytest.mark.django_db


def said(**fields: Any) -> dict[str, Any]:
    """An ordinance."""
    return {
        "code": "ord-1",
        "title": "Ordinance 1",
        "citation": "Ord. 2019-1",
        "jurisdiction": "local",
        "place": "Lindenport",
        "scope": "departments",
        "duty": "Departments translate vital documents.",
        "source": "City clerk",
        "from_on": FIRST,
        "rule": "lesser",
        "share_percent": "5",
        "people": 1000,
    } | fields


def a_law(**fields: Any) -> LegalBasis:
    return enter_law(by=None, at=MONDAY, **said(**fields))


@pytest.mark.parametrize(
    ("on", "holds"),
    [
        (date(2019, 2, 28), False),
        (FIRST, True),
        (date(2025, 4, 14), True),
        (LAST, False),
    ],
)
def test_a_law_holds_from_its_first_day_until_the_day_it_ended(on: date, holds: bool) -> None:
    law = a_law(ended_on=LAST)
    assert law.holds(on) == holds
    assert LegalBasis.objects.in_force(on).exists() == holds


def test_a_law_whose_first_day_nobody_knows_holds_until_it_ended() -> None:
    law = a_law(from_on=None, ended_on=LAST)
    assert law.holds(date(1990, 1, 1))
    assert not law.holds(LAST)
    assert list(LegalBasis.objects.ended(LAST)) == [law]


def test_a_day_shows_what_was_in_force_what_came_and_what_was_over() -> None:
    a_law(code="old", ended_on=FIRST, from_on=date(2011, 1, 1))
    a_law(code="now")
    a_law(code="next", from_on=date(2027, 1, 1))
    a_law(code="theirs", binds_us=False)
    found = laws_on(date(2026, 11, 2), reader="en")
    parts = (
        [one.basis.code for one in part] for part in (found.ended, found.in_force, found.to_come)
    )
    assert list(parts) == [["old"], ["now"], ["next"]]


def test_a_law_that_takes_anothers_place_begins_when_the_other_ends() -> None:
    old = a_law()
    new = supersede_law(
        basis=old, fields=said(code="ord-2", from_on=LAST), how="Replaced", by=None, at=MONDAY
    )
    old.refresh_from_db()
    assert (old.ended_on, old.superseded_by, old.ended_how) == (LAST, new, "Replaced")
    assert [LegalBasis.objects.in_force(day).get().code for day in (date(2025, 4, 14), LAST)] == [
        "ord-1",
        "ord-2",
    ]


def test_a_law_ends_once() -> None:
    law = a_law()
    close_law(basis=law, ended_on=LAST, how="Repealed", by=None, at=MONDAY)
    with pytest.raises(LawHasEnded) as told:
        close_law(basis=law, ended_on=date(2026, 1, 1), how="Again", by=None, at=MONDAY)
    assert told.value.ended_on == LAST


def test_when_the_first_law_has_ended_no_second_one_is_left_behind() -> None:
    law = a_law(ended_on=LAST)
    with pytest.raises(LawHasEnded):
        supersede_law(basis=law, fields=said(code="ord-2"), how="", by=None, at=MONDAY)
    assert LegalBasis.objects.count() == 1


def test_what_was_entered_wrongly_is_put_right_and_the_audit_names_the_fields() -> None:
    law = a_law()
    correct_law(
        basis=law, fields={"title": "Ordinance One", "place": "Lindenport"}, by=None, at=MONDAY
    )
    assert LegalBasis.objects.get().title == "Ordinance One"
    event = AuditEvent.objects.get(action="reference.law_corrected")
    assert (event.record_id, event.fields) == (law.pk, ["title"])


@pytest.mark.parametrize(
    "wrong",
    [
        {"ended_on": date(2019, 3, 1)},
        {"share_percent": None},
        {"share_percent": "0"},
        {"share_percent": "100"},
        {"people": None},
        {"rule": "count"},
        {"rule": "none"},
        {"rule": "named", "share_percent": None, "people": None},
        {"languages": ["ht"]},
        {"title": ""},
        {"source_url": "nowhere"},
    ],
)
def test_a_law_that_does_not_hold_together_is_not_entered(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        a_law(**wrong)
    assert not LegalBasis.objects.exists()


def test_a_language_nobody_knows_is_not_named() -> None:
    with pytest.raises(UnknownLanguage):
        a_law(rule="named", share_percent=None, people=None, languages=["tlh"])


@both
@pytest.mark.parametrize(
    "wrong",
    [
        {"share_percent": None},
        {"people": None},
        {"rule": "none"},
        {"ended_on": FIRST},
        {"citation": ""},
    ],
)
def test_the_database_keeps_what_a_law_promises(wrong: dict[str, Any]) -> None:
    law = a_law()
    with pytest.raises(IntegrityError), transaction.atomic():
        LegalBasis.objects.filter(pk=law.pk).update(**wrong)


@both
def test_only_a_law_that_ended_is_superseded_and_never_by_itself() -> None:
    law, other = a_law(), a_law(code="ord-2")
    for wrong in ({"superseded_by": other}, {"superseded_by": law, "ended_on": LAST}):
        with pytest.raises(IntegrityError), transaction.atomic():
            LegalBasis.objects.filter(pk=law.pk).update(**wrong)


@both
@pytest.mark.django_db(transaction=True)
def test_of_two_who_end_a_law_at_once_one_is_told(tmp_path: Path) -> None:
    law = a_law()

    def end() -> str:
        try:
            close_law(basis=law, ended_on=LAST, how="Repealed", by=None, at=MONDAY)
        except LawHasEnded:
            return "told"
        return "done"

    with many_hands(tmp_path):
        assert sorted(at_once(end, end)) == ["done", "told"]


def test_the_laws_that_come_with_the_house_come_once() -> None:
    assert seed_laws(by=None, at=MONDAY) == len(seeded_laws())
    assert seed_laws(by=None, at=MONDAY) == 0
    order = LegalBasis.objects.get(code="eo-13166")
    assert (order.ended_on, str(order.superseded_by)[:21]) == (
        date(2025, 3, 1),
        "Executive Order 14224",
    )


def test_each_law_that_comes_with_the_house_says_where_it_stands_and_what_nobody_checked() -> None:
    seed_laws(by=None, at=MONDAY)
    for law in LegalBasis.objects.all():
        assert law.source
        assert law.from_on or law.unverified, law.code


def test_the_federal_safe_harbor_is_over_and_title_vi_is_not() -> None:
    seed_laws(by=None, at=MONDAY)
    codes = set(
        LegalBasis.objects.binding_us().in_force(MONDAY.date()).values_list("code", flat=True)
    )
    assert "title-vi" in codes
    assert not codes & {"doj-2002-guidance", "eo-13166", "title-vi-effects"}
    before = LegalBasis.objects.in_force(date(2025, 4, 14)).get(code="doj-2002-guidance")
    line = (before.rule, before.share_percent, before.people, before.notice_below)
    assert line == ("lesser", Decimal(5), 1000, 50)


@pytest.fixture
def two_languages() -> Iterator[None]:
    """Pages can be opened in English and Arabic here."""
    choose_languages(codes=["en", "ar"], by=None, at=MONDAY)
    forget_office()
    yield
    forget_office()


def read(where: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(where)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.mark.usefixtures("two_languages")
def test_everybody_reads_what_the_law_asks_today_and_asked_on_another_day() -> None:
    a_law(title="The old one", ended_on=LAST)
    a_law(code="ours", title="The new one", from_on=LAST)
    a_law(code="theirs", title="Of another city", binds_us=False)
    today = read("/en/law/")
    assert "The new one" in today
    assert "Of another city" not in today
    assert (
        today.index("The new one")
        < today.index("Not in force any more")
        < today.index("The old one")
    )
    assert (
        "A language is owed from 5% of the people served or 1,000 people on, whichever is less."
        in today
    )
    past = read("/en/law/?on=2020-05-01")
    assert past.index("The old one") < past.index("Not yet in force") < past.index("The new one")
    assert "The laws as they were on May 1, 2020." in past


@pytest.mark.usefixtures("two_languages")
def test_a_day_that_is_none_is_today_and_says_so() -> None:
    a_law()
    assert "Ordinance 1" in read("/en/law/?on=yesterday")


@pytest.mark.usefixtures("two_languages")
def test_a_translated_duty_is_read_in_ones_language_and_a_stale_one_is_not() -> None:
    law = a_law()
    texts = {"title": {"ar": "مرسوم"}, "duty": {"ar": "ترجمة الوثائق"}}
    write_translations(record=law, texts=texts, by=None, at=MONDAY)
    assert "ترجمة الوثائق" in read("/ar/law/")
    correct_law(basis=law, fields={"duty": "Departments do more."}, by=None, at=MONDAY)
    page = read("/ar/law/")
    assert "ترجمة الوثائق" not in page
    assert 'lang="en">Departments do more.' in page


@pytest.mark.usefixtures("two_languages")
def test_an_office_without_laws_says_so() -> None:
    assert "The office has entered no law for this day." in read("/en/law/")


def signed_in(role: str) -> Client:
    client = Client()
    client.force_login(a_user(role))
    return client


@pytest.mark.usefixtures("two_languages")
def test_counsel_enters_a_law_replaces_it_and_ends_the_next() -> None:
    client = signed_in(Role.COUNSEL)
    form = {key: value for key, value in said().items() if value is not None}
    client.post("/en/desk/law/new/", form | {"binds_us": "on"})
    law = LegalBasis.objects.get()
    client.post(
        f"/en/desk/law/{law.pk}/replace/",
        form | {"binds_us": "on", "code": "ord-2", "from_on": "2025-04-15", "how": "Replaced"},
    )
    new = LegalBasis.objects.get(code="ord-2")
    law.refresh_from_db()
    assert (law.superseded_by, law.ended_on) == (new, LAST)
    client.post(f"/en/desk/law/{new.pk}/end/", {"ended_on": "2026-01-01", "how": "Repealed"})
    new.refresh_from_db()
    assert (new.ended_on, new.ended_how) == (date(2026, 1, 1), "Repealed")
    again = client.post(
        f"/en/desk/law/{new.pk}/end/", {"ended_on": "2026-02-02", "how": "x"}, follow=True
    )
    assert "Somebody entered before that this law ended" in again.content.decode()


@pytest.mark.usefixtures("two_languages")
def test_nothing_typed_is_lost_when_a_number_is_missing() -> None:
    form = {key: value for key, value in said().items() if key != "people"}
    answer = signed_in(Role.COUNSEL).post("/en/desk/law/new/", form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Write the number of people where the law has one" in page
    assert "Ord. 2019-1" in page


@pytest.mark.usefixtures("two_languages")
def test_a_department_reads_the_laws_and_changes_none() -> None:
    law, client = a_law(), signed_in(Role.DEPARTMENT_COORDINATOR)
    assert "Enter a law" not in read("/en/desk/law/", client)
    assert client.get(f"/en/desk/law/{law.pk}/end/").status_code == 403


@pytest.mark.usefixtures("two_languages")
def test_an_empty_desk_offers_the_laws_that_come_with_the_house() -> None:
    client = signed_in(Role.DIRECTOR)
    assert "Enter the laws that come with Xenia" in read(
        "/ar/desk/law/".replace("ar", "en"), client
    )
    client.post("/en/desk/law/first-ones/")
    assert LegalBasis.objects.count() == len(seeded_laws())
    assert '<html lang="ar" dir="rtl">' in read("/ar/desk/law/", client)
