"""A colleague's way through the questions, and a department's narrow one."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from xenia.ground.accounts.models import AuditEvent, User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.reference.office import forget_office
from xenia.ground.reference.operations import choose_languages
from xenia.work.enquiries import operations
from xenia.work.enquiries.models import AnswerText, Enquiry
from xenia.work.enquiries.models.enquiry import Status
from xenia.work.enquiries.operations import draft_mark
from xenia.work.enquiries.tests.makers import (
    KREYOL,
    MONDAY,
    TUESDAY,
    a_department,
    a_reviewed_answer,
    an_answer_text,
    an_enquiry,
    answered,
    forwarded,
    taken,
    with_its_code,
)

pytestmark = pytest.mark.django_db
DESK = "/en/desk/questions/"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(client: Client, enquiry: Enquiry) -> str:
    answer = client.get(f"{DESK}{enquiry.pk}/")
    assert answer.status_code == 200
    return str(answer.content.decode())


def do(client: Client, enquiry: Enquiry, what: str, **said: Any) -> Any:
    return client.post(f"{DESK}{enquiry.pk}/{what}/", said, follow=True)


def test_the_queue_shows_language_and_day_and_nobodys_words() -> None:
    late = an_enquiry()
    page = signed_in(a_user()).get(DESK).content.decode()
    assert late.label in page
    assert "Haitian Creole" in page
    assert "Overdue" in page or "Until" in page
    assert "enskri" not in page


def test_the_queue_is_narrowed_by_language_and_by_who_asks() -> None:
    creole, english = an_enquiry(), an_enquiry(language="en", asker="press")
    client = signed_in(a_user())
    seen = {
        query: {
            one
            for one in (creole, english)
            if one.label in client.get(DESK + query).content.decode()
        }
        for query in ("", "?tongue=ht", "?kind=work", "?kind=people", "?view=mine", "?tongue=x")
    }
    assert seen == {
        "": {creole, english},
        "?tongue=ht": {creole},
        "?kind=work": {english},
        "?kind=people": {creole},
        "?view=mine": set(),
        "?tongue=x": {creole, english},
    }


def test_a_look_at_somebodys_words_is_noted() -> None:
    colleague, enquiry = a_user(), an_enquiry()
    assert KREYOL in page_of(signed_in(colleague), enquiry)
    look = AuditEvent.objects.get(action="vault.looked")
    assert (look.actor_id, look.record_id, look.purpose) == (colleague.pk, enquiry.pk, "service")


def test_from_taking_to_the_answer() -> None:
    client, enquiry = signed_in(a_user()), an_enquiry()
    do(client, enquiry, "take")
    enquiry.refresh_from_db()
    said = {"english": "Here.", "words": "Isit.", "seen": draft_mark(enquiry), "act": "send"}
    page = do(client, enquiry, "draft", **said).content.decode()
    assert "The answer is out." in page
    enquiry.refresh_from_db()
    assert enquiry.status == Status.ANSWERED


def test_an_answer_without_her_language_is_kept_as_a_draft() -> None:
    colleague = a_user()
    client, enquiry = signed_in(colleague), taken(colleague)
    said = {"english": "Here.", "words": "", "seen": draft_mark(enquiry), "act": "send"}
    page = do(client, enquiry, "draft", **said).content.decode()
    assert "Write the answer in the language of who asked." in page
    enquiry.refresh_from_db()
    assert (enquiry.status, enquiry.draft_english) == (Status.TAKEN, "Here.")


def test_whoever_comes_second_is_told() -> None:
    first, second = a_user(), signed_in(a_user())
    enquiry = taken(first)
    assert "Somebody was here before you." in do(second, enquiry, "take").content.decode()
    said = {"english": "x", "words": "y", "seen": draft_mark(enquiry), "act": "send"}
    assert "Another colleague works" in do(second, enquiry, "draft", **said).content.decode()


def test_a_colleague_translates_and_the_queue_shows_what_waits() -> None:
    colleague, other = a_user(), signed_in(a_user())
    client, enquiry = signed_in(colleague), taken(colleague)
    said = {"english": "Here.", "words": "", "seen": draft_mark(enquiry), "act": "translate"}
    do(client, enquiry, "draft", **said)
    assert enquiry.label in other.get(f"{DESK}?view=translate").content.decode()
    where = f"{DESK}{enquiry.pk}/translate/"
    page = other.get(where)
    assert "Here." in page.content.decode()
    seen = page.context["form"]["seen"].value()
    other.post(where, {"words": "Isit la.", "seen": seen})
    assert "Isit la." in page_of(client, enquiry)


def test_closing_asks_for_a_reason_and_is_undone() -> None:
    client, enquiry = signed_in(a_user()), an_enquiry()
    assert do(client, enquiry, "close", why="").status_code == 422
    do(client, enquiry, "close", why="not_a_question")
    assert "Undo closing" in page_of(client, enquiry)
    do(client, enquiry, "undo-close")
    enquiry.refresh_from_db()
    assert enquiry.status == Status.WAITING


def test_a_department_sees_what_was_forwarded_and_nothing_else() -> None:
    schools, sol = a_department()
    colleague = a_user()
    enquiry = forwarded(colleague, schools, who="Rose Valcourt")
    other = an_enquiry()
    client = signed_in(sol)
    listed = client.get(f"{DESK}forwarded/").content.decode()
    assert enquiry.label in listed
    assert other.label not in listed
    where = f"{DESK}forwarded/{enquiry.pk}/"
    page = client.get(where).content.decode()
    assert KREYOL in page
    assert "Which form is it?" in page
    assert "Valcourt" not in page
    for closed in (f"{DESK}{enquiry.pk}/", DESK, f"{DESK}forwarded/{other.pk}/"):
        assert client.get(closed).status_code == 403, closed
    client.post(where, {"text": "Form 12."})
    assert client.get(where).status_code == 403, "answered, it is no longer theirs"
    assert "Form 12." in page_of(signed_in(colleague), enquiry)


def test_the_department_next_door_sees_none_of_it() -> None:
    schools, _sol = a_department()
    _other, outside = a_department()
    enquiry = forwarded(a_user(), schools)
    client = signed_in(outside)
    assert enquiry.label not in client.get(f"{DESK}forwarded/").content.decode()
    assert client.get(f"{DESK}forwarded/{enquiry.pk}/").status_code == 403


def test_an_answer_of_before_goes_into_the_draft_with_one_click() -> None:
    colleague = a_user()
    client, enquiry = signed_in(colleague), taken(colleague)
    answer, unread = a_reviewed_answer(), an_answer_text(title="Nobody has read this")
    page = page_of(client, enquiry)
    assert answer.title in page
    assert unread.title not in page
    assert "It is in your draft" in do(client, enquiry, "insert", answer=answer.pk).content.decode()
    assert do(client, enquiry, "insert", answer=unread.pk).status_code == 404
    assert do(client, enquiry, "insert", answer="x").status_code == 404


def test_an_answer_is_saved_afresh_and_only_with_the_tick() -> None:
    colleague = a_user(Role.CASEWORKER)
    client, enquiry = signed_in(colleague), answered(colleague)
    where = f"{DESK}answers/new/?from={enquiry.pk}"
    page = client.get(where)
    assert page.context["form"]["text"].value() == "At the welcome center."
    said = {"title": "School", "text": "At the welcome center."}
    assert client.post(where, said).status_code == 422
    assert not AnswerText.objects.exists()
    client.post(where, said | {"names_nobody": "on"})
    assert AnswerText.objects.get().status == "draft"


def test_two_people_stand_behind_an_answer_before_everybody_reads_it() -> None:
    writer, second = a_user(), a_user(Role.SUPERVISOR)
    answer = an_answer_text(by=writer)
    where = f"{DESK}answers/{answer.pk}/"
    own = signed_in(writer)
    assert "Somebody else reads it" in own.get(where).content.decode()
    own.post(f"{where}review/", {"act": "review"})
    own.post(f"{where}review/", {"act": "publish"})
    answer.refresh_from_db()
    assert (answer.status, answer.is_public) == ("draft", False)
    other = signed_in(second)
    for act in ("review", "publish"):
        other.post(f"{where}review/", {"act": act})
    answer.refresh_from_db()
    assert answer.is_public


def test_two_who_change_an_answer_do_not_write_over_each_other() -> None:
    answer = an_answer_text()
    where = f"{DESK}answers/{answer.pk}/change/"
    client = signed_in(a_user())
    seen = client.get(where).context["form"]["changed"].value()
    said = operations.Said(title="School", text="Another text.")
    operations.change_answer_text(
        answer=answer, said=said, names_nobody=True, by=a_user(), at=TUESDAY
    )
    typed = {"title": "Mine", "text": "Mine.", "names_nobody": "on", "changed": seen}
    page = client.post(where, typed)
    assert page.status_code == 422
    assert "Mine." in page.content.decode()
    answer.refresh_from_db()
    assert answer.text == "Another text."


def test_somebody_at_the_counter_with_her_code_is_found_without_her_name() -> None:
    enquiry, code = with_its_code()
    client = signed_in(a_user(Role.FRONT_DESK))
    answer = client.post(f"{DESK}by-code/", {"code": code})
    assert answer["Location"].endswith(f"{enquiry.pk}/")
    assert client.post(f"{DESK}by-code/", {"code": "B" * 15}).status_code == 422
    assert str(enquiry.subject_id) in page_of(client, enquiry), "for a copy of her own records"


def test_the_queue_costs_the_same_for_one_question_and_for_twenty(
    django_assert_max_num_queries: Any,
) -> None:
    client = signed_in(a_user())
    for number in range(20):
        an_enquiry(at=MONDAY if number % 2 else TUESDAY)
    client.get(DESK)
    with django_assert_max_num_queries(24):
        client.get(DESK)


@pytest.mark.parametrize("state", ["waiting", "taken", "forwarded", "answered", "closed"])
def test_a_question_is_read_in_arabic_in_every_state(state: str) -> None:
    colleague = a_user()
    schools, _sol = a_department()
    makers: dict[str, Callable[[], Enquiry]] = {
        "waiting": an_enquiry,
        "taken": lambda: taken(colleague),
        "forwarded": lambda: forwarded(colleague, schools),
        "answered": lambda: answered(colleague),
        "closed": lambda: operations.close_enquiry(
            enquiry=answered(colleague), why="answered", by=colleague, at=TUESDAY
        ),
    }
    enquiry = makers[state]()
    choose_languages(codes=["en", "ar"], by=None, at=MONDAY)
    forget_office()
    page = signed_in(colleague).get(f"/ar/desk/questions/{enquiry.pk}/")
    assert page.status_code == 200
    assert '<html lang="ar" dir="rtl">' in page.content.decode()
    forget_office()
