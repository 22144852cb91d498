"""What `./run` prints of who can sign in."""

from pathlib import Path
from typing import Any

import pytest

from xenia.config.sign_ins import write_sign_ins
from xenia.ground.accounts.roles import Role
from xenia.registers.directory.tests.makers import a_colleague

pytestmark = pytest.mark.django_db


def test_an_office_that_began_empty_says_how_the_first_person_gets_in(
    tmp_path: Path, settings: Any
) -> None:
    settings.SITE_ADDRESS = "http://localhost:8123"
    page = tmp_path / "sign-ins.txt"
    write_sign_ins(page)
    said = page.read_text("utf-8")
    assert f"./run xenia --data {tmp_path} invite-director" in said
    assert "--address http://localhost:8123" in said
    colleague = a_colleague(role=Role.DIRECTOR)
    write_sign_ins(page)
    said = page.read_text("utf-8")
    assert colleague.email in said
    assert "invite-director" not in said


def test_somebody_with_legal_matters_stands_in_it(tmp_path: Path) -> None:
    from sample_city.data import rows
    from xenia.config.sign_ins import LEGAL_WORKER

    assert LEGAL_WORKER in {one["email"] for one in rows("people")}
    colleague = a_colleague(role=Role.DIRECTOR)
    colleague.email = LEGAL_WORKER
    colleague.save()
    page = tmp_path / "sign-ins.txt"
    write_sign_ins(page)
    assert "legal worker" in page.read_text("utf-8")
