"""`xenia audit verify` says which link is broken, and ends with 1."""

import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from xenia.ground.accounts.models import AuditEvent
from xenia.ground.accounts.tests.test_audit_chain import (
    a_chain,
    event_in,
    somebody_with_the_database_in_hand,
)

pytestmark = pytest.mark.django_db


def verified(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, dict[str, Any]]:
    """The exit status, and what was said to a machine."""
    status = 0
    try:
        call_command("audit", "verify", "--json", *options)
    except CommandError as ended:
        status = ended.returncode
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    return status, said


def test_a_whole_chain_ends_with_zero(capsys: pytest.CaptureFixture[str]) -> None:
    *_others, last = a_chain()
    status, said = verified(capsys, "--head", f"3:{last.digest}")
    assert status == 0
    assert (said["ok"], said["links"], said["events"]) == (True, 3, 12)
    assert said["head"]["digest"] == last.digest


def test_a_broken_chain_ends_with_one_and_names_the_link(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _first, second, _third = a_chain()
    with somebody_with_the_database_in_hand():
        AuditEvent.objects.filter(pk=event_in(second)).update(purpose="another")
    status, said = verified(capsys)
    assert status == 1
    assert [one["link"] for one in said["broken"]] == [2]
    with pytest.raises(CommandError):
        call_command("audit", "verify")
    assert "BROKEN link 2: one or more" in capsys.readouterr().out


def test_an_empty_audit_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert verified(capsys)[0] == 0
    with pytest.raises(CommandError, match="no link yet"):
        call_command("audit", "head")


def test_the_head_can_be_printed_and_given_back(capsys: pytest.CaptureFixture[str]) -> None:
    a_chain()
    call_command("audit", "head")
    printed = capsys.readouterr().out.split()[0]
    assert verified(capsys, "--head", printed)[0] == 0
    other = printed.split(":")[0] + ":" + "0" * 64
    assert verified(capsys, "--head", other)[0] == 1
    with pytest.raises(CommandError, match="64 signs"):
        call_command("audit", "verify", "--head", "yesterday")
