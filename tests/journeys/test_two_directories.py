"""Two offices on one machine: one publishes its directory, the other follows it, change by change."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.office import ROOT, OpenOffice, open_office

# What the publishing office does between two rounds, in a process of its own.
CHANGES = """
import django; django.setup()
from xenia.ground.common.dates import now
from xenia.registers.directory.models import Organization, Service
from xenia.registers.directory.operations import add_service, change_service, change_service_status
one, two = Service.objects.filter(listing__hsds__is_public=True, status="active").order_by("pk")[:2]
change_service(service=one, fields={"bring": "A pen and paper."}, by=None, at=now())
change_service_status(service=two, to="defunct", by=None, at=now())
new = add_service(organization=one.organization, name="Swimming for newcomers", by=None, at=now())
import json; print(json.dumps([str(one.pk), str(two.pk), str(new.pk)]))
"""
STANDING = """
import django; django.setup()
from xenia.registers.directory.models import Service
import json
print(json.dumps({str(one.pk): [one.status, one.bring, one.name] for one in Service.objects.all()}))
"""


@pytest.fixture(scope="module")
def publisher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenOffice]:
    with open_office(tmp_path_factory.mktemp("publisher") / "data") as opened:
        yield opened


@pytest.fixture(scope="module")
def follower(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("follower") / "data"
    xenia(data, "prepare", "--empty")
    return data


def xenia(data: Path, *words: str) -> str:
    return _run(data, "-m", "xenia", *words)


def inside(data: Path, script: str) -> Any:
    return json.loads(_run(data, "-c", script).splitlines()[-1])


def _run(data: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env=os.environ
        | {"XENIA_DATA": str(data), "DJANGO_SETTINGS_MODULE": "xenia.config.settings.sample"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0 or words[0] == "-m", done.stderr
    return done.stdout + done.stderr if words[0] == "-m" else done.stdout


def test_the_second_round_brings_a_change_a_closing_and_a_new_service(
    publisher: OpenOffice, follower: Path
) -> None:
    address = publisher.page("/hsds")
    xenia(follower, "import-directory", address, "--own-network")
    first = inside(follower, STANDING)
    theirs = inside(publisher.data, STANDING)
    assert len(first) > 100
    assert first.keys() <= theirs.keys()
    changed, closed, new = inside(publisher.data, CHANGES)

    said = xenia(follower, "import-directory", address)

    second = inside(follower, STANDING)
    assert second.keys() - first.keys() == {new}
    assert second[changed][1] == "A pen and paper."
    assert second[closed] == ["defunct", *first[closed][1:]]
    others = first.keys() - {changed, closed}
    assert {pk: second[pk] for pk in others} == {pk: first[pk] for pk in others}
    assert "services.ndjson" in said
