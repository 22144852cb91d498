"""What stands on the paper she takes along: where, when, what to bring. It is made from the listing alone."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from xenia.registers.directory.models import Listing, Location, Service
from xenia.work.referrals.queries.words import Text, address_of, hours_of, in_language, phone_of


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip in one language. lines: an icon, a label, and what is said under it."""

    service: Text
    english: str
    organization: Text
    lines: list[tuple[str, str, list[Text]]]


def slip_of(service: Service, reader: str, place: Location | None = None) -> Slip | None:
    """The slip of a service in a language, which is in force when this is asked. None where it is not in the directory."""
    listing = Listing.objects.filter(pk=service.pk, is_public=True).first()
    if listing is None:
        return None
    document: dict[str, Any] = listing.document
    places = _places(document, place)
    bring = in_language(document.get("bring"), reader)
    papers = [Text(one, "en") for one in document["documents"]]
    call_first = Text(_("Call first: they tell you where."), reader)
    lines = [
        ("pin", _("Where"), _where(places, reader) or [call_first]),
        ("clock", _("When"), [Text(line, reader) for line in _hours(document, places, reader)]),
        ("folder", _("Bring"), [one for one in (bring, *papers) if one]),
        ("coin", _("Cost"), [in_language(document.get("fees_description"), reader)]),
        ("phone", _("Phone"), [Text(phone_of(one), reader) for one in document["phones"]]),
        ("check", _("How to start"), [in_language(document.get("application_process"), reader)]),
    ]
    name = in_language(document["name"], reader)
    english = document["name"].get("en", "")
    return Slip(
        service=name,
        english="" if english == name.text else english,
        organization=in_language((document.get("organization") or {}).get("name"), reader),
        lines=[
            (icon, label, [one for one in said if one]) for icon, label, said in lines if any(said)
        ],
    )


def _places(document: dict[str, Any], place: Location | None) -> list[dict[str, Any]]:
    """The place that was chosen, else all that may be named."""
    known = [one for one in document["places"] if not one.get("confidential")]
    chosen = [one for one in known if place and one["id"] == str(place.pk)]
    return chosen or known


def _where(places: list[dict[str, Any]], reader: str) -> list[Text]:
    """Names and addresses, which are nobody's language; and the ways there, which are words."""
    lines = []
    for one in places:
        named = in_language(one["name"], reader).text, address_of(one)
        lines.append(Text(" · ".join(part for part in named if part), ""))
        lines.append(in_language(one["transportation"], reader))
    return [one for one in lines if one]


def _hours(document: dict[str, Any], places: list[dict[str, Any]], reader: str) -> list[str]:
    rows: list[dict[str, Any]] = document["schedules"] or next(
        (one["schedules"] for one in places if one["schedules"]), []
    )
    return hours_of(rows, reader)
