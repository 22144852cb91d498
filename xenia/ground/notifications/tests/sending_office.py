"""An office in a folder of its own, with messages that wait: for tests with several processes.

`python -m …sending_office NUMBER` fills the office of XENIA_DATA.
"""

import os
import sys


def fill(number: int) -> None:
    """Make the tables, and lay messages into the outbox."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xenia.config.settings.sample")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", database="default", verbosity=0)
    call_command("migrate", "keys", database="keys", verbosity=0)
    from xenia.ground.accounts.tests.makers import a_user
    from xenia.ground.notifications.operations import queue
    from xenia.ground.notifications.tests.makers import MONDAY

    for _each in range(number):
        colleague = a_user(password=None)
        queue("directory.service_closed", colleague, to=colleague, on=MONDAY.date())


if __name__ == "__main__":
    fill(int(sys.argv[1]))
