"""The office of the races, on the kind of database this round of the suite is about."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.privacy.test_killed_while_writing import a_server_of_its_own
from tests.races.office import Office, open_office


@pytest.fixture(scope="session")
def office(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any
) -> Iterator[Office]:
    """Eight processes on one office: of files, or on a PostgreSQL of its own."""
    data = tmp_path_factory.mktemp("races")
    with ExitStack() as doors:
        address, act = "", "open_doors"
        if os.environ.get("XENIA_TEST_DATABASE_URL"):
            address, act = doors.enter_context(a_server_of_its_own()).get_uri(), "prepare"
        else:
            with django_db_blocker.unblock():
                _copy_tables(data)
        environment = {"XENIA_DATA": str(data), "XENIA_TEST_DATABASE_URL": address}
        office = doors.enter_context(open_office(environment))
        office.scene(act)
        yield office


def _copy_tables(data: Path) -> None:
    """The tables of this round, as files: making them anew takes longer than all races."""
    from django.db import connections

    for alias in ("default", "keys"):
        with connections[alias].cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(data / alias)])
