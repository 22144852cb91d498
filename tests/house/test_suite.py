"""`./run test --help` explains the rounds and plays none."""

import pytest

from tests import suite


@pytest.mark.parametrize("asked", ["--help", "-h"])
def test_help_explains_the_rounds_and_plays_none(
    asked: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(suite, "play")
    assert suite.main([asked]) == 0
    assert "./run test [--all]" in capsys.readouterr().out
