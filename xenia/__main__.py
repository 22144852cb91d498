"""The command line: `python -m xenia <command>`, or `./run xenia <command>`."""

import os
import sys

from xenia.config.data_folder import settings_module


def main() -> None:
    """Run one command of the office."""
    # Commands are written with hyphens, Django's modules with underscores.
    command = (
        [sys.argv[1].replace("-", "_")]
        if len(sys.argv) > 1 and sys.argv[1][0] != "-"
        else sys.argv[1:2]
    )
    if command == ["new_city"]:
        # It makes an office, so it stands in none: the settings of another would claim a folder.
        os.environ["DJANGO_SETTINGS_MODULE"] = "xenia.config.settings.founding"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings_module())
    from django.core.management import execute_from_command_line

    execute_from_command_line(["xenia", *command, *sys.argv[2:]])


if __name__ == "__main__":
    main()
