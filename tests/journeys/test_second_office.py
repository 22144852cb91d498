"""A county founds its own office with two commands, and its director comes in by her link."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Audit, Picture
from tests.journeys.office import ROOT, OpenOffice, open_office

NAME = "Somerset County Office for New Neighbors"
PLAN = ["--name", NAME, "--place", "Somerset County", "--county", "--state", "MD"]
LANGUAGES = ["--languages", "en,es,mh"]
DIRECTOR = ["--director-email", "ada@somerset.example"]


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What `xenia new-city --json` says."""
    home = tmp_path_factory.mktemp("county") / "data"
    command = [sys.executable, str(ROOT / "run"), "xenia", "new-city", str(home)]
    said = subprocess.run(
        [*command, *PLAN, *LANGUAGES, *DIRECTOR, "--json"],
        env=os.environ | {"XENIA_DATA": str(home.parent / "elsewhere")},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout
    answer: dict[str, Any] = json.loads(said)
    return answer


@pytest.fixture(scope="module")
def county(founded: dict[str, Any]) -> Iterator[OpenOffice]:
    """The county's office, opened by `./run` with the variables that founding named."""
    with pytest.MonkeyPatch.context() as place:
        for name, value in founded["environment"].items():
            place.setenv(name, value)
        with open_office(Path(founded["data"])) as opened:
            yield opened


@pytest.mark.parametrize("language", ["en", "es", "mh"])
def test_its_front_page_has_its_name_and_no_sample_banner(
    page: Page, county: OpenOffice, axe: Audit, picture: Picture, language: str
) -> None:
    page.goto(county.page(f"/{language}/"))
    assert NAME in page.content()
    assert "Sample city" not in page.content()
    picture(page, f"county-front-{language}")
    axe(page)


def test_its_director_comes_in_and_sets_up_her_second_step(
    desk_page: Page,
    county: OpenOffice,
    founded: dict[str, Any],
    axe: Audit,
    picture: Picture,
) -> None:
    desk_page.goto(county.page(urlsplit(founded["invitation"]["link"]).path))
    desk_page.locator("input[name=name]").fill("Ada Lindqvist")
    desk_page.locator("input[name=password]").fill("nine tall herons wait")
    desk_page.locator("form:has(input[name=password]) button[type=submit]").click()
    desk_page.locator("input[name=login]").fill("ada@somerset.example")
    desk_page.locator("input[name=password]").fill("nine tall herons wait")
    desk_page.locator("form:has(input[name=password]) button[type=submit]").click()
    # A real office asks for a second step before anything else opens.
    desk_page.goto(county.page("/en/desk/settings/"))
    desk_page.wait_for_url(re.compile(r"/account/"))
    assert "second step" in desk_page.content()
    picture(desk_page, "county-second-step")
    axe(desk_page)
