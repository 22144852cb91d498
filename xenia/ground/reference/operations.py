"""What the office decides about itself."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import holidays
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.languages import language as known_language
from xenia.ground.reference.calendar import current_version
from xenia.ground.reference.law import seeded_laws
from xenia.ground.reference.models import (
    Area,
    AreaZip,
    CalendarVersion,
    Closure,
    LegalBasis,
    Office,
    OfficeLanguage,
)
from xenia.ground.reference.models.office import OFFICE_ID
from xenia.ground.reference.office import forget_office
from xenia.ground.translations.operations import write_translations


class NoLanguageLeft(ValueError):
    """An office speaks at least one language."""


class LawHasEnded(Exception):
    """Somebody entered the end of this law before. `ended_on` is the day found."""

    def __init__(self, basis: LegalBasis) -> None:
        super().__init__(f"law {basis.code} ended on {basis.ended_on}")
        self.ended_on = basis.ended_on


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
    area, _is_new = Area.objects.update_or_create(
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


@transaction.atomic
def enter_law(*, by: User | None, at: datetime, **fields: Any) -> LegalBasis:
    """Enter a law as a dated record: what it asks, of whom, from which day, where that stands.

    fields: those of LegalBasis. Raises ValidationError where they do not hold together.
    """
    basis = LegalBasis(**fields, changed_at=at)
    _check_law(basis)
    basis.save(force_insert=True)
    audit.record(by, "reference.law_entered", basis, at=at, fields=fields)
    return basis


@transaction.atomic
def correct_law(
    *, basis: LegalBasis, fields: Mapping[str, Any], by: User | None, at: datetime
) -> LegalBasis:
    """Put right what was entered wrongly. A law that changed is another record: see `supersede_law`.

    Raises ValidationError where the fields do not hold together.
    """
    current = LegalBasis.objects.select_for_update().get(pk=basis.pk)
    changed = [name for name, value in fields.items() if getattr(current, name) != value]
    if not changed:
        return current
    for name in changed:
        setattr(current, name, fields[name])
    current.changed_at = at
    _check_law(current)
    current.save()
    audit.record(by, "reference.law_corrected", current, at=at, fields=changed)
    return current


@transaction.atomic
def close_law(
    *,
    basis: LegalBasis,
    ended_on: date,
    how: str,
    by: User | None,
    at: datetime,
    superseded_by: LegalBasis | None = None,
) -> LegalBasis:
    """A law ends. Its record stays, and says what it asked until then.

    ended_on: the first day it does not hold any more. how: who ended it, in words. Two at once: one wins, the other
    gets LawHasEnded. Raises ValidationError for an end before its beginning.
    """
    current = LegalBasis.objects.select_for_update().get(pk=basis.pk)
    if current.ended_on is not None:
        raise LawHasEnded(current)
    current.ended_on, current.ended_how = ended_on, how
    current.superseded_by, current.changed_at = superseded_by, at
    _check_law(current)
    current.save()
    action = "reference.law_superseded" if superseded_by else "reference.law_closed"
    audit.record(by, action, current, at=at, fields=["ended_on", "ended_how"])
    return current


@transaction.atomic
def supersede_law(
    *,
    basis: LegalBasis,
    fields: Mapping[str, Any],
    how: str,
    by: User | None,
    at: datetime,
) -> LegalBasis:
    """Another law takes a law's place: it is entered, and the first one ends on the day the new one begins.

    fields: those of the new law, with its `from_on`. Raises LawHasEnded, and ValidationError.
    """
    if fields.get("from_on") is None:
        raise ValidationError({"from_on": _("Write the first day of the new law.")})
    new = enter_law(by=by, at=at, **fields)
    close_law(basis=basis, ended_on=fields["from_on"], how=how, superseded_by=new, by=by, at=at)
    return new


def _check_law(basis: LegalBasis) -> None:
    """Raises ValidationError: a field that is wrong by itself, a language nobody knows, fields that do not fit."""
    basis.languages = [known_language(tag).code for tag in basis.languages]
    if (basis.rule == LegalBasis.Rule.NAMED) != bool(basis.languages):
        raise ValidationError(
            {"languages": _("Name the languages where the law names them, and only there.")}
        )
    basis.full_clean(exclude=["id", "superseded_by"])


@transaction.atomic
def seed_laws(*, by: User | None, at: datetime) -> int:
    """Enter the laws that come with the house. Returns how many were added; those here already are left alone."""
    rows = seeded_laws()
    here = set(LegalBasis.objects.values_list("code", flat=True))
    new = [row for row in rows if row["code"] not in here]
    later = {row["code"]: row.pop("superseded_by") for row in new if row.get("superseded_by")}
    for row in new:
        enter_law(by=by, at=at, **row)
    for code, successor in later.items():
        after = LegalBasis.objects.filter(code=successor).first()
        LegalBasis.objects.filter(code=code).update(superseded_by=after)
    return len(new)
