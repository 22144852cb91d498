"""The pages of pictures: a colleague takes in, looks, covers and destroys; a department sees the copy; she sends her own."""

import io
import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import Client as Browser
from django.test import RequestFactory
from PIL import Image

from xenia.ground.accounts.models import AuditEvent, User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common import uploads
from xenia.work.ombudsman.evidence import MOST_BYTES, PICTURES
from xenia.work.ombudsman.forms import her_pictures
from xenia.work.ombudsman.forms.evidence import CoverForm, PicturesForm
from xenia.work.ombudsman.models import Complaint, Evidence
from xenia.work.ombudsman.operations.evidence import add_evidence, open_picture
from xenia.work.ombudsman.tests import papers
from xenia.work.ombudsman.tests.makers import (
    MONDAY,
    TUESDAY,
    a_complaint,
    a_department,
    an_officer,
)
from xenia.work.ombudsman.tests.papers import SECRET, a_paper, a_picture, from_a_telephone, written
from xenia.work.ombudsman.tests.picture_makers import (
    CLEAN,
    a_covered_copy,
    a_piece,
    asked_about,
    closed,
)

pytestmark = pytest.mark.django_db
DESK = "/en/desk/complaints/"
ASKED = "/en/desk/complaints-asked/"
BUDGET = 60_000


def signed_in(user: User) -> Browser:
    browser = Browser()
    browser.force_login(user)
    return browser


def a_file(data: bytes, name: str = "Amina Warsame passport.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="application/octet-stream")


def words_of(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, answer.status_code
    return str(answer.content.decode())


def sent_with(*files: bytes, **said: str) -> HttpRequest:
    """A form of hers, as her browser sends it."""
    data = {**said, PICTURES: [a_file(one) for one in files]}
    return RequestFactory().post("/en/complaint/answer/", data)


def files_of(request: HttpRequest) -> list[Any]:
    """What came along."""
    return request.FILES.getlist(PICTURES)


@pytest.fixture(autouse=True)
def _nobody_sent_anything_yet() -> None:
    cache.clear()


def test_a_colleague_takes_in_a_paper_page_by_page() -> None:
    complaint, officer = a_complaint(), an_officer()
    browser, address = signed_in(officer), f"{DESK}{complaint.pk}/pictures/"
    assert "Nothing was sent along." in words_of(browser.get(address))
    sent = {PICTURES: [a_file(a_paper(2)), a_file(from_a_telephone())], "caption": "The letter"}
    answer = browser.post(address, sent, follow=True)
    page = words_of(answer)
    assert page.count("We took it in") == 3
    assert "Picture 3" in page
    assert len(page.encode()) < BUDGET
    assert SECRET.decode() not in page
    for one in Evidence.objects.all():
        picture = open_picture(evidence=one, by=officer, purpose="service", at=TUESDAY)
        assert picture
        assert SECRET not in picture
        assert not Image.open(io.BytesIO(picture)).getexif()


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ([], "Choose a picture or a paper."),
        ([CLEAN] * 6, "You can send 5 files at a time."),
        ([CLEAN, b"GIF89a"], "File 2 is of a kind we cannot take."),
        ([b"\xff\xd8\xff" + b"\0" * MOST_BYTES], "File 1 is larger than 10 MB."),
        ([CLEAN, CLEAN[:-200]], "File 2 is broken."),
        ([papers.jpeg_that_says_it_is(60_000, 60_000)], "File 1 is too large to open."),
        ([a_paper(11)], "File 1 has more than 10 pages."),
    ],
)
def test_what_cannot_be_taken_is_told_with_what_to_do(files: list[bytes], told: str) -> None:
    complaint = a_complaint()
    sent = {PICTURES: [a_file(one) for one in files], "caption": "The <door>"}
    answer = signed_in(an_officer()).post(f"{DESK}{complaint.pk}/pictures/", sent)
    page = words_of(answer, 422)
    assert told in page
    assert "The &lt;door&gt;" in page, "what was typed stays"
    assert "passport" not in re.sub(r"Never a passport", "", page), "no name of a file is said"
    assert not Evidence.objects.exists()


def test_a_file_touches_no_disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(*_args: Any, **_kwargs: Any) -> None:
        raise AssertionError("a file was laid on a disk")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", refuse)
    monkeypatch.setattr("django.core.files.uploadedfile.tempfile.NamedTemporaryFile", refuse)
    large = written(Image.effect_noise((2300, 2300), 120), "PNG")
    assert len(large) > 4_000_000, "more than Django keeps in memory by itself"
    request = sent_with(large, words="Hello")
    (file,) = files_of(request)
    assert (file.name, file.size, request.POST["words"]) == ("picture", len(large), "Hello")
    assert PicturesForm(request.POST, request.FILES).is_valid()
    assert not list(tmp_path.iterdir())


def test_more_than_a_form_takes_is_let_go_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_TOGETHER", 1_000_000)
    request = sent_with(b"\xff\xd8\xff" + b"\0" * (MOST_BYTES + 1), words="Hello")
    (file,) = files_of(request)
    assert file.size > MOST_BYTES
    assert len(file.read()) <= 1_000_000
    form = PicturesForm(request.POST, request.FILES)
    assert not form.is_valid()
    assert "larger than 10 MB" in str(form.errors)
    assert request.POST["words"] == "Hello"


def test_files_of_other_forms_go_their_way() -> None:
    request = RequestFactory().post("/", {"file": a_file(CLEAN, "list.csv")})
    file: Any = request.FILES["file"]
    assert file.name == "list.csv"


def test_a_picture_opens_on_its_page_with_a_note() -> None:
    piece, officer = a_piece(), an_officer()
    browser = signed_in(officer)
    page = words_of(browser.get(f"{DESK}pictures/{piece.pk}/"))
    itself = f"{DESK}pictures/{piece.pk}/picture.jpg"
    assert itself in page
    assert "The door of the office" in page
    assert len(page.encode()) < BUDGET
    answer = browser.get(itself)
    assert answer.content == CLEAN
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert "picture.jpg" in answer["Content-Disposition"]
    notes = AuditEvent.objects.filter(action="vault.opened", actor_id=officer.pk)
    assert sorted(notes.values_list("fields", flat=True)) == [["caption"], ["picture"]]


def test_a_colleague_sees_boxes_first_and_then_keeps_the_copy() -> None:
    piece, browser = a_piece(), signed_in(an_officer())
    box = {"left_0": "0", "top_0": "0", "right_0": "12.5", "bottom_0": "100"}
    address = f"{DESK}pictures/{piece.pk}/cover/"
    page = words_of(browser.post(address, {**box, "act": "look"}))
    assert '<rect x="0.0" y="0.0" width="12.5" height="100.0"/>' in page
    assert 'value="12.5"' in page
    assert Evidence.objects.count() == 1
    page = words_of(browser.post(address, {**box, "act": "keep"}), 422)
    assert "Look at the copy again. Tick this when it shows none of them." in page
    page = words_of(
        browser.post(address, {**box, "act": "keep", "names_nobody": "on"}, follow=True)
    )
    assert "The department sees this one" in page
    copy = Evidence.objects.get(copy_of=piece)
    assert copy.is_redacted


@pytest.mark.parametrize(
    ("boxes", "told"),
    [
        ({}, "Say what to cover"),
        ({"left_0": "10"}, "Box 1: write four numbers from 0 to 100"),
        ({"left_1": "50", "top_1": "0", "right_1": "20", "bottom_1": "9"}, "Box 2"),
        (
            {"left_0": "-1", "top_0": "0", "right_0": "101", "bottom_0": "9"},
            "Box 1: write four numbers from 0 to 100",
        ),
    ],
)
def test_a_box_without_an_inside_is_told(boxes: dict[str, str], told: str) -> None:
    piece, browser = a_piece(), signed_in(an_officer())
    sent = {**boxes, "act": "keep", "names_nobody": "on"}
    page = words_of(browser.post(f"{DESK}pictures/{piece.pk}/cover/", sent), 422)
    assert told in page
    assert Evidence.objects.count() == 1


def test_where_there_is_nothing_to_cover_a_colleague_says_so() -> None:
    form = CoverForm({"nothing_to_cover": "on", "names_nobody": "on"}, is_kept=True)
    assert form.is_valid()
    assert form.boxes == []


def test_a_copy_covered_elsewhere_is_drawn_anew_too() -> None:
    piece, officer = a_piece(), an_officer()
    browser, address = signed_in(officer), f"{DESK}pictures/{piece.pk}/covered/"
    sent = {PICTURES: a_file(from_a_telephone()), "names_nobody": "on"}
    words_of(browser.post(address, sent, follow=True))
    copy = Evidence.objects.get(copy_of=piece)
    kept = open_picture(evidence=copy, by=officer, purpose="service", at=TUESDAY)
    assert kept
    assert SECRET not in kept
    two = {PICTURES: a_file(a_paper(2)), "names_nobody": "on"}
    assert "Send one picture" in words_of(browser.post(address, two), 422)
    unsaid = {PICTURES: a_file(CLEAN)}
    assert "Tick this" in words_of(browser.post(address, unsaid), 422)


def test_a_picture_is_destroyed_by_who_is_sure() -> None:
    piece, browser = a_piece(), signed_in(an_officer())
    address = f"{DESK}pictures/{piece.pk}/destroy/"
    assert "Tick that you are sure." in words_of(browser.post(address, follow=True))
    assert Evidence.objects.count() == 1
    assert "Destroyed." in words_of(browser.post(address, {"sure": "yes"}, follow=True))
    assert not Evidence.objects.exists()
    assert browser.post(address, {"sure": "yes"}).status_code == 404


def test_a_department_sees_the_copy_and_sends_its_own() -> None:
    (department, head), complaint = a_department(), a_complaint()
    piece = a_piece(complaint)
    copy = a_covered_copy(piece)
    browser, address = signed_in(head), f"{ASKED}{complaint.pk}/pictures/"
    assert browser.get(address).status_code == 403, "nobody asked it"
    asked_about(complaint, department)
    page = words_of(browser.get(address))
    assert f"{ASKED}pictures/{copy.pk}/picture.jpg" in page
    assert str(piece.pk) not in page
    assert browser.get(f"{ASKED}pictures/{copy.pk}/picture.jpg").status_code == 200
    assert browser.get(f"{ASKED}pictures/{piece.pk}/picture.jpg").status_code == 403
    assert browser.get(f"{DESK}pictures/{copy.pk}/picture.jpg").status_code == 403
    sent = {PICTURES: a_file(a_paper()), "caption": "Our log"}
    page = words_of(browser.post(address, sent, follow=True))
    assert "Only the office sees what you send." in page
    assert Evidence.objects.filter(source=Evidence.From.DEPARTMENT, is_redacted=False).count() == 1


def test_what_a_department_reads_says_no_time_of_day() -> None:
    (department, head), complaint = a_department(), a_complaint()
    copy = a_covered_copy(a_piece(complaint))
    asked_about(complaint, department)
    browser = signed_in(head)
    for address in (
        f"{ASKED}{complaint.pk}/pictures/",
        f"{ASKED}pictures/{copy.pk}/picture.jpg",
    ):
        answer = browser.get(address)
        assert answer.status_code == 200
        assert not {"Last-Modified", "ETag"} & set(answer.headers)
        assert not re.search(rb"\d{1,2}:\d{2}", answer.content.replace(b"http://", b""))


def test_another_department_and_a_caseworker_open_nothing() -> None:
    (department, _head), (_other, stranger) = a_department(), a_department("Parks")
    copy = a_covered_copy(a_piece())
    asked_about(copy.complaint, department)
    for user in (stranger, a_user(Role.CASEWORKER)):
        browser = signed_in(user)
        for address in (
            f"{ASKED}{copy.complaint_id}/pictures/",
            f"{ASKED}pictures/{copy.pk}/picture.jpg",
            f"{DESK}pictures/{copy.pk}/",
            f"{DESK}pictures/{copy.pk}/picture.jpg",
        ):
            assert browser.get(address).status_code == 403, address


def test_she_sends_pictures_and_destroys_one() -> None:
    complaint = a_complaint()
    request = sent_with(from_a_telephone(), a_paper())
    form = her_pictures.pictures_sent(request)
    assert her_pictures.is_drawn(request, form)
    assert her_pictures.is_kept(complaint, form)
    first, second = her_pictures.own_pictures(complaint)["own_pictures"]
    foreign = a_piece()
    for posted in ("", "x", str(foreign.pk)):
        her_pictures.destroy_own(sent_with(picture=posted), complaint)
    assert Evidence.objects.count() == 3
    her_pictures.destroy_own(sent_with(picture=str(first.pk)), complaint)
    assert set(Evidence.objects.all()) == {second, foreign}


def test_she_destroys_neither_a_colleagues_picture_nor_a_departments() -> None:
    complaint = a_complaint()
    for source in (Evidence.From.OFFICE, Evidence.From.DEPARTMENT):
        (made,) = add_evidence(
            complaint=complaint, pictures=[CLEAN], source=source, by=None, at=MONDAY
        )
        her_pictures.destroy_own(sent_with(picture=str(made.pk)), complaint)
    assert Evidence.objects.count() == 2


def test_nothing_sent_along_is_no_mistake() -> None:
    request = sent_with(words="Only words")
    form = her_pictures.pictures_sent(request)
    assert her_pictures.is_drawn(request, form)
    assert her_pictures.is_kept(a_complaint(), form)
    assert not Evidence.objects.exists()


def test_a_machine_that_sends_pictures_all_day_is_asked_to_wait() -> None:
    most = 20
    for _number in range(most):
        request = sent_with(CLEAN)
        request.META["REMOTE_ADDR"] = "203.0.113.7"
        form = her_pictures.pictures_sent(request)
        form.draw = lambda: True  # type: ignore[method-assign]
        assert her_pictures.is_drawn(request, form)
    form = her_pictures.pictures_sent(request)
    assert not her_pictures.is_drawn(request, form)
    assert "Send your words first" in str(form.errors)


def test_she_is_told_when_her_complaint_is_closed() -> None:
    complaint: Complaint = closed(a_complaint(), MONDAY.date())
    request = sent_with(CLEAN)
    form = her_pictures.pictures_sent(request)
    assert her_pictures.is_drawn(request, form)
    assert not her_pictures.is_kept(complaint, form)
    assert "Write to us first" in str(form.errors)


def test_her_parts_of_a_page_warn_before_anything_is_chosen() -> None:
    from django.template.loader import render_to_string

    complaint = a_complaint()
    a_piece(complaint)
    context = her_pictures.own_pictures(complaint) | {"code": "ABC"}
    fields = render_to_string("ombudsman/_pictures_fields.html", context)
    assert fields.index("where it was taken") < fields.index('type="file"')
    assert 'name="pictures"' in fields
    assert "multiple" in fields
    assert "image/jpeg" in fields
    own = render_to_string("ombudsman/_pictures_own.html", context)
    assert "Picture 1, sent on" in own
    assert 'value="destroy_picture"' in own


def test_a_picture_is_shown_in_a_right_to_left_language_unmirrored() -> None:
    from xenia.ground.reference.office import forget_office
    from xenia.ground.reference.operations import choose_languages

    try:
        choose_languages(codes=["en", "ar"], by=None, at=MONDAY)
        piece = a_piece(picture=written(a_picture((64, 64))))
        page = words_of(signed_in(an_officer()).get(f"/ar/desk/complaints/pictures/{piece.pk}/"))
    finally:
        forget_office()
    assert 'dir="rtl"' in page
    assert '<div class="over" dir="ltr">' in page
