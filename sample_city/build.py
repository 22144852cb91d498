"""Building Lindenport, through the same operations a real office uses.

Texts are labelled as reviewed by invented people ("sample review"), except in the languages and services listed below:
a sample needs drafts too, to show how a draft looks.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from sample_city.accounting import give_account
from sample_city.cases import count_who_looked_up_alone, take_everybody_in
from sample_city.data import DATA, Row, office, rows, translations
from sample_city.duties import bring_in_estimates, enter_laws
from sample_city.equal_access import say_whom_services_serve
from sample_city.handing_over import draw_service_areas, prepare_lists
from sample_city.her_week import plan_a_week
from sample_city.interpreters import bring_in_interpreters
from sample_city.legal import run_legal_matters
from sample_city.people_served import serve_people
from sample_city.plans import make_plans
from sample_city.programs import offer_programs
from sample_city.questions import ask_everything
from sample_city.referrals import send_people
from sample_city.waiting import leave_waiting
from xenia.ground.accounts.models import User
from xenia.ground.accounts.operations.person import welcome_person
from xenia.ground.accounts.roles import WITHIN_ORGANIZATION
from xenia.ground.common.dates import local_day
from xenia.ground.common.languages import language, name_in
from xenia.ground.reference.models import Office
from xenia.ground.reference.office import forget_office
from xenia.ground.reference.operations import (
    choose_languages,
    close_office,
    describe_office,
    draw_area,
)
from xenia.ground.translations.exchange.terms import read_terms
from xenia.ground.translations.models import TranslatedText
from xenia.ground.translations.operations.glossary import bring_in_terms
from xenia.registers.directory.models import Location, Organization, Service
from xenia.registers.directory.operations import (
    add_location,
    add_organization,
    add_service,
    listings_rebuilt_together,
    rebuild_listings,
)
from xenia.registers.directory.operations.evidence import record_evidence
from xenia.registers.directory.operations.taxonomy import load_own_taxonomy

PASSWORD = "lindenport-sample"
REVIEWER = "sample review"
# Nobody has reviewed these, so that drafts can be seen as drafts.
DRAFTS = frozenset({"fr", "so"})
Progress = Callable[[str, int, int], None]


def build_city(*, at: datetime, progress: Progress = lambda what, done, total: None) -> None:
    """Found the office of Lindenport with its people, organisations, places and services: all of it, or nothing."""
    with transaction.atomic():
        services = _found(at, progress)
        prepare_lists(at=at, services=services)
    forget_office()


def _found(at: datetime, progress: Progress) -> dict[str, Service]:
    with listings_rebuilt_together(at=at):
        _describe(at)
        forget_office()
        load_own_taxonomy(at=at)
        enter_laws(at=at)
        bring_in_estimates(at=at)
        organizations = _organizations(at)
        locations = _locations(at, organizations)
        _people(at, organizations)
        services = [*rows("services_full"), *rows("services_named")]
        made: dict[str, Service] = {}
        for done, row in enumerate(services, start=1):
            made[row["key"]] = _service(row, at, organizations, locations)
            progress("services", done, len(services))
        _evidence(at, organizations, made)
        leave_waiting(at=at, services=made, locations=locations)
        ask_everything(at=at, people=_by_key(), organizations=organizations)
        serve_people(at=at, people=_by_key())
        take_everybody_in(at=at, people=_by_key())
        count_who_looked_up_alone(at=at)
        bring_in_interpreters(at=at, people=_by_key(), organizations=organizations)
        make_plans(at=at, people=_by_key(), organizations=organizations, services=made)
        say_whom_services_serve(at=at, people=_by_key(), services=made)
        offer_programs(at=at, people=_by_key(), organizations=organizations, services=made)
        plan_a_week(at=at, people=_by_key(), organizations=organizations)
        send_people(at=at, people=_by_key(), organizations=organizations, services=made)
        run_legal_matters(at=at, people=_by_key(), organizations=organizations, services=made)
        give_account(at=at, people=_by_key(), organizations=organizations)
        draw_service_areas(made)
        review_everything(at=at)
    return made


def _describe(at: datetime) -> None:
    said = office()
    describe_office(
        by=None,
        at=at,
        name=said["name"],
        short_name=said["short_name"],
        tagline=said["tagline"],
        jurisdiction=Office.Jurisdiction.CITY,
        jurisdiction_name=said["city"],
        state=said["state_province"],
        phone=said["phone"],
        email=said["email"],
        address=f"{said['address_1']}, {said['address_2']}",
        hours=said["hours_text"],
        website=said["website"],
        translations=_by_field("office", ("name", "short_name", "tagline", "hours")),
    )
    choose_languages(codes=said["languages"], by=None, at=at)
    bring_in_terms(rows=read_terms((DATA / "glossary.csv").read_bytes()), by=None, at=at)
    for position, area in enumerate(rows("areas")):
        point = (area["latitude"], area["longitude"])
        draw_area(
            code=area["key"],
            name=area["name"],
            latitude=point[0],
            longitude=point[1],
            zip_points=dict.fromkeys(area["postal_codes"], point),
            position=position,
            by=None,
            at=at,
        )
    for closure in said["closures"]:
        day = date.fromisoformat(closure["on"])
        close_office(first_day=day, last_day=day, name=closure["name"], by=None, at=at)


def _by_field(part: str, fields: Iterable[str]) -> dict[str, dict[str, str]]:
    return {
        field: {
            tag: texts[part][field]
            for tag, texts in translations().items()
            if texts.get(part, {}).get(field)
        }
        for field in fields
    }


def _organizations(at: datetime) -> dict[str, Organization]:
    made: dict[str, Organization] = {}
    for row in sorted(rows("organizations"), key=lambda one: one["parent"] is not None):
        made[row["key"]] = add_organization(
            by=None,
            at=at,
            name=row["name"],
            kind=row["kind"],
            description=row["description"],
            website=row["website"],
            email=row["email"],
            legal_status=row["legal_status"],
            parent_organization=made.get(row["parent"] or ""),
        )
        if row["phone"]:
            made[row["key"]].phones.create(number=row["phone"])
    return made


def _locations(at: datetime, organizations: Mapping[str, Organization]) -> dict[str, Location]:
    return {
        row["key"]: add_location(
            by=None,
            at=at,
            name=row["name"],
            organization=organizations[row["organization"]],
            latitude=row["latitude"],
            longitude=row["longitude"],
            transportation=row["transportation"],
            is_confidential=row["confidential"],
            address={
                "address_1": row["address_1"],
                "address_2": row["address_2"],
                "city": row["city"],
                "state_province": row["state_province"],
                "postal_code": row["postal_code"],
                "is_confidential": row["confidential"],
            },
            accessibility=row["accessibility"],
            schedules=[_times(one) for one in row["schedules"]],
        )
        for row in rows("locations")
    }


def _evidence(
    at: datetime, organizations: Mapping[str, Organization], services: Mapping[str, Service]
) -> None:
    """Who gives legal help, on invented lists; one line ends within sixty days, to be seen in the queue."""
    for row in rows("evidence"):
        record_evidence(
            organization=organizations[row["organization"]],
            service=services[row["service"]] if row["service"] else None,
            kind=row["kind"],
            jurisdiction=row["jurisdiction"],
            reference=row["reference"],
            since_on=date.fromisoformat(row["since_on"]) if row["since_on"] else None,
            expires_on=local_day(at) + timedelta(days=row["expires_in_days"]),
            source_url=row["source_url"],
            note=row["note"],
            by=None,
            at=at,
        )


def _times(row: Row) -> dict[str, Any]:
    return {
        "byday": row["byday"],
        "freq": "WEEKLY",
        "opens_at": time.fromisoformat(row["opens_at"]),
        "closes_at": time.fromisoformat(row["closes_at"]),
        "description": row["description"],
    }


def _people(at: datetime, organizations: Mapping[str, Organization]) -> None:
    for row in rows("people"):
        welcome_person(
            email=row["email"],
            name=row["name"],
            role=row["role"],
            organization_id=organizations[row["organization"]].pk
            if row["role"] in WITHIN_ORGANIZATION
            else None,
            password=None,
            by=None,
            at=at,
        )
    # One slow hash for everybody: they are invented, and share a password that is printed at start-up.
    User.objects.update(password=make_password(PASSWORD))


def _by_key() -> dict[str, User]:
    """The invented colleagues by their key in the data."""
    by_email = {one.email: one for one in User.objects.all()}
    return {row["key"]: by_email[row["email"]] for row in rows("people")}


def _service(
    row: Row,
    at: datetime,
    organizations: Mapping[str, Organization],
    locations: Mapping[str, Location],
) -> Service:
    return add_service(
        by=None,
        at=at,
        organization=organizations[row["organization"]],
        name=row["name"],
        description=row["description"],
        eligibility_description=row["eligibility"],
        application_process=row["application"],
        bring=row["bring"],
        fees_description=row["fees"],
        cost=row["cost"],
        asks_status=row["asks_status"],
        needs_id=row["needs_id"],
        status_note=row["status_note"],
        alert=row["alert"] or "",
        interpreter_available=row["interpreter"],
        minimum_age=row["minimum_age"],
        maximum_age=row["maximum_age"],
        is_remote=row["remote"],
        accepts_referrals=row["accepts_referrals"],
        assured_date=date.fromisoformat(row["assured_on"]),
        locations=[locations[key] for key in row["locations"]],
        terms=row["terms"],
        details={
            "phones": [{"number": number} for number in row["phones"]],
            "schedules": [_times(one) for one in row["schedules"]],
            "languages": [
                {
                    "code": one["code"],
                    "name": name_in(language(one["code"]).code, "en"),
                    "note": one["note"],
                }
                for one in row["languages"]
            ],
            "capacities": [row["capacity"]] if row["capacity"] else [],
        },
        translations=_texts_of_service(row["key"]),
    )


_FIELDS = {
    "name": "name",
    "description": "description",
    "eligibility": "eligibility_description",
    "application": "application_process",
    "bring": "bring",
    "fees": "fees_description",
    "status_note": "status_note",
    "alert": "alert",
}


def _texts_of_service(key: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {field: {} for field in _FIELDS.values()}
    for tag, texts in translations().items():
        full = texts.get("services", {}).get(key, {})
        for name, field in _FIELDS.items():
            if text := full.get(name):
                found[field][tag] = text
        if key in texts.get("named", {}):
            found["name"][tag] = texts["named"][key]
    return found


def review_everything(*, at: datetime) -> None:
    """Mark the sample's translations as reviewed by an invented reviewer, but for the drafts."""
    TranslatedText.objects.filter(status=TranslatedText.Status.DRAFT).exclude(
        language__in=DRAFTS
    ).update(status=TranslatedText.Status.REVIEWED, reviewed_by=REVIEWER, reviewed_at=at)
    rebuild_listings(list(Service.objects.values_list("pk", flat=True)), at=at)
