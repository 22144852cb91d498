"""What a colleague typed in an answer travels with every button, and two who typed both read both."""

from typing import Any

import pytest
from django.test import Client

from xenia.ground.accounts.models import User
from xenia.ground.accounts.tests.makers import a_user
from xenia.work.enquiries import operations
from xenia.work.enquiries.models import Enquiry
from xenia.work.enquiries.models.enquiry import Status
from xenia.work.enquiries.operations import draft_mark
from xenia.work.enquiries.tests.makers import (
    TUESDAY,
    a_department,
    a_reviewed_answer,
    answered,
    taken,
)

pytestmark = pytest.mark.django_db
DESK = "/en/desk/questions/"


def at_the_desk(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def typed(enquiry: Enquiry, english: str = "", words: str = "") -> dict[str, str]:
    """Both boxes as they leave the page that shows the draft as it stands now."""
    return {"english": english, "words": words, "seen": draft_mark(enquiry)}


def fresh(enquiry: Enquiry) -> Enquiry:
    found: Enquiry = Enquiry.objects.get(pk=enquiry.pk)
    return found


def press(client: Client, enquiry: Enquiry, what: str, said: dict[str, Any]) -> Any:
    return client.post(f"{DESK}{enquiry.pk}/{what}/", said)


@pytest.mark.parametrize("act", ["save", "send", "ask_back", "translate"])
def test_two_tabs_on_one_draft_read_both_texts(act: str) -> None:
    colleague = a_user()
    client, enquiry = at_the_desk(colleague), taken(colleague)
    mine = typed(enquiry, "My English", "Mo pa m") | {"act": act}
    press(client, enquiry, "draft", typed(enquiry, "Other English", "Lòt mo"))
    page = press(client, enquiry, "draft", mine)
    assert page.status_code == 409
    assert [(one["now"], one["typed"]) for one in page.context["crossings"]] == [
        ("Other English", "My English"),
        ("Lòt mo", "Mo pa m"),
    ]
    assert page.context["form"]["english"].value() == "My English"
    current = fresh(enquiry)
    assert (current.status, current.draft_english) == (Status.TAKEN, "Other English")
    again = mine | {"seen": page.context["form"]["seen"].value(), "act": "save"}
    press(client, enquiry, "draft", again)
    assert fresh(enquiry).draft_english == "My English", "she read both: now hers stands"


def test_a_box_that_only_the_other_one_changed_takes_her_words() -> None:
    colleague, translator = a_user(), a_user()
    client, enquiry = at_the_desk(colleague), taken(colleague)
    press(client, enquiry, "draft", typed(enquiry, "Line one.\nLine two.") | {"act": "translate"})
    mine = typed(fresh(enquiry), "Line one.\r\nLine three.", "")
    operations.translate_draft(enquiry=fresh(enquiry), words="Isit la.", by=translator, at=TUESDAY)
    page = press(client, enquiry, "draft", mine)
    assert page.context["crossings"] == []
    boxes = page.context["form"]
    assert (boxes["words"].value(), "three" in boxes["english"].value()) == ("Isit la.", True)


@pytest.mark.parametrize("button", ["show", "insert", "meaning", "forward", "close", "hand-over"])
def test_every_button_keeps_what_stands_in_the_answer(button: str) -> None:
    colleague = a_user()
    client, enquiry = at_the_desk(colleague), taken(colleague)
    answer = a_reviewed_answer()
    word = enquiry.words.get()
    more: dict[str, dict[str, Any]] = {
        "show": {"act": "show", "fitting": "school"},
        "insert": {"answer": answer.pk},
        "meaning": {"word": word.pk, "meaning": "Where is the school?"},
        "forward": {"to": "", "note": ""},
        "close": {"why": ""},
        "hand-over": {"colleague": ""},
    }
    path = "draft" if button == "show" else button
    page = press(client, enquiry, path, typed(enquiry, "Typed.", "Ekri.") | more[button])
    current = fresh(enquiry)
    assert current.draft_english.startswith("Typed.")
    assert current.draft_words.startswith("Ekri.")
    if page.status_code == 302:
        page = client.get(page["Location"])
    assert page.context["form"]["english"].value().startswith("Typed.")
    assert page.context["form"]["words"].value() == "Ekri."


def test_every_button_of_the_page_belongs_to_the_form_of_the_answer() -> None:
    colleague = a_user()
    client, enquiry = at_the_desk(colleague), taken(colleague)
    a_department()
    a_reviewed_answer()
    page = client.get(f"{DESK}{enquiry.pk}/").content.decode()
    forms = page.count("<form")
    main = page[page.index("<main") :]
    assert main.count("<form") == 1, forms
    buttons = [part[: part.index(">")] for part in main.split("<button")[1:]]
    outside = [
        one for one in buttons if 'form="work"' not in one and 'value="show" hidden' not in one
    ]
    assert outside == []


def test_whoever_lost_the_question_reads_what_she_typed() -> None:
    first, second = a_user(), a_user()
    client, enquiry = at_the_desk(first), taken(first)
    mine = typed(enquiry, "Half an answer", "")
    operations.hand_over(enquiry=enquiry, to=second, by=first, at=TUESDAY)
    page = press(client, enquiry, "draft", mine | {"act": "send"})
    assert page.status_code == 409
    shown = page.content.decode()
    assert "Another colleague works on this question." in shown
    assert "Half an answer" in shown


def test_two_translators_read_both_texts() -> None:
    colleague, other = a_user(), at_the_desk(a_user())
    client, enquiry = at_the_desk(colleague), taken(colleague)
    press(client, enquiry, "draft", typed(enquiry, "Here.") | {"act": "translate"})
    seen = draft_mark(fresh(enquiry))
    press(client, enquiry, "draft", typed(fresh(enquiry), "Here, today.", "Isit."))
    page = other.post(f"{DESK}{enquiry.pk}/translate/", {"words": "Isit la.", "seen": seen})
    assert page.status_code == 409
    shown = page.content.decode()
    assert "Here, today." in shown
    assert [(one["now"], one["typed"]) for one in page.context["crossings"]] == [
        ("Isit.", "Isit la.")
    ]


def test_the_box_she_reads_is_not_called_optional() -> None:
    colleague = a_user()
    enquiry = taken(colleague)
    page = at_the_desk(colleague).get(f"{DESK}{enquiry.pk}/").content.decode()
    labels = {name: page[page.index(f'for="id_{name}"') :] for name in ("english", "words")}
    optional = {
        name: "(optional)" in rest[: rest.index("</label>")] for name, rest in labels.items()
    }
    assert optional == {"english": True, "words": False}


def test_the_facts_are_in_plain_words_and_a_day_that_passed_is_gone() -> None:
    colleague = a_user()
    client, enquiry = at_the_desk(colleague), answered(colleague)
    page = client.get(f"{DESK}{enquiry.pk}/").content.decode()
    assert "vault" not in page
    assert "calendar" not in page
    assert ">Due<" not in page
    assert ">Due<" in client.get(f"{DESK}{taken(colleague).pk}/").content.decode()


def test_nobody_hands_a_question_over_to_herself() -> None:
    colleague, other = a_user(), a_user(name="Ines Duarte")
    enquiry = taken(colleague)
    page = at_the_desk(colleague).get(f"{DESK}{enquiry.pk}/")
    offered = list(page.context["hand_over_form"].fields["colleague"].queryset)
    assert other in offered
    assert colleague not in offered
