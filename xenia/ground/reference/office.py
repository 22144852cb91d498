"""The office as pages show it: read once, kept for a few seconds by each process."""

import time
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.utils.text import slugify

from xenia.ground.common.languages import Language, language
from xenia.ground.reference.models import Area, AreaZip, Office, OfficeLanguage
from xenia.ground.translations.queries import texts_of

# Seconds a process may show an old name after another process changed it.
FRESH_FOR = 5.0


@dataclass(frozen=True, slots=True)
class Place:
    """A point distances are measured from."""

    latitude: float
    longitude: float
    label: str
    area: str = ""


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """All a page needs to know of the office, in every language."""

    texts: dict[str, dict[str, str]]
    jurisdiction: str
    jurisdiction_name: str
    state: str
    phone: str
    email: str
    website: str
    wall_colour: str
    go_colour: str
    has_logo: bool
    version: str
    languages: tuple[Language, ...]
    area_names: dict[str, dict[str, str]]
    area_points: dict[str, tuple[float, float] | None]
    zips: dict[str, Place]
    changed_at: datetime | None
    is_sample: bool
    is_founded: bool
    read_at: float = field(default_factory=time.monotonic)

    def text(self, name: str, reader: str) -> str:
        """A text of the office in the reader's language, else as first written."""
        texts = self.texts.get(name, {})
        return texts.get(reader) or texts.get("", "")

    def area_name(self, code: str, reader: str) -> str:
        """An area's name in the reader's language, else as first written."""
        names = self.area_names.get(code, {})
        return names.get(reader) or names.get("", "") or code

    @property
    def region(self) -> str:
        """Where it is, as rules of screening name places: `US-MA-lindenport`."""
        parts = ("US", self.state.upper(), slugify(self.jurisdiction_name))
        return "-".join(part for part in parts if part)

    @property
    def codes(self) -> tuple[str, ...]:
        """The tags of the languages people can choose, in order."""
        return tuple(one.code for one in self.languages)


class _Kept:
    facts: OfficeFacts | None = None


def office_facts() -> OfficeFacts:
    """The office now, at most a few seconds old."""
    kept = _Kept.facts
    if kept is None or time.monotonic() - kept.read_at > FRESH_FOR:
        kept = _Kept.facts = _read()
    return kept


def forget_office() -> None:
    """Read again at the next page: somebody changed the office."""
    _Kept.facts = None


def _read() -> OfficeFacts:
    office = Office.objects.defer("logo").first()
    own = OfficeLanguage.objects.values_list("code", flat=True)
    areas = list(Area.objects.all())
    area_texts = texts_of(Area, [area.pk for area in areas])
    office_texts = texts_of(Office, [office.pk])[office.pk] if office else {}
    return OfficeFacts(
        texts={
            name: {"": str(getattr(office, name)) if office else settings.NEW_OFFICE_NAME}
            | {tag: row.text for tag, row in office_texts.get(name, {}).items()}
            for name in Office.TRANSLATED
        },
        jurisdiction=office.jurisdiction if office else "city",
        jurisdiction_name=office.jurisdiction_name if office else "",
        state=office.state if office else "",
        phone=office.phone if office else "",
        email=office.email if office else "",
        website=office.website if office else "",
        wall_colour=office.wall_colour if office else "",
        go_colour=office.go_colour if office else "",
        has_logo=bool(office and office.logo_type),
        version=f"{office.changed_at.timestamp():.0f}" if office else "0",
        languages=tuple(language(code) for code in own) or (language("en"),),
        area_names={
            area.code: {"": area.name}
            | {tag: row.text for tag, row in area_texts[area.pk].get("name", {}).items()}
            for area in areas
        },
        area_points={
            area.code: (area.latitude, area.longitude)
            if area.latitude is not None and area.longitude is not None
            else None
            for area in areas
        },
        zips={
            row.zip_code: Place(
                row.latitude, row.longitude, row.zip_code, row.area.code if row.area else ""
            )
            for row in AreaZip.objects.select_related("area")
        },
        changed_at=office.changed_at if office else None,
        is_sample=settings.SAMPLE_CITY,
        is_founded=office is not None,
    )
