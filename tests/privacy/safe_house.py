"""A small directory with a safe house in it: every field that must not get out says a word that stands nowhere else.

The same directory can be made with nothing to hide: then the same words are public, and whoever looks must find them.
"""

from dataclasses import dataclass
from typing import Final

from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.common.dates import now
from xenia.ground.reference.operations import choose_languages, describe_office, draw_area
from xenia.registers.directory.models import Contact, Location, Organization, Phone, Service
from xenia.registers.directory.models import Language as SpokenLanguage
from xenia.registers.directory.models.details import Attribute, ServiceArea
from xenia.registers.directory.operations import (
    add_location,
    add_organization,
    add_service,
    change_service_status,
    rebuild_listings,
    translate_record,
)
from xenia.registers.directory.operations.asking import ask_organization, new_link
from xenia.registers.directory.operations.notices import post_notice
from xenia.registers.directory.operations.place import change_location
from xenia.registers.directory.operations.taxonomy import load_own_taxonomy
from xenia.registers.directory.tests.makers import MONDAY, a_colleague

# What must not get out, and every way it may be written. Words are in small letters: the index folds its own.
SECRETS: Final[dict[str, tuple[str, ...]]] = {
    # The safe house: nothing of it but that it is there.
    "name of the place": ("brindlequoth",),
    "its name in Arabic": ("قنديلوشة",),
    "its other name": ("ostrivane",),
    "its description": ("fennimurk",),
    "its web address": ("mapquandle",),
    "its own number elsewhere": ("zephrolict",),
    "its street": ("dravenmoor",),
    "its second line": ("wexilbury",),
    "who letters go to": ("hollowquist",),
    "the way there": ("tramvelisk",),
    "the way there in Arabic": ("ترامفيلوشك",),
    "latitude": ("42.37117",),
    "longitude": ("71.06153",),
    "how far it is": ("0.0 mi",),
    "its phone": ("617-555-0191", "6175550191"),
    "what its phone is for": ("nightbelvar",),
    "its steps": ("rampolique",),
    "its steps in detail": ("doorgrevel",),
    "its opening hours": ("dawnspindle",),
    "a language spoken there": ("kreyolumbra",),
    "who works there": ("maravexia",),
    "her title": ("wardenoxal",),
    "her mailbox": ("maravexia@quietmail.example",),
    "her phone": ("617-555-0192", "6175550192"),
    "a label on the place": ("tagmirelle",),
    "the room": ("bluedorren",),
    "the room's phone": ("617-555-0193", "6175550193"),
    "the room's hours": ("eveglimmer",),
    "the room's keeper": ("keeporvane",),
    "whom the room is for": ("arealunique",),
    "what is posted at the place": ("painterusk",),
    # A place whose address alone is confidential.
    "name of the annex": ("annexolind",),
    "street of the annex": ("pellowgate",),
    "a language spoken in the annex": ("spokenarvu",),
    "number of who works in the annex": ("617-555-0194", "6175550194"),
    # What hangs on the service and its organisation.
    "the service's mailbox": ("shelterinbox@quietmail.example",),
    "the service's other phone": ("617-555-0195", "6175550195"),
    "a person of the service": ("quietpersel",),
    "her own number": ("617-555-0196", "6175550196"),
    "the organisation's mailbox": ("boardinbox@quietmail.example",),
    "the organisation's other phone": ("617-555-0197", "6175550197"),
    # A service that was taken out of the directory to keep people safe.
    "name of what left": ("gonewillow",),
    "its name in Arabic, too": ("رحلصفصاف",),
    "what it was": ("vanishmere",),
    "its number": ("617-555-0198", "6175550198"),
}
# Kept for the office in any case, of an open place too.
NEVER_PUBLIC: Final[dict[str, tuple[str, ...]]] = {
    "who assured it": ("assurerlume@quietmail.example",),
}
TERM: Final = "safety"
ZIP_CODE: Final = "09902"
ID_OF_HOUSE, ID_OF_ANNEX = "the id of the place", "the id of the annex"


def one(key: str) -> str:
    """The first way a secret is written: as an editor types it."""
    return SECRETS[key][0]


@dataclass(slots=True)
class SafeHouse:
    """What stands in the directory, who works there, and the secret end of a letter to it."""

    shelter: Service
    legal_hour: Service
    left: Service
    organization: Organization
    colleague: User
    letter: str
    house: Location
    annex: Location
    is_hidden: bool

    @property
    def secrets(self) -> dict[str, tuple[str, ...]]:
        """All that must not get out; the ids of hidden places are as telling as their names."""
        ids = {ID_OF_HOUSE: self.house.pk, ID_OF_ANNEX: self.annex.pk}
        return {
            **SECRETS,
            **NEVER_PUBLIC,
            **{name: (str(pk), pk.hex) for name, pk in ids.items()},
        }

    @property
    def services(self) -> tuple[Service, ...]:
        """All of them, what left among them."""
        return (self.shelter, self.legal_hour, self.left)


def an_office() -> None:
    """A city of one area, in two languages."""
    describe_office(
        by=None,
        at=MONDAY,
        name="Office for New Neighbors",
        short_name="New Neighbors",
        jurisdiction_name="Testville",
        phone="617-555-0100",
    )
    choose_languages(codes=["en", "ar"], by=None, at=MONDAY)
    # The house stands in the middle of its ZIP code: who measures from there is told "0.0 mi", if anything.
    middle = (float(one("latitude")), -float(one("longitude")))
    points = {"09901": (42.35, -70.92), ZIP_CODE: middle}
    draw_area(
        code="harbor",
        name="Harbor",
        latitude=42.35,
        longitude=-70.92,
        zip_points=points,
        by=None,
        at=MONDAY,
    )
    load_own_taxonomy(at=MONDAY)


def a_safe_house(*, is_hidden: bool) -> SafeHouse:
    """The directory. is_hidden: whether there is anything confidential in it, or everything is public."""
    an_office()
    organization = add_organization(
        name="Lantern Network",
        kind=Organization.Kind.SHELTER,
        email=one("the organisation's mailbox"),
        email_is_confidential=is_hidden,
        by=None,
        at=MONDAY,
    )
    house, annex = _house(organization, is_hidden), _annex(organization, is_hidden)
    shelter = _shelter(organization, [house, annex], is_hidden)
    _who_hangs_on_it(organization, shelter, house, annex, is_hidden)
    _posted(house)
    legal_hour = add_service(
        organization=organization,
        name="Talking hour",
        description="Talk with somebody who listens.",
        terms=[TERM],
        locations=[house, _open_place(organization)],
        by=None,
        at=MONDAY,
    )
    left = _what_left(organization, is_hidden)
    rebuild_listings([shelter.pk, legal_hour.pk, left.pk], at=MONDAY)
    return SafeHouse(
        shelter=shelter,
        legal_hour=legal_hour,
        left=left,
        organization=organization,
        colleague=a_colleague(role=Role.DIRECTOR),
        letter=new_link(ask_organization(organization=organization, by=None, at=now())),
        house=house,
        annex=annex,
        is_hidden=is_hidden,
    )


def _house(organization: Organization, is_hidden: bool) -> Location:
    house = add_location(
        name=one("name of the place"),
        organization=organization,
        is_confidential=is_hidden,
        alternate_name=one("its other name"),
        description=one("its description"),
        transportation=one("the way there"),
        url=f"https://{one('its web address')}.example/way",
        external_identifier=one("its own number elsewhere"),
        latitude=float(one("latitude")),
        longitude=-float(one("longitude")),
        address={
            "attention": one("who letters go to"),
            "address_1": f"7 {one('its street')} lane",
            "address_2": one("its second line"),
            "city": "Testville",
            "state_province": "MA",
            "postal_code": ZIP_CODE,
        },
        accessibility=[f"{one('its steps')} step-free"],
        phones=[{"number": one("its phone"), "description": one("what its phone is for")}],
        schedules=[_evenings(one("its opening hours"))],
        by=None,
        at=MONDAY,
    )
    house.accessibility.update(details=one("its steps in detail"))
    SpokenLanguage.objects.create(
        location=house, code="ht", name="Haitian Creole", note=one("a language spoken there")
    )
    Attribute.objects.create(
        link_id=house.pk, link_entity="location", label=one("a label on the place"), value="x"
    )
    texts = {
        "name": {"ar": one("its name in Arabic")},
        "transportation": {"ar": one("the way there in Arabic")},
    }
    translate_record(record=house, texts=texts, by=None, at=MONDAY)
    return house


def _evenings(words: str) -> dict[str, str]:
    return {
        "freq": "WEEKLY",
        "byday": "MO",
        "opens_at": "18:00",
        "closes_at": "20:00",
        "description": words,
    }


def _annex(organization: Organization, is_hidden: bool) -> Location:
    """Whoever imported it marked the address alone."""
    annex = add_location(
        name=one("name of the annex"),
        organization=organization,
        address={
            "address_1": f"9 {one('street of the annex')} row",
            "postal_code": ZIP_CODE,
            "is_confidential": is_hidden,
        },
        by=None,
        at=MONDAY,
    )
    SpokenLanguage.objects.create(
        location=annex, code="so", name="Somali", note=one("a language spoken in the annex")
    )
    return annex


def _open_place(organization: Organization) -> Location:
    """Everybody may know it."""
    return add_location(
        name="Lantern front desk",
        organization=organization,
        latitude=42.35,
        longitude=-70.92,
        address={"address_1": "12 Pier Street", "city": "Testville", "postal_code": "09901"},
        by=None,
        at=MONDAY,
    )


def _shelter(organization: Organization, places: list[Location], is_hidden: bool) -> Service:
    return add_service(
        organization=organization,
        name="Rooms for a night",
        description="A bed, a lock, and somebody awake.",
        terms=[TERM],
        locations=places,
        email=one("the service's mailbox"),
        email_is_confidential=is_hidden,
        assurer_email=NEVER_PUBLIC["who assured it"][0],
        translations={"name": {"ar": "غرف لليلة"}},
        details={
            "phones": [
                {"number": "617-555-0101"},
                {"number": one("the service's other phone"), "is_confidential": is_hidden},
            ],
            "contacts": [{"name": one("a person of the service"), "is_confidential": is_hidden}],
        },
        by=None,
        at=MONDAY,
    )


def _who_hangs_on_it(
    organization: Organization, shelter: Service, house: Location, annex: Location, is_hidden: bool
) -> None:
    """People, rooms and numbers, as an import lays them down: some name the place, some only who works there."""
    woman = Contact.objects.create(
        location=house,
        name=one("who works there"),
        title=one("her title"),
        email=one("her mailbox"),
    )
    Phone.objects.create(contact=woman, service=shelter, number=one("her phone"))
    room = shelter.places.get(location=house)
    room.description = one("the room")
    room.save()
    Phone.objects.create(service_at_location=room, number=one("the room's phone"))
    room.schedules.create(**_evenings(one("the room's hours")))
    Contact.objects.create(service_at_location=room, name=one("the room's keeper"))
    ServiceArea.objects.create(service_at_location=room, name=one("whom the room is for"))
    other = shelter.places.get(location=annex)
    helper = Contact.objects.create(service_at_location=other, name="Annex helper")
    Phone.objects.create(
        contact=helper, organization=organization, number=one("number of who works in the annex")
    )
    person = Contact.objects.get(name=one("a person of the service"))
    Phone.objects.create(contact=person, service=shelter, number=one("her own number"))
    Phone.objects.create(
        organization=organization,
        number=one("the organisation's other phone"),
        is_confidential=is_hidden,
    )


def _posted(house: Location) -> None:
    """A notice from the days before the place had to hide, or of an open one."""
    was_hidden = house.is_confidential
    if was_hidden:
        change_location(
            location=house,
            fields={"is_confidential": False},
            address={"is_confidential": False},
            by=None,
            at=MONDAY,
        )
    post_notice(
        about=house,
        kind="alert",
        starts_on=MONDAY.date(),
        ends_on=None,
        words=one("what is posted at the place"),
        by=None,
        at=MONDAY,
    )
    if was_hidden:
        change_location(
            location=house,
            fields={"is_confidential": True},
            address={"is_confidential": True},
            by=None,
            at=MONDAY,
        )


def _what_left(organization: Organization, is_hidden: bool) -> Service:
    """Public once; taken out for safety's sake, or still there."""
    left = add_service(
        organization=organization,
        name=one("name of what left"),
        description=one("what it was"),
        terms=[TERM],
        locations=[_open_place(organization)],
        translations={"name": {"ar": one("its name in Arabic, too")}},
        details={"phones": [{"number": one("its number")}]},
        by=None,
        at=MONDAY,
    )
    if is_hidden:
        change_service_status(service=left, to=Service.Status.INACTIVE, by=None, at=MONDAY)
    return left
