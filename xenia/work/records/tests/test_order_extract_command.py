"""The command that opens records keeps the same gate as the page."""

import json
import stat
from pathlib import Path
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command

from tests.people.models import Person
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.vault.subjects import new_subject
from xenia.work.records.models import Extraction
from xenia.work.records.models.request import Decision
from xenia.work.records.tests.makers import a_decided_request, a_request

pytestmark = pytest.mark.django_db


def somebody() -> UUID:
    person = Person(subject_id=new_subject(), name="Marisol Quispe")
    person.save(force_insert=True)
    return person.subject_id


def run(number: str, *subjects: str, by: str, to: Path) -> None:
    call_command("order_extract", number, *subjects, by=by, to=str(to))


def test_what_counsel_released_lands_in_one_file_for_its_owner(tmp_path: Path) -> None:
    subject, director = somebody(), a_user(Role.DIRECTOR)
    request = a_decided_request(subject)
    run(request.number, by=director.email, to=tmp_path / "answer.json")
    said = json.loads((tmp_path / "answer.json").read_text(encoding="utf-8"))
    assert [one["subject"] for one in said] == [str(subject)]
    assert "Marisol Quispe" in json.dumps(said)
    assert stat.S_IMODE((tmp_path / "answer.json").stat().st_mode) == 0o600
    assert Extraction.objects.get().by_id == director.pk


def test_only_those_named_on_the_command_line(tmp_path: Path) -> None:
    subject, other, director = somebody(), somebody(), a_user(Role.DIRECTOR)
    request = a_decided_request(subject, other)
    run(request.number, str(other), by=director.email, to=tmp_path / "answer.json")
    said = json.loads((tmp_path / "answer.json").read_text(encoding="utf-8"))
    assert [one["subject"] for one in said] == [str(other)]


def test_the_gate_stays_shut(tmp_path: Path) -> None:
    subject, director, counsel = somebody(), a_user(Role.DIRECTOR), a_user(Role.COUNSEL)
    to = tmp_path / "answer.json"
    undecided, refused = a_request(), a_decided_request(subject, decision=Decision.REFUSED)
    for request in (undecided, refused):
        with pytest.raises(CommandError, match="has not released"):
            run(request.number, by=director.email, to=to)
    request = a_decided_request(subject, counsel=counsel)
    with pytest.raises(CommandError, match="Another person opens"):
        run(request.number, by=counsel.email, to=to)
    with pytest.raises(CommandError, match="other people"):
        run(request.number, str(somebody()), by=director.email, to=to)
    with pytest.raises(CommandError, match="may not open"):
        run(request.number, by=a_user(Role.CASEWORKER).email, to=to)
    assert not to.exists()
    assert not Extraction.objects.exists()


@pytest.mark.parametrize(
    ("number", "by", "words"),
    [
        ("R-2026-9999", "", "There is no request"),
        ("R-2026-0001", "nobody@office.example", "who works here"),
    ],
)
def test_what_is_not_there_is_said(tmp_path: Path, number: str, by: str, words: str) -> None:
    a_request()
    with pytest.raises(CommandError, match=words):
        run(number, by=by, to=tmp_path / "answer.json")


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "answer.json").write_text("yesterday", encoding="utf-8")
    with pytest.raises(CommandError, match="new file"):
        run("R-2026-0001", by="", to=tmp_path / "answer.json")
