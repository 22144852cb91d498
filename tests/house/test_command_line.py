"""Every command of the office explains itself, with an example to copy."""

import pytest
from django.core.management import get_commands, load_command_class


def own_commands() -> list[tuple[str, str]]:
    """The commands of our rooms: (name, room)."""
    return sorted(command for command in get_commands().items() if command[1].startswith("xenia."))


@pytest.mark.parametrize(("name", "room"), own_commands())
def test_a_command_explains_itself_with_an_example(
    name: str, room: str, capsys: pytest.CaptureFixture[str]
) -> None:
    load_command_class(room, name).print_help("xenia", name)
    said = capsys.readouterr().out
    typed = f"xenia {name.replace('_', '-')}"
    assert "Example" in said, f"`{typed} --help` gives no example"
    assert typed in said.split("Example", 1)[1]
