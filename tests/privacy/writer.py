"""A process that writes until it is killed: `python -m tests.privacy.writer FIRST`.

Each line it prints is an acknowledgement: the operation was committed before the number was said. The databases are
those of the test settings, as files in XENIA_DATA or the PostgreSQL named by XENIA_TEST_DATABASE_URL.
"""

import os
import sys
from itertools import count


def main() -> None:
    """Welcome one invented person after another."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "xenia.config.settings.test"
    django.setup()
    from tests.people.operations import welcome
    from xenia.ground.common.dates import now

    for number in count(int(sys.argv[1])):
        person = welcome(name=f"Person {number}", phone=f"+1617555{number:07d}", by=None, at=now())
        sys.stdout.write(f"{number} {person.pk}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
