"""A short address leads to the page it was printed for, in the sheet's language, and counts nobody."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from xenia.face.home.short import ALPHABET, SHORT, WHOLE, Span, code_of, span_of, split_language
from xenia.ground.accounts.models import AuditEvent
from xenia.ground.ledger.models import Entry
from xenia.ground.reference.operations import choose_languages
from xenia.registers.directory.models import Service
from xenia.registers.directory.models.merge import Merge
from xenia.registers.directory.operations import change_service
from xenia.registers.directory.tests.makers import MONDAY, a_service

# The first forty bits are alike; the rest is not.
TWINS = (UUID("5b1e0f3a-c111-4aaa-8aaa-aaaaaaaaaaaa"), UUID("5b1e0f3a-c111-4bbb-8bbb-bbbbbbbbbbbb"))


@pytest.fixture
def lesson(db: None) -> Service:
    choose_languages(codes=["en", "ht", "zh-hans"], by=None, at=MONDAY)
    return a_service()


@given(st.uuids())
def test_a_code_is_read_back_into_a_span_that_holds_its_id(pk: UUID) -> None:
    span = span_of(code_of(pk))
    assert span is not None
    assert span.first <= pk <= span.last


@given(st.uuids(version=4), st.data())
def test_one_wrong_letter_is_always_noticed(pk: UUID, data: st.DataObject) -> None:
    code = code_of(pk)
    place = data.draw(st.integers(0, len(code) - 1))
    other = data.draw(st.sampled_from([one for one in ALPHABET if one != code[place]]))
    assert span_of(code[:place] + other + code[place + 1 :]) is None


def test_a_code_is_short_where_ids_are_random_and_whole_where_they_count_up() -> None:
    assert len(code_of(uuid4())) == SHORT + 1
    counted = [UUID(int=number) for number in (1, 2, 3)]
    assert len({code_of(one) for one in counted}) == 3
    assert all(len(code_of(one)) == WHOLE + 1 for one in counted)
    assert [span_of(code_of(one)) for one in counted] == [Span(one, one) for one in counted]


def test_letters_that_look_like_digits_are_read_as_such() -> None:
    pk = UUID(int=0)
    assert span_of(code_of(pk).replace("0", "O")) == span_of(code_of(pk))


def test_a_code_and_its_language_are_told_apart() -> None:
    assert split_language("7k3m9qwxe-zh-hans") == ("7k3m9qwxe", "zh-hans")
    assert split_language("7k3m9qwxe") == ("7k3m9qwxe", "")
    assert split_language("7k3m9qwxe-klingon") == ("7k3m9qwxe", "")


@pytest.mark.both_databases
def test_the_address_on_the_sheet_opens_the_page_in_the_sheets_language(
    client: Client, lesson: Service
) -> None:
    sheet = client.get(f"/ht/service/{lesson.pk}/print/").content.decode()
    address = f"/s/{code_of(lesson.pk)}-ht/"
    assert f"http://testserver{address}" in sheet
    assert 'class="qr" role="img"' in sheet
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer["Location"] == f"/ht/service/{lesson.pk}/"
    assert "testserver" in sheet.split("<figcaption")[1]


def test_following_it_leaves_no_trace(client: Client, lesson: Service) -> None:
    before = (AuditEvent.objects.count(), Entry.objects.count())
    answer = client.get(f"/s/{code_of(lesson.pk)}-ht/")
    assert not answer.cookies
    assert (AuditEvent.objects.count(), Entry.objects.count()) == before


def test_a_language_the_office_left_becomes_its_first(client: Client, lesson: Service) -> None:
    for said in (code_of(lesson.pk), f"{code_of(lesson.pk)}-vi"):
        assert client.get(f"/s/{said}/")["Location"] == f"/en/service/{lesson.pk}/"


def test_nobody_is_led_to_another_service_by_a_wrong_code(client: Client, lesson: Service) -> None:
    assert client.get("/s/nonsense-ht/").status_code == 404
    assert client.get(f"/s/{code_of(uuid4())}-ht/").status_code == 404
    change_service(service=lesson, fields={"status": "defunct"}, by=None, at=MONDAY)
    assert client.get(f"/s/{code_of(lesson.pk)}-ht/").status_code == 404


@pytest.mark.both_databases
def test_two_services_that_begin_alike_are_both_offered(client: Client, db: None) -> None:
    choose_languages(codes=["en", "ht"], by=None, at=MONDAY)
    for number, pk in enumerate(TWINS):
        a_service(name=f"Twin {number}", id=pk)
    assert code_of(TWINS[0]) == code_of(TWINS[1])
    answer = client.get(f"/s/{code_of(TWINS[0])}-ht/")
    assert answer["Location"] == f"/ht/which/{code_of(TWINS[0])}/"
    page = client.get(answer["Location"]).content.decode()
    assert all(f"/ht/service/{pk}/" in page for pk in TWINS)


@pytest.mark.both_databases
def test_a_paper_printed_before_a_merge_leads_to_the_entry_that_was_kept(
    client: Client, lesson: Service
) -> None:
    gone, between = uuid4(), uuid4()
    for absorbed, kept in ((gone, between), (between, lesson.pk)):
        Merge.objects.create(kind="service", kept_id=kept, absorbed_id=absorbed, merged_at=MONDAY)
    assert client.get(f"/s/{code_of(gone)}-ht/")["Location"] == f"/ht/service/{lesson.pk}/"


def test_a_list_is_its_services_and_nothing_else(client: Client, lesson: Service) -> None:
    other = a_service(name="Food pantry")
    said = f"{code_of(lesson.pk)}.{code_of(uuid4())}.{code_of(other.pk)}-zh-hans"
    answer = client.get(f"/l/{said}/")
    assert answer["Location"] == f"/zh-hans/saved/?s={lesson.pk},{other.pk}"
    assert client.get(f"/l/{code_of(uuid4())}-ht/").status_code == 404


def test_the_code_in_the_picture_is_the_address_on_the_sheet() -> None:
    """Read back module by module: the drawing is what the library made, with four modules of white around it."""
    import re

    import segno

    from xenia.face.home.qr import QUIET, qr_svg

    address = "https://lindenport.example/s/7k3m9qwxe-ht/"
    drawn = str(qr_svg(address, "a code"))
    side = int(re.findall(r'viewBox="0 0 (\d+)', drawn)[0])
    dark = [[False] * side for _line in range(side)]
    for x, y, run in re.findall(r"M(\d+) (\d+)h(\d+)v1", drawn):
        for step in range(int(run)):
            dark[int(y)][int(x) + step] = True
    wanted: Any = segno.make_qr(address, error="m", boost_error=False)
    assert wanted.error == "M"
    assert [[bool(one) for one in line[QUIET:-QUIET]] for line in dark[QUIET:-QUIET]] == [
        [bool(one) for one in line] for line in wanted.matrix
    ]
    assert not any(any(line) for line in dark[:QUIET] + dark[-QUIET:])
