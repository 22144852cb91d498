"""The command line: `python -m xenia <command>`, or `./run xenia <command>`."""

import os
import secrets
import sys

from django.core.exceptions import ImproperlyConfigured

from xenia.config.data_folder import WrongKindOfData, settings_module

HELP = ("help", "--help", "-h")
# These make an office, or need none, so they stand in none: the settings of another would claim a folder.
IN_NO_OFFICE = ("new-city", "restore", "key-restore", "match", "protect")


def choose_settings(arguments: list[str]) -> None:
    """Name the settings this command stands in. Raises WrongKindOfData."""
    command = next((word for word in arguments if word not in HELP), "").replace("_", "-")
    if command in IN_NO_OFFICE:
        os.environ["DJANGO_SETTINGS_MODULE"] = "xenia.config.settings.founding"
    elif not command or arguments[0] in HELP or "--help" in arguments:
        # Help is for every office and none: it needs no key, and leaves nothing in a folder.
        os.environ["DJANGO_SETTINGS_MODULE"] = "xenia.config.settings.base"
        os.environ.setdefault("XENIA_SECRET_KEY", secrets.token_hex(32))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings_module())


def main() -> None:
    """Run one command of the office. Ends with status 2, and a sentence, where settings do not fit the folder."""
    # The name in every usage line, however this was started.
    os.environ.setdefault("DT_MANAGE_SCRIPT", "xenia")
    try:
        choose_settings(sys.argv[1:])
        from xenia.config.own_commands import run

        run(sys.argv[1:])
    except (ImproperlyConfigured, WrongKindOfData) as wrong:
        sys.stderr.write(f"{wrong}\n")
        sys.exit(2)


if __name__ == "__main__":
    main()
