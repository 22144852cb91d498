"""The command line's own words: the office's commands with their help, and one sentence for what was typed wrong."""

import difflib
import sys
from collections.abc import Sequence

from django.conf import settings
from django.core.management import (
    BaseCommand,
    CommandError,
    ManagementUtility,
    get_commands,
    load_command_class,
)
from django_typer.management import TyperCommand
from typer._click.exceptions import UsageError

WRONG_USAGE = 2  # the exit status
LONG = 72  # letters, beside the name of the command


class OfficeCommands(ManagementUtility):
    """Django's command line, with hyphens, and with a help that lists what belongs to the office."""

    def main_help_text(self, commands_only: bool = False) -> str:
        """The office's own commands; Django's sixty can be called, but nobody needs to read them."""
        return super().main_help_text(commands_only=True) if commands_only else help_text()

    def fetch_command(self, subcommand: str) -> BaseCommand:
        """Find a command, written with hyphens or not. Ends with status 2 when there is none."""
        name = module_name(subcommand)
        if name not in get_commands():
            sys.stderr.write(unknown(subcommand))
            sys.exit(WRONG_USAGE)
        command = super().fetch_command(name)
        if isinstance(command, TyperCommand):
            # While arguments are read, this hands us a usage error; else it prints all help and ends with 1.
            command._traceback = True
        return command


def module_name(typed: str) -> str:
    """Commands are written with hyphens, their modules with underscores."""
    return typed.replace("-", "_")


def typed_name(module: str) -> str:
    """What people type for a command's module."""
    return module.replace("_", "-")


def own_commands() -> dict[str, str]:
    """The commands of our rooms, as typed, each with one sentence about what it does."""
    found = sorted(item for item in get_commands().items() if str(item[1]).startswith("xenia."))
    return {
        typed_name(name): _in_short(load_command_class(str(room), name)) for name, room in found
    }


def _in_short(command: BaseCommand) -> str:
    """What it does in one line: its first sentence, without the last clause where it is long."""
    first = (type(command).__doc__ or "").partition("\n")[0].replace("`", "")
    for end in (". ", ": "):
        first = first.partition(end)[0]
    first = first.rstrip(".")
    shorter = first.rpartition(", ")[0] if len(first) > LONG else ""
    return f"{shorter or first}."


def help_text() -> str:
    """Every command of the office in one line, and where to read more."""
    commands = own_commands()
    width = max(len(name) for name in commands)
    lines = [f"  {name.ljust(width)}  {sentence}" for name, sentence in commands.items()]
    return "\n".join(
        [
            "Usage: ./run xenia COMMAND [options]",
            "",
            *lines,
            "",
            'Example: ./run xenia search "klas angle" --language ht',
            "`./run xenia help COMMAND` explains one command, with an example.",
        ]
    )


def unknown(typed: str) -> str:
    """What to say about a command that does not exist."""
    near = difflib.get_close_matches(module_name(typed), get_commands(), n=1)
    advice = f" Did you mean {typed_name(near[0])}?" if near else ""
    return f"There is no command {typed!r}.{advice} `./run xenia help` lists the commands.\n"


def run(arguments: Sequence[str]) -> None:
    """Run one command. Ends with status 2, and a sentence, for wrong usage. Raises what the settings raise."""
    # Django would keep the settings' complaint to itself until somebody asks for something in them.
    _ = settings.INSTALLED_APPS
    try:
        OfficeCommands(["xenia", *arguments]).execute()
    except CommandError as wrong:
        if not isinstance(wrong.__cause__, UsageError):
            raise
        wrong.__cause__.show()
        sys.exit(WRONG_USAGE)
