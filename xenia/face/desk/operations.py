"""Settings that concern more than one room."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models.functions import Left

from xenia.ground.accounts.models import User
from xenia.ground.reference.models import Area, AreaZip, OfficeLanguage
from xenia.ground.reference.office import forget_office
from xenia.ground.reference.operations import choose_languages, draw_area, remove_area
from xenia.registers.directory.models import Address, Service
from xenia.registers.directory.operations import rebuild_listings

# What nobody has translated yet is shown in English, also to staff: it stays.
ALWAYS = "en"


class EnglishStays(Exception):
    """English was to be dropped."""


@transaction.atomic
def add_language(*, code: str, by: User, at: datetime) -> None:
    """The office begins to speak a language to residents, as the last of its door. Raises UnknownLanguage."""
    choose_languages(codes=[*_spoken(), code], by=by, at=at)


@transaction.atomic
def drop_language(*, code: str, by: User, at: datetime) -> None:
    """The office no longer offers a language. Its texts are kept, for the day it comes back. Raises EnglishStays."""
    if code == ALWAYS:
        raise EnglishStays("English stays among the office's languages")
    choose_languages(codes=[one for one in _spoken() if one != code], by=by, at=at)


@transaction.atomic
def move_language(*, code: str, places: int, by: User, at: datetime) -> None:
    """A language moves up (places below 0) or down on the door; at the end it stays where it is."""
    spoken = _spoken()
    if code not in spoken:
        return
    old = spoken.index(code)
    new = min(max(old + places, 0), len(spoken) - 1)
    spoken.insert(new, spoken.pop(old))
    choose_languages(codes=spoken, by=by, at=at)


def _spoken() -> list[str]:
    rows = OfficeLanguage.objects.select_for_update()
    return [row.code for row in rows] or [ALWAYS]


@transaction.atomic
def redraw_area(
    *,
    code: str,
    name: str,
    latitude: float | None,
    longitude: float | None,
    zip_points: Mapping[str, tuple[float, float]],
    names: Mapping[str, str],
    position: int,
    by: User,
    at: datetime,
) -> Area:
    """An area is drawn or redrawn, and what residents see of the places in it follows."""
    before = set(AreaZip.objects.filter(area__code=code).values_list("zip_code", flat=True))
    area = draw_area(
        code=code,
        name=name,
        latitude=latitude,
        longitude=longitude,
        zip_points=zip_points,
        names=names,
        position=position,
        by=by,
        at=at,
    )
    _list_anew(before | set(zip_points), at)
    return area


@transaction.atomic
def give_up_area(*, area: Area, by: User, at: datetime) -> None:
    """An area and its ZIP codes leave the list; places in it stay, without an area."""
    its = set(area.zips.values_list("zip_code", flat=True))
    remove_area(area=area, by=by, at=at)
    _list_anew(its, at)


def _list_anew(zip_codes: set[str], at: datetime) -> None:
    """Make the listings of services at these ZIP codes again: they hold the area's name and the distance point."""
    forget_office()
    there = Address.objects.annotate(five=Left("postal_code", 5)).filter(five__in=zip_codes)
    places = there.values("location_id")
    services = Service.objects.filter(places__location_id__in=places).distinct()
    rebuild_listings(list(services.values_list("pk", flat=True)), at=at)
