"""What the office decides about itself."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import holidays
from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.languages import language as known_language
from xenia.ground.reference.calendar import current_version
from xenia.ground.reference.models import (
    Area,
    AreaZip,
    CalendarVersion,
    Closure,
    Office,
    OfficeLanguage,
)
from xenia.ground.reference.models.office import OFFICE_ID
from xenia.ground.reference.office import forget_office
from xenia.ground.translations.operations import write_translations


class NoLanguageLeft(ValueError):
    """An office speaks at least one language."""


@transaction.atomic
def describe_office(
    *,
    by: User | None,
    at: datetime,
    translations: Mapping[str, Mapping[str, str]] | None = None,
    **fields: Any,
) -> Office:
    """Say what the office is called, where it is, how it looks: every page follows.

    translations: {field: {language: text}} for the fields of Office.TRANSLATED.
    """
    office, is_new = Office.objects.select_for_update().get_or_create(
        pk=OFFICE_ID, defaults={**fields, "changed_at": at}
    )
    changed = [name for name, value in fields.items() if is_new or getattr(office, name) != value]
    for name in changed:
        setattr(office, name, fields[name])
    office.changed_at = at
    office.full_clean(exclude=["id"])
    office.save()
    write_translations(record=office, texts=translations or {}, by=by, at=at)
    audit.record(by, "reference.office_described", office, at=at, fields=changed)
    transaction.on_commit(forget_office)
    return office


@transaction.atomic
def choose_languages(*, codes: Sequence[str], by: User | None, at: datetime) -> None:
    """Set the languages residents can choose, in the order of the door.

    Raises UnknownLanguage, and NoLanguageLeft for an empty list. Texts in a dropped language are kept.
    """
    tags = list(dict.fromkeys(known_language(code).code for code in codes))
    if not tags:
        raise NoLanguageLeft("expected at least one language, such as ['en', 'ht']")
    OfficeLanguage.objects.exclude(code__in=tags).delete()
    for position, tag in enumerate(tags):
        OfficeLanguage.objects.update_or_create(code=tag, defaults={"position": position})
    audit.record(by, "reference.languages_chosen", None, at=at, fields=tags)
    transaction.on_commit(forget_office)


@transaction.atomic
def draw_area(
    *,
    code: str,
    name: str,
    latitude: float | None,
    longitude: float | None,
    zip_points: Mapping[str, tuple[float, float]],
    by: User | None,
    at: datetime,
    position: int = 0,
    names: Mapping[str, str] | None = None,
) -> Area:
    """Add or redraw an area with its ZIP codes and the points distances are measured from.

    zip_points: {"09901": (42.35, -70.9)}, degrees. A ZIP code belongs to one area: the last one wins.
    """
    area, _ = Area.objects.update_or_create(
        code=code,
        defaults={
            "name": name,
            "latitude": latitude,
            "longitude": longitude,
            "position": position,
        },
    )
    for zip_code, (lat, lon) in zip_points.items():
        AreaZip.objects.update_or_create(
            zip_code=zip_code, defaults={"area": area, "latitude": lat, "longitude": lon}
        )
    area.zips.exclude(zip_code__in=list(zip_points)).delete()
    write_translations(record=area, texts={"name": names or {}}, by=by, at=at)
    audit.record(by, "reference.area_drawn", area, at=at)
    transaction.on_commit(forget_office)
    return area


@transaction.atomic
def remove_area(*, area: Area, by: User | None, at: datetime) -> None:
    """Take an area off the list; its ZIP codes go with it."""
    audit.record(by, "reference.area_removed", area, at=at)
    area.zips.all().delete()
    area.delete()
    transaction.on_commit(forget_office)


@transaction.atomic
def close_office(
    *,
    first_day: date,
    last_day: date,
    name: str,
    by: User | None,
    at: datetime,
    origin: str = Closure.Origin.OFFICE,
) -> Closure:
    """Enter days on which the office is closed; the calendar gets its next version."""
    closure = Closure.objects.create(
        first_day=first_day,
        last_day=last_day,
        name=name,
        origin=origin,
        since_version=_next_version(at),
    )
    audit.record(by, "reference.office_closed", closure, at=at)
    return closure


@transaction.atomic
def open_office_again(*, closure: Closure, by: User | None, at: datetime) -> None:
    """Take a closure back. Deadlines made before keep the calendar they were made with."""
    current = Closure.objects.select_for_update().get(pk=closure.pk)
    if current.until_version is None:
        current.until_version = _next_version(at)
        current.save(update_fields=["until_version"])
        audit.record(by, "reference.closure_taken_back", current, at=at)


@transaction.atomic
def seed_closures(*, years: Iterable[int], state: str, by: User | None, at: datetime) -> int:
    """Enter the public holidays of a state for some years, as a first draft people correct.

    Returns how many were added. Days already closed are left alone.
    Source: the `holidays` library (US public holidays by state).
    """
    days = holidays.country_holidays("US", subdiv=state or None, years=list(years))
    taken = set(Closure.objects.filter(until_version=None).values_list("first_day", flat=True))
    new = [(day, name) for day, name in sorted(days.items()) if day not in taken]
    if not new:
        return 0
    version = _next_version(at)
    Closure.objects.bulk_create(
        Closure(
            first_day=day,
            last_day=day,
            name=name,
            origin=Closure.Origin.SEEDED,
            since_version=version,
        )
        for day, name in new
    )
    audit.record(by, "reference.closures_seeded", None, at=at, fields=[str(len(new))])
    return len(new)


def _next_version(at: datetime) -> int:
    number = current_version() + 1
    CalendarVersion.objects.create(number=number, made_at=at)
    return number
