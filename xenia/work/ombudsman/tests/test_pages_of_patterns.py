"""The pages of patterns and numbers: who opens them, what stands there, in Arabic too, and for a spreadsheet."""

import csv
import re
from datetime import UTC, date, datetime
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.reference.office import forget_office
from xenia.ground.reference.operations import choose_languages
from xenia.registers.directory.tests.makers import an_organization
from xenia.work.ombudsman.models import Clock, Recommendation
from xenia.work.ombudsman.models.complaint import Kind
from xenia.work.ombudsman.models.finding import Finding
from xenia.work.ombudsman.tests.counted import calm_years, filed, found, met, posted, reported
from xenia.work.ombudsman.tests.makers import a_city_service, a_complaint, a_department

pytestmark = pytest.mark.django_db
PATTERNS, NUMBERS = "/en/desk/complaints/patterns/", "/en/complaint/numbers/"
NOON = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def a_monday_in_november(monkeypatch: pytest.MonkeyPatch) -> None:
    forget_office()
    for view in ("patterns", "numbers"):
        monkeypatch.setattr(f"xenia.work.ombudsman.views.{view}.now", lambda: NOON)


def signed_in(role: Role) -> Client:
    client = Client()
    client.force_login(a_user(role))
    return client


def _officer() -> Client:
    return signed_in(Role.OMBUDSMAN_OFFICER)


def _lines(response: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(response.content.decode("utf-8-sig"))))


def a_recommendation(**said: object) -> Recommendation:
    """What a department was told to change for everybody."""
    about = {
        "department": an_organization(name="City Clerk"),
        "kind": Kind.LANGUAGE,
        "text": "Put the sign about interpreters at the door.",
        "made_on": date(2026, 3, 2),
        "made_by_id": uuid4(),
    }
    return Recommendation.objects.create(**(about | said))


def test_a_new_office_reads_that_nothing_was_counted() -> None:
    page = _officer().get(PATTERNS)
    assert "No complaint was counted yet." in page.content.decode()
    assert "No complaint was counted in this year." in Client().get(NUMBERS).content.decode()


def test_a_rise_stands_on_top_with_its_month_and_opens_its_chart() -> None:
    housing = an_organization(name="Housing")
    calm_years(4, department=housing.pk)
    filed(date(2026, 11, 2), 15, department=housing.pk)
    client = _officer()
    page = client.get(PATTERNS).content.decode()
    assert "More than usual" in page
    # Everything, and below it the department: one line.
    assert page.count('class="task late"') == 1
    assert "Housing" in page
    assert "November 2026" in page
    one = client.get(PATTERNS, {"series": f"department:{housing.pk}"}).content.decode()
    assert 'aria-label="Housing: more than usual in November 2026."' in one
    assert f'value="department:{housing.pk}" selected' in one


def test_from_a_rise_one_reads_its_complaints() -> None:
    department, _head = a_department("Housing")
    calm_years(4, department=department.pk)
    filed(date(2026, 11, 2), 15, department=department.pk)
    service = a_city_service(department)
    hers, other = a_complaint(service=service), a_complaint(kind="delay")
    client = _officer()
    page = client.get(PATTERNS).content.decode()
    for narrowed in (f"department={department.pk}", "kind=access"):
        where = f"/en/desk/complaints/?view=all&{narrowed}"
        assert where.replace("&", "&amp;") in page
        listed = client.get(where).content.decode()
        assert hers.label in listed
        assert other.label not in listed
    # Whoever does not work on complaints has no list of them.
    assert (
        "/en/desk/complaints/?" not in signed_in(Role.POLICY_ANALYST).get(PATTERNS).content.decode()
    )


def test_a_small_number_stands_nowhere_on_the_page_nor_in_its_file() -> None:
    clerk, housing = an_organization(name="City Clerk"), an_organization(name="Housing")
    filed(date(2026, 5, 4), 37, department=clerk.pk)
    filed(date(2026, 5, 4), 7, department=housing.pk, kind=Kind.SCAM, language="mh")
    client = _officer()
    assert "not-shown" in client.get(PATTERNS).content.decode()
    rows = _lines(client.get(f"{PATTERNS}patterns.csv"))
    assert {row["number"] for row in rows if row["value"] == str(housing.pk)} <= {"not shown", "0"}
    assert "7" not in {row["number"] for row in rows}
    assert "37" not in {row["number"] for row in rows}
    assert "44" in {row["number"] for row in rows}


def test_an_address_that_asks_for_what_is_not_there_shows_every_complaint() -> None:
    filed(date(2026, 5, 4), 37)
    client = _officer()
    for asked in (
        {"series": "department:x"},
        {"series": "kind"},
        {"year": "1999"},
        {"series": "mode:page"},
    ):
        page = client.get(PATTERNS, asked)
        assert page.status_code == 200
        assert "Every complaint" in page.content.decode()


def test_the_pages_are_read_with_few_questions_to_the_database(
    django_assert_max_num_queries: pytest.FixtureRequest,
) -> None:
    for number in range(6):
        calm_years(2, department=an_organization(name=f"Department {number}").pk)
    client = _officer()
    client.get(PATTERNS)
    with django_assert_max_num_queries(25):  # type: ignore[operator]
        page = client.get(PATTERNS)
    assert len(page.content) < 60_000


def test_who_may_not_read_patterns_is_sent_away() -> None:
    for role in (Role.CASEWORKER, Role.FRONT_DESK):
        assert signed_in(role).get(PATTERNS).status_code == 403
    assert signed_in(Role.POLICY_ANALYST).get(PATTERNS).status_code == 200


@pytest.mark.parametrize("language", ["en", "ar", "es"])
def test_everybody_reads_how_long_it_takes_and_what_came_of_it(language: str) -> None:
    choose_languages(codes=["en", "ar", "es"], by=None, at=NOON)
    forget_office()
    filed(date(2025, 5, 5), 42)
    found(date(2025, 5, 19), Finding.Outcome.UPHELD, 30, days=(7,) * 30)
    in_time = (("mode", "answer"), ("outcome", "in_time"))
    posted("steps of complaints", 2025, {in_time: 1327, (("mode", "answer"),): 1400})
    a_recommendation()
    page = Client().get(f"/{language}/complaint/numbers/").content.decode()
    assert "City Clerk" in page
    assert "Put the sign about interpreters at the door." in page
    if language == "en":
        assert "1327" in page.replace(",", "")
        assert "Half of the people who complained knew after 7 business days what we found." in page


def test_a_department_is_read_with_its_answer() -> None:
    a_recommendation(
        status="implemented",
        answered_on=date(2026, 3, 20),
        answer="The sign is up in nine languages.",
        implemented_on=date(2026, 4, 1),
    )
    for page in (Client().get(NUMBERS), _officer().get(f"{PATTERNS}recommendations/")):
        html = page.content.decode()
        assert "The sign is up in nine languages." in html
        assert "Done on April 1, 2026." in html


def test_the_file_for_everybody_says_what_is_not_shown() -> None:
    filed(date(2025, 5, 5), 42)
    found(date(2025, 5, 19), Finding.Outcome.UPHELD, 30, days=(7,) * 30)
    about = {(("reason", "access"),): 42, (("reason", "delay"),): None, (): None}
    posted("complaints filed", 2025, about)
    in_time = ("outcome", "in_time")
    answer, review = ("mode", "answer"), ("mode", "review")
    steps = {(answer, in_time): 27, (answer,): 27, (review, in_time): None, (review,): None}
    posted("steps of complaints", 2025, steps)
    a_recommendation()
    rows = _lines(Client().get(f"{NUMBERS}complaints.csv"))
    numbers = [row["number"] for row in rows if row["table"] == "What complaints were about"]
    assert numbers == ["42", "not shown", "not shown"]
    said = {row["what"]: row["number"] for row in rows}
    assert said["Business days to what we found, in the middle"] == "7"
    assert said["Say what we found, in time"] == "27"
    assert said["Say what the second look found, in time"] == "not shown"
    assert "Ask her how it is now, in time" not in said
    assert any(row["what"].startswith("City Clerk: Put the sign") for row in rows)


def test_before_a_report_is_posted_the_page_says_nothing_of_what_it_will_tell() -> None:
    filed(date(2025, 5, 5), 42)
    met(date(2025, 5, 19), Clock.Which.ANSWER, "in_time", 14)
    page = Client().get(NUMBERS).content.decode()
    assert "Steps that were done in time" not in page
    assert "What complaints were about" not in page
    assert "How complaints came to us" in page


def test_a_pattern_becomes_a_recommendation_that_everybody_reads() -> None:
    """From the chart of a department to the public page; nothing typed is lost, and nobody is named."""
    housing = a_department("Housing")[0]
    a_city_service(housing, "Apartments")
    calm_years(4, department=housing.pk)
    filed(date(2026, 11, 2), 15, department=housing.pk)
    client = _officer()
    page = client.get(PATTERNS, {"series": f"department:{housing.pk}"}).content.decode()
    assert f"recommendations/new/?department={housing.pk}" in page
    address = f"{PATTERNS}recommendations/new/"
    assert (
        f'value="{housing.pk}" selected'
        in client.get(address, {"department": str(housing.pk)}).content.decode()
    )
    typed = {"department": housing.pk, "kind": "delay", "text": "Answer within ten days."}
    again = client.post(address, typed)
    assert again.status_code == 422
    assert "Answer within ten days." in again.content.decode()
    for _twice in range(2):
        assert client.post(address, typed | {"names_nobody": "on"}).status_code == 302
    assert "Answer within ten days." in Client().get(NUMBERS).content.decode()
    kept = Recommendation.objects.get()
    assert (kept.department, kept.kind, kept.status) == (housing, "delay", "made")


def test_who_analyzes_policy_reads_recommendations_and_writes_none() -> None:
    client = signed_in(Role.POLICY_ANALYST)
    assert "Tell a department" not in client.get(f"{PATTERNS}recommendations/").content.decode()
    assert client.get(f"{PATTERNS}recommendations/new/").status_code == 403


def test_a_rate_stands_beside_its_number_and_who_reported_nothing_is_named() -> None:
    """Fifteen a quarter for 4,000 people are 15 for a thousand; four are too few to be shown, and so is their rate."""
    clerk, housing, parks, library = (
        a_department(name)[0] for name in ("City Clerk", "Housing", "Parks", "Library")
    )
    for department, people in ((clerk, 4_000), (housing, 1_000), (parks, 2_000)):
        reported(department.pk, {2025: people})
    for month in (2, 5, 8, 11):
        for department, complaints in ((clerk, 15), (housing, 12), (parks, 1), (library, 30)):
            filed(date(2025, month, 5), complaints, department=department.pk)
    for page in (_officer().get(PATTERNS), Client().get(NUMBERS, {"year": "2025"})):
        shown = page.content.decode()
        rows = shown[shown.index('id="rates"') :].partition("</section>")[0]
        assert re.search(r"City Clerk.*?>60\s.*?>4,?000<.*?>15[.]0\s", rows, re.DOTALL)
        assert re.search(r"Parks.*?not-shown.*?>2,?000<.*?not-shown", rows, re.DOTALL)
        assert "Did not report how many people they served: Library." in rows
    listed = {
        row["what"]: row["number"]
        for row in _lines(Client().get(f"{NUMBERS}complaints.csv?year=2025"))
    }
    assert listed["City Clerk"] == "15"
    assert listed["Parks"] == "not shown"


def test_no_department_is_told_where_the_sum_of_all_is_hidden() -> None:
    """Twenty and five: the sum hides the five, and other tables show it."""
    clerk, parks = a_department("City Clerk")[0], a_department("Parks")[0]
    reported(clerk.pk, {2025: 1_000})
    filed(date(2025, 5, 5), 20, department=clerk.pk)
    filed(date(2025, 5, 5), 5, department=parks.pk)
    shown = Client().get(NUMBERS, {"year": "2025"}).content.decode()
    rows = shown[shown.index('id="rates"') :].partition("</section>")[0]
    assert ">20\n" not in rows
    assert "20.0" not in rows
