"""Founding a real office: its own data folder, its master key, and what stands in it on the first day.

Two halves. The first runs anywhere, and decides about the folder and the key. The second needs the settings of the new
folder, which a process chooses once, when it starts: so it is a process of its own (`xenia found-office`), and gets
the plan as JSON on its standard input.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from django.utils.text import slugify

from xenia.config.data_folder import KIND_FILE, PROJECT, WrongKindOfData, claim, kind_of
from xenia.ground.common.dates import local_day
from xenia.ground.common.master_key import BadMasterKey, make_master_key, read_master_keys
from xenia.ground.reference.zip_points import ZipPoint, zip_point

NEW_FOLDER, NEW_FILE = 0o700, 0o600
# Letters an office's names may have.
MOST_NAME, MOST_SHORT_NAME, MOST_PLACE = 200, 60, 120
USUAL_TIME_ZONE = "America/New_York"


class UnfitFolder(Exception):
    """This folder cannot become the office's data folder; the text says why and what to do."""


class UnfitKey(Exception):
    """The master key cannot lie there; the text says why and what to do."""


class FoundingFailed(Exception):
    """The second half did not come to its end; what it said stands on standard error."""


class AlreadyFounded(Exception):
    """The databases hold an office already."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an office begins with; everything can be changed on the desk.

    name: empty until somebody names the office. jurisdiction: "city" or "county". place: its name; while it is empty,
    the office's name stands there, and the desk's checklist asks. state: two letters. zips: five digits each.
    address: where people will open it, such as https://immigrants.example.gov, for the director's link.
    """

    name: str = ""
    short_name: str = ""
    jurisdiction: str = "city"
    place: str = ""
    state: str = ""
    languages: tuple[str, ...] = ("en",)
    zips: tuple[str, ...] = ()
    director_email: str = ""
    address: str = "http://localhost:8000"


@dataclass(frozen=True, slots=True)
class Founded:
    """What there is now. invitation: {"email", "link", "until"}, empty when nobody was invited."""

    areas: int
    zips: int
    closures: int
    terms: int
    invitation: dict[str, str] = field(default_factory=dict)


def refuse_unfit_folder(folder: Path) -> None:
    """Make sure that the folder is new, or was begun for a city. Raises UnfitFolder with what to do."""
    if folder.exists() and not folder.is_dir():
        raise UnfitFolder(f"{folder} is a file. Name a folder that is empty or not there yet.")
    for above in folder.parents:
        if (above / KIND_FILE).exists():
            raise UnfitFolder(f"{folder} lies inside the data folder {above}. Name another place.")
    _refuse_unwritable(folder)
    try:
        kind = kind_of(folder) if folder.exists() else None
    except WrongKindOfData as wrong:
        raise UnfitFolder(f"{folder} cannot be used: {wrong}.") from None
    if kind == "sample":
        raise UnfitFolder(
            f"{folder} holds the invented sample city. Sample and real data never share a folder: "
            "name another one."
        )
    if kind is None and folder.exists() and any(folder.iterdir()):
        raise UnfitFolder(f"{folder} is not empty. Name a folder that is empty or not there yet.")


def _refuse_unwritable(folder: Path) -> None:
    nearest = next(place for place in (folder, *folder.parents) if place.exists())
    if not nearest.is_dir():
        raise UnfitFolder(f"{folder} cannot be made: {nearest} is a file. Name another place.")
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise UnfitFolder(f"{folder} cannot be made: {nearest} cannot be written. Name another.")


def proposed_key(folder: Path) -> Path:
    """Where the master key goes when nobody says: beside the data folder, never inside."""
    return folder.parent / f"{folder.name}-master.key"


def lay_key(path: Path, folder: Path) -> None:
    """Make the office's master key outside its data folder, readable by its owner alone.

    A key that an interrupted try left for this very folder is kept. Raises UnfitKey with what to do.
    """
    if path.is_relative_to(folder):
        raise UnfitKey(
            f"The master key cannot lie inside the data folder {folder}: whoever takes the folder "
            "could open it. Name a file in another place with --key-file."
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=NEW_FOLDER)
        make_master_key(path)
    except FileExistsError:
        _keep_key_of_first_try(path, folder)
    except OSError as wrong:
        raise UnfitKey(f"The master key cannot be written to {path}: {wrong.strerror}.") from None


def _keep_key_of_first_try(path: Path, folder: Path) -> None:
    if kind_of(folder) != "city":
        raise UnfitKey(
            f"{path} is there already, perhaps another office's key. Name a new file with --key-file."
        )
    try:
        read_master_keys(path)
    except BadMasterKey:
        raise UnfitKey(f"{path} is not a master key. Name a new file with --key-file.") from None
    path.chmod(NEW_FILE)


def found(*, folder: Path, key: Path, plan: Plan) -> Founded:
    """Claim the folder for a real city, make its databases, and write the office into them.

    Raises UnfitFolder, UnfitKey and FoundingFailed. After an interruption the same call goes on.
    """
    refuse_unfit_folder(folder)
    lay_key(key, folder)
    claim(folder, "city")
    place = environment_of(folder, key, time_zone_of(plan.zips))
    _run(["prepare", "--empty"], place, told="")
    said = _run(["found-office"], place, told=json.dumps(asdict(plan)))
    answer: dict[str, Any] = json.loads(said)
    return Founded(**answer)


def environment_of(folder: Path, key: Path, time_zone: str = "") -> dict[str, str]:
    """The variables that tell a process of ours to open this office."""
    named = {"XENIA_DATA": str(folder), "XENIA_MASTER_KEY_FILE": str(key)}
    if time_zone:
        named["XENIA_TIME_ZONE"] = time_zone
    return named


def time_zone_of(zips: tuple[str, ...]) -> str:
    """The time zone of the first ZIP code; empty where it is the one Xenia uses unasked."""
    point = zip_point(zips[0]) if zips else None
    return point.time_zone if point and point.time_zone != USUAL_TIME_ZONE else ""


def _run(command: list[str], place: dict[str, str], *, told: str) -> str:
    """Run one command in the new folder's own settings; what it tells people goes to standard error."""
    surroundings = {
        name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"
    }
    ended = subprocess.run(
        [sys.executable, "-m", "xenia", *command],
        cwd=PROJECT,
        env=surroundings | {"PYTHONPATH": str(PROJECT)} | place,
        input=told,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if ended.returncode:
        sys.stderr.write(ended.stdout)
        raise FoundingFailed(f"`xenia {command[0]}` ended with status {ended.returncode}.")
    return ended.stdout


def read_plan(text: str) -> Plan:
    """The plan the first half wrote."""
    said: dict[str, Any] = json.loads(text)
    return Plan(**said | {"languages": tuple(said["languages"]), "zips": tuple(said["zips"])})


def write_office(plan: Plan, *, at: datetime) -> Founded:
    """Write a new office into its databases: name, languages, areas, public holidays, taxonomy, its director's link.

    Holidays of this year and the next, as a draft people correct. Raises AlreadyFounded.
    """
    from django.conf import settings
    from django.db import transaction

    from xenia.ground.reference.models import Office
    from xenia.ground.reference.operations import choose_languages, describe_office, seed_closures
    from xenia.registers.directory.operations.taxonomy import load_own_taxonomy

    name = plan.name or settings.NEW_OFFICE_NAME
    with transaction.atomic():
        if Office.objects.exists():
            raise AlreadyFounded("this data folder holds an office already")
        describe_office(
            by=None,
            at=at,
            name=name,
            short_name=(plan.short_name or name)[:MOST_SHORT_NAME],
            jurisdiction=plan.jurisdiction,
            jurisdiction_name=(plan.place or name)[:MOST_PLACE],
            state=plan.state,
        )
        choose_languages(codes=plan.languages, by=None, at=at)
        areas = sum(1 for _ in _draw_areas(plan.zips, at))
        years = (local_day(at).year, local_day(at).year + 1)
        closures = seed_closures(years=years, state=plan.state, by=None, at=at)
        terms = load_own_taxonomy(at=at)
        invitation = {}
        if plan.director_email:
            invitation = invite_director(plan.director_email, address=plan.address, at=at)
    return Founded(areas, len(plan.zips), closures, terms, invitation)


def _draw_areas(zips: tuple[str, ...], at: datetime) -> Iterator[str]:
    """One area per town the post office names; people redraw them on the desk."""
    from xenia.ground.reference.operations import draw_area

    points = [point for code in zips if (point := zip_point(code))]
    towns = groupby(sorted(points, key=lambda point: (_code(point), point.zip_code)), _code)
    for position, (code, group) in enumerate(towns):
        its = list(group)
        latitude, longitude = _middle(its)
        draw_area(
            code=code,
            name=its[0].town,
            latitude=latitude,
            longitude=longitude,
            zip_points={point.zip_code: (point.latitude, point.longitude) for point in its},
            position=position,
            by=None,
            at=at,
        )
        yield code


def _code(point: ZipPoint) -> str:
    return slugify(point.town)[:40]


def _middle(points: list[ZipPoint]) -> tuple[float, float]:
    count = len(points)
    return (
        round(sum(point.latitude for point in points) / count, 4),
        round(sum(point.longitude for point in points) / count, 4),
    )


def invite_director(email: str, *, address: str, at: datetime) -> dict[str, str]:
    """The office's own machine invites a director. {"email", "link", "until"}; the link is shown once.

    address: where people open the office. Raises EmailTaken and AlreadyInvited.
    """
    from django.urls import reverse
    from django.utils import translation

    from xenia.ground.accounts.operations.invitation import invite_person
    from xenia.ground.accounts.roles import Role
    from xenia.ground.reference.office import office_facts

    invitation, token = invite_person(
        email=email, role=Role.DIRECTOR, organization_id=None, by=None, at=at
    )
    with translation.override(office_facts().codes[0]):
        path = reverse("accounts:accept", args=[token])
    return {
        "email": invitation.email,
        "link": f"{address.rstrip('/')}{path}",
        "until": invitation.expires_at.isoformat(timespec="minutes"),
    }
