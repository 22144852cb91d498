"""A request on the staff pages, from the counter to the end; rules, holds, openings in an emergency."""

import io
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from tests.people.models import Person
from xenia.ground.accounts.models import AuditEvent, User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.dates import local_day, now
from xenia.ground.reference.office import forget_office
from xenia.ground.reference.operations import choose_languages
from xenia.ground.vault.models import BrokenGlass, LegalHold, RetentionRule
from xenia.ground.vault.operations.glass import break_glass
from xenia.ground.vault.subjects import new_subject, shred
from xenia.work.records.models import RecordsRequest
from xenia.work.records.models.request import Decision, Refusal, RequestKind, Signed, Status
from xenia.work.records.tests.makers import MONDAY, a_decided_request, a_request

pytestmark = pytest.mark.django_db
LIST = "/en/desk/records/"
CONTACT = "notifications.contactpoint"


@pytest.fixture(autouse=True)
def an_office(db: None) -> Iterator[None]:
    choose_languages(codes=["en", "ar"], by=None, at=MONDAY)
    forget_office()
    yield
    forget_office()


def page_for(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(name: str, *args: Any) -> str:
    return reverse(f"records:{name}", args=args)


def somebody() -> UUID:
    person = Person(subject_id=new_subject(), name="Marisol Quispe", note="in confidence")
    person.save(force_insert=True)
    return person.subject_id


def a_form(**said: Any) -> dict[str, Any]:
    return {
        "kind": "administrative",
        "judge_signed": "not_judge_signed",
        "authority": "immigration",
        "received_on": local_day(now()).isoformat(),
        "requester": "Agent Marsh",
        "contact": "1 Federal Plaza",
        "about": "all records of one Marisol Quispe",
    } | said


def test_from_the_counter_to_the_end() -> None:
    desk = page_for(a_user(Role.FRONT_DESK))
    entered = desk.post(at("new_request"), a_form(), follow=True)
    request = RecordsRequest.objects.get()
    assert request.number in entered.content.decode()
    desk.post(at("to_counsel", request.pk))

    counsel = page_for(a_user(Role.COUNSEL))
    subject = somebody()
    counsel.post(at("name_person", request.pk), {"number": str(subject)})
    assert "It waits for your decision." in counsel.get(at("request", request.pk)).content.decode()
    counsel.post(at("decide", request.pk), {"decision": Decision.FULL, "refusal": ""})
    assert "Another person opens" in counsel.get(at("request", request.pk)).content.decode()
    refused = counsel.post(at("extract", request.pk), follow=True)
    assert "You decided about this request." in refused.content.decode()

    director = page_for(a_user(Role.DIRECTOR))
    opened = director.post(at("extract", request.pk))
    assert opened["Content-Type"] == "application/zip"
    assert "no-store" in opened["Cache-Control"]
    with zipfile.ZipFile(io.BytesIO(opened.content)) as archive:
        assert sorted(archive.namelist()) == [f"{request.number}.html", f"{request.number}.json"]
        assert "Marisol Quispe" in archive.read(f"{request.number}.html").decode()
    director.post(at("answer", request.pk), {"released_kinds": ["notifications.contactpoint"]})
    director.post(at("close", request.pk))
    request.refresh_from_db()
    assert (request.status, request.released_kinds) == (
        Status.CLOSED,
        ["notifications.contactpoint"],
    )


def test_a_form_keeps_what_was_typed_and_says_what_is_wrong() -> None:
    client = page_for(a_user(Role.FRONT_DESK))
    tomorrow = local_day(now()) + timedelta(days=1)
    long_ago = local_day(now()) - timedelta(days=91)
    for day, words in ((tomorrow, "still to come"), (long_ago, "more than 90 days ago")):
        answer = client.post(at("new_request"), a_form(received_on=day.isoformat(), kind=""))
        content = answer.content.decode()
        assert answer.status_code == 422
        assert words in content
        assert "Choose what kind of paper it is." in content
        assert "Agent Marsh" in content
    assert not RecordsRequest.objects.exists()


def test_the_paper_is_not_due_before_it_came() -> None:
    client = page_for(a_user(Role.FRONT_DESK))
    yesterday = (local_day(now()) - timedelta(days=1)).isoformat()
    answer = client.post(at("new_request"), a_form(due_on=yesterday))
    assert "before the paper came" in answer.content.decode()


def test_somebody_at_the_counter_finds_what_to_say() -> None:
    content = page_for(a_user(Role.FRONT_DESK)).get(at("new_request")).content.decode()
    assert "I take the paper and give it to our counsel." in content
    assert "not legal advice" in content


def test_an_empty_list_says_so_and_a_filter_says_so_too() -> None:
    client = page_for(a_user(Role.COUNSEL))
    assert "No request waits." in client.get(LIST).content.decode()
    a_request()
    assert "No request fits." in client.get(f"{LIST}?kind=court_order").content.decode()
    assert "R-2026-0001" in client.get(f"{LIST}?state=nonsense").content.decode()


def test_a_long_list_has_pages_and_costs_few_queries(django_assert_max_num_queries: Any) -> None:
    for _number in range(27):
        a_request()
    client = page_for(a_user(Role.COUNSEL))
    client.get(LIST)
    with django_assert_max_num_queries(14):
        content = client.get(LIST).content.decode()
    assert "?page=2" in content
    assert "27 requests are overdue" in content
    assert "R-2026-0001" in client.get(f"{LIST}?page=2").content.decode()


def test_each_look_at_a_request_is_one_line_of_the_audit() -> None:
    request, counsel = a_request(), a_user(Role.COUNSEL)
    page_for(counsel).get(at("request", request.pk))
    event = AuditEvent.objects.get(action="vault.looked")
    assert (event.record_id, event.actor_id, event.purpose) == (request.pk, counsel.pk, "order")


def test_notes_are_shut_until_somebody_opens_them() -> None:
    request, client = a_request(), page_for(a_user(Role.COUNSEL))
    client.post(at("add_note", request.pk), {"text": "It names no judge."})
    assert "It names no judge." not in client.get(at("request", request.pk)).content.decode()
    opened = client.post(at("open_notes", request.pk)).content.decode()
    assert "It names no judge." in opened
    assert AuditEvent.objects.filter(action="vault.opened").count() == 1


def test_a_number_that_is_none_is_told() -> None:
    request, client = a_request(), page_for(a_user(Role.COUNSEL))
    wrong = client.post(at("name_person", request.pk), {"number": "Marisol"})
    assert "This is no such number." in wrong.content.decode()
    unknown = client.post(
        at("name_person", request.pk), {"number": "1b4e28ba-2fa1-41d2-883f-0016d3cca427"}
    )
    assert "No record has this number." in unknown.content.decode()


def test_a_person_named_by_mistake_is_taken_out_again() -> None:
    request, client, subject = a_request(), page_for(a_user(Role.COUNSEL)), somebody()
    client.post(at("name_person", request.pk), {"number": str(subject)})
    assert str(subject) in client.get(at("request", request.pk)).content.decode()
    client.post(at("unname_person", request.pk), {"number": str(subject)})
    assert not request.people.exists()


def test_a_refusal_needs_its_reason() -> None:
    request, client = a_request(), page_for(a_user(Role.COUNSEL))
    client.post(at("to_counsel", request.pk))
    answer = client.post(at("decide", request.pk), {"decision": Decision.REFUSED, "refusal": ""})
    assert "Choose why something is not given." in answer.content.decode()
    client.post(
        at("decide", request.pk), {"decision": Decision.REFUSED, "refusal": Refusal.NO_JUDGE}
    )
    request.refresh_from_db()
    assert (request.status, request.refusal) == (Status.DECIDED, Refusal.NO_JUDGE)
    again = client.post(
        at("decide", request.pk),
        {"decision": Decision.FULL, "refusal": ""},
        follow=True,
    )
    assert "Somebody was here before you." in again.content.decode()


def test_a_release_waits_until_it_is_settled_who_signed_and_whom_it_means() -> None:
    request, client = a_request(judge_signed=Signed.UNCLEAR), page_for(a_user(Role.COUNSEL))
    client.post(at("to_counsel", request.pk))

    def release() -> str:
        said = {"decision": Decision.PART, "refusal": Refusal.TOO_BROAD}
        answer = client.post(at("decide", request.pk), said)
        request.refresh_from_db()
        return answer.content.decode() if answer.status_code == 422 else request.status

    told = release()
    assert "First find out whether a judge signed it" in told
    assert f'href="{at("describe", request.pk)}"' in told
    assert f'value="{Refusal.TOO_BROAD}" selected' in told, "what was chosen is kept"
    said = a_form(judge_signed=Signed.YES)
    del said["received_on"]
    client.post(at("describe", request.pk), said)
    told = release()
    assert "First say whose records are meant." in told
    assert f'href="{at("request", request.pk)}#id_number"' in told
    assert 'id="id_number"' in client.get(at("request", request.pk)).content.decode()
    client.post(at("name_person", request.pk), {"number": str(somebody())})
    assert release() == Status.DECIDED


def test_counsel_does_not_decide_before_the_paper_is_handed_over() -> None:
    request, client = a_request(), page_for(a_user(Role.COUNSEL))
    for ask in (client.get, client.post):
        answer = ask(at("decide", request.pk), {"decision": Decision.KEPT}, follow=True)
        assert answer.redirect_chain == [(at("request", request.pk), 302)]
        (told,) = [str(one) for one in answer.context["messages"]]
        assert told.startswith("Give it to counsel.")
    request.refresh_from_db()
    assert request.status == Status.RECEIVED


@pytest.mark.parametrize("name", ["open_notes", "close"])
def test_following_the_address_of_a_step_leads_to_the_request_and_does_nothing(name: str) -> None:
    request = a_decided_request(kind=RequestKind.PUBLIC_RECORDS)
    client = page_for(a_user(Role.DIRECTOR))
    client.post(at("add_note", request.pk), {"text": "It names no judge."})
    client.post(at("answer", request.pk), {"refused_kinds": [CONTACT]})
    answer = client.get(at(name, request.pk), follow=True)
    assert answer.redirect_chain == [(at("request", request.pk), 302)]
    assert "It names no judge." not in answer.content.decode()
    request.refresh_from_db()
    assert request.status == Status.ANSWERED
    assert not AuditEvent.objects.filter(action="vault.opened").exists()


def test_the_same_kind_of_record_is_not_both_given_and_refused() -> None:
    request = a_decided_request(kind=RequestKind.PUBLIC_RECORDS, decision=Decision.PART)
    client, one, other = page_for(a_user(Role.DIRECTOR)), CONTACT, "records.recordsrequest"
    both = {"released_kinds": [one], "refused_kinds": [one, other]}
    answer = client.post(at("answer", request.pk), both)
    assert answer.status_code == 422
    assert "cannot be both given and refused" in answer.content.decode()
    request.refresh_from_db()
    assert request.status == Status.DECIDED
    apart = {"released_kinds": [one], "refused_kinds": [other]}
    client.post(at("answer", request.pk), apart)
    request.refresh_from_db()
    assert (request.released_kinds, request.refused_kinds) == ([one], [other])


@pytest.mark.parametrize("is_held", [True, False])
def test_whoever_settles_a_request_is_told_that_its_hold_stands(is_held: bool) -> None:
    request = a_decided_request(somebody(), decision=Decision.KEPT)
    client = page_for(a_user(Role.COUNSEL))
    if is_held:
        client.post(at("hold_for_request", request.pk))
    client.get(at("request", request.pk))
    for step in ("answer", "close"):
        said = {"refused_kinds": [CONTACT]}
        told = client.post(at(step, request.pk), said, follow=True).content.decode()
        assert ("The hold stands." in told) == is_held
    request.refresh_from_db()
    assert request.status == Status.CLOSED


def test_what_was_written_down_wrong_is_put_right_until_counsel_decides() -> None:
    client = page_for(a_user(Role.COUNSEL))
    request = a_request()
    form = client.get(at("describe", request.pk)).content.decode()
    assert "Agent Marsh" in form
    said = a_form(kind="subpoena", due_on="")
    del said["received_on"]
    client.post(at("describe", request.pk), said)
    request = RecordsRequest.objects.get()
    assert (request.kind, request.requester) == ("subpoena", "Agent Marsh")
    decided = a_decided_request(decision=Decision.REFUSED)
    answer = client.get(at("describe", decided.pk), follow=True)
    assert "Counsel has decided." in answer.content.decode()


def test_a_request_that_was_taken_back_says_so() -> None:
    request, client = a_request(), page_for(a_user(Role.SUPERVISOR))
    assert "Was the request taken back?" in client.get(at("withdraw", request.pk)).content.decode()
    page = client.post(at("withdraw", request.pk), follow=True).content.decode()
    assert "Taken back by who asked" in page
    assert "What comes next" not in page


def test_counsel_takes_a_decision_back() -> None:
    counsel = a_user(Role.COUNSEL)
    request, client = a_decided_request(somebody(), counsel=counsel), page_for(counsel)
    assert "Take the decision back" in client.get(at("request", request.pk)).content.decode()
    client.post(at("look_again", request.pk))
    request.refresh_from_db()
    assert request.status == Status.COUNSEL


def test_a_hold_from_a_request_keeps_the_people_it_names() -> None:
    counsel = a_user(Role.COUNSEL)
    client, request = page_for(counsel), a_request()
    told = client.post(at("hold_for_request", request.pk), follow=True).content.decode()
    assert "First say whose records are meant." in told
    living, gone = somebody(), somebody()
    for subject in (living, gone):
        client.post(at("name_person", request.pk), {"number": str(subject)})
    shred(gone, by=None, at=now(), reason="asked")
    client.post(at("hold_for_request", request.pk))
    client.post(at("hold_for_request", request.pk))
    (hold,) = LegalHold.objects.all()
    assert (hold.reference, hold.subject_id) == (request.number, living)


def test_two_people_approve_a_term() -> None:
    director, counsel = page_for(a_user(Role.DIRECTOR)), page_for(a_user(Role.COUNSEL))
    label = "notifications.contactpoint"
    wrong = director.post(at("propose_rule", label), {"keep_days": "0", "source": ""})
    assert wrong.status_code == 422
    director.post(
        at("propose_rule", label),
        {"keep_days": "400", "source": "Schedule 7-B", "in_effect_on": "2026-01-01", "note": ""},
    )
    rule = RetentionRule.objects.get()
    assert rule.since == "safety_rechecked_on"
    second = director.post(
        at("propose_rule", label),
        {"keep_days": "500", "source": "Schedule 7-B", "in_effect_on": "2026-01-01", "note": ""},
    )
    assert "Another term waits for approval." in second.content.decode()
    told = director.post(at("approve_rule", rule.pk), follow=True).content.decode()
    assert "One more person is needed." in told
    told = director.post(at("approve_rule", rule.pk), follow=True).content.decode()
    assert "The second approval is another person’s." in told
    told = counsel.post(at("approve_rule", rule.pk), follow=True).content.decode()
    assert "Two people approved it." in told
    assert "Schedule 7-B" in told
    counsel.post(at("withdraw_rule", rule.pk))
    rule.refresh_from_db()
    assert rule.status == RetentionRule.Status.WITHDRAWN


def test_a_kind_of_record_nobody_knows_has_no_term() -> None:
    client = page_for(a_user(Role.DIRECTOR))
    assert client.get(at("propose_rule", "nothing.here")).status_code == 404
    assert client.get(at("propose_rule", "vault.canary")).status_code == 404


def test_looking_at_what_leaves_erases_nothing() -> None:
    client = page_for(a_user(Role.DIRECTOR))
    assert "Nobody leaves soon." in client.get(at("leaving")).content.decode()


def test_a_hold_is_placed_by_one_and_lifted_by_two() -> None:
    director, counsel = page_for(a_user(Role.DIRECTOR)), page_for(a_user(Role.COUNSEL))
    assert "No hold stands." in director.get(at("holds")).content.decode()
    wrong = director.post(at("place_hold"), {"reference": "26-cv-0007", "scope": "person"})
    assert "Type the random number of her records." in wrong.content.decode()
    director.post(at("place_hold"), {"reference": "26-cv-0007", "scope": "everything"})
    hold = LegalHold.objects.get()
    told = director.post(at("lift_hold", hold.pk), follow=True).content.decode()
    assert "One person asks to lift it, another lifts it." in told
    told = director.post(at("ask_to_lift", hold.pk), follow=True).content.decode()
    assert "You asked. Another person lifts it." in told
    counsel.post(at("lift_hold", hold.pk))
    hold.refresh_from_db()
    assert hold.lifted_at


@pytest.mark.parametrize("reference", ["Marisol Quispe", "Quispe", "Case of Quispe 7", "No. 7"])
def test_a_hold_goes_by_a_number_and_never_by_a_name(reference: str) -> None:
    client = page_for(a_user(Role.COUNSEL))
    answer = client.post(at("place_hold"), {"reference": reference, "scope": "everything"})
    assert answer.status_code == 422
    assert "Write the number on the paper, such as 1:26-cv-01234" in answer.content.decode()
    assert f'value="{reference}"' in answer.content.decode(), "nothing typed is lost"
    assert not LegalHold.objects.exists()


def test_a_hold_on_somebody_erased_is_told() -> None:
    client, gone = page_for(a_user(Role.COUNSEL)), somebody()
    shred(gone, by=None, at=now(), reason="asked")
    answer = client.post(
        at("place_hold"), {"reference": "26-cv-0007", "scope": "person", "subject": str(gone)}
    )
    assert "it was erased before" in answer.content.decode()


def test_an_opening_in_an_emergency_is_looked_at_by_somebody_else() -> None:
    hasty, supervisor = a_user(Role.COUNSEL), a_user(Role.SUPERVISOR)
    break_glass(subject=somebody(), by=hasty, reason="She is in danger tonight", at=now())
    glass = BrokenGlass.objects.get()
    own = page_for(hasty).get(at("broken_glass")).content.decode()
    assert "She is in danger tonight" in own
    assert "Another person looks at it." in own
    page_for(hasty).post(at("glass_seen", glass.pk))
    glass.refresh_from_db()
    assert glass.seen_at is None
    page_for(supervisor).post(at("glass_seen", glass.pk))
    glass.refresh_from_db()
    assert glass.seen_by_id == supervisor.pk


def test_erased_words_of_a_request_show_as_erased() -> None:
    request, client = a_request(), page_for(a_user(Role.COUNSEL))
    shred(request.subject_id, by=None, at=now(), reason="records.recordsrequest")
    assert "(erased)" in client.get(at("request", request.pk)).content.decode()


@pytest.mark.parametrize(
    "name", ["requests", "new_request", "rules", "leaving", "holds", "place_hold", "broken_glass"]
)
def test_every_page_reads_from_the_right_and_stands_on_the_rail(name: str) -> None:
    client = page_for(a_user(Role.DIRECTOR))
    content = client.get(at(name).replace("/en/", "/ar/", 1)).content.decode()
    assert '<html lang="ar" dir="rtl">' in content
    assert 'href="/ar/desk/records/" aria-current="page"' in content
