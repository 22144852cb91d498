"""Every address × every role × own and other organisation, against the one authorisation table.

An address outside the table fails. Making a page public means adding it here, on purpose.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from itertools import product
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, path
from django.urls.converters import IntConverter, UUIDConverter
from django.urls.resolvers import RoutePattern

from xenia.ground.accounts.access import Access, public
from xenia.ground.accounts.models import RoleGrant, User
from xenia.ground.accounts.roles import PERMISSIONS, WITHIN_ORGANIZATION, Role
from xenia.ground.accounts.tests import makers as people
from xenia.ground.common.dates import local_day, now
from xenia.ground.reference.office import forget_office
from xenia.ground.reference.operations import choose_languages
from xenia.insight.reports.models import DataCall
from xenia.insight.reports.operations.call import ask_too
from xenia.insight.reports.tests import call_makers as counts
from xenia.registers.clients.tests import makers as clients
from xenia.registers.directory.models import Finding, Metadata, Organization, Service
from xenia.registers.directory.operations import change_service
from xenia.registers.directory.tests import makers as directory
from xenia.work.casework import operations as casework
from xenia.work.departments.tests import makers as departments
from xenia.work.enquiries.tests import makers as enquiries
from xenia.work.language_access.tests import asking
from xenia.work.language_access.tests import plan_makers as plans
from xenia.work.language_access.tests import text_makers as texts
from xenia.work.ombudsman.tests import makers as complaints
from xenia.work.ombudsman.tests import picture_makers as pictures
from xenia.work.programs.tests import makers as programs
from xenia.work.referrals import operations as referral_operations
from xenia.work.referrals.models import Agreement
from xenia.work.referrals.tests import makers as referrals

# What anybody may open, by name; where an address has none, by the address itself.
PUBLIC = {
    # The roof: files and machines.
    "",
    "health",
    "office-colours",
    "office-logo",
    "robots.txt",
    "design/",
    "help/",
    "desk/",
    # What residents read.
    "home:changes",
    "home:directory_csv",
    "home:embed",
    "home:embed_services",
    "home:find",
    "home:find_map",
    "home:front",
    "home:handbook",
    "home:i_speak",
    "home:saved",
    "home:self_check",
    "home:saved_print",
    "home:service",
    "home:service_print",
    "home:suggest",
    "home:suggest_missing",
    "home:which_one",
    "keep_worker",
    "short_list",
    "short_service",
    # Anybody asks the office.
    "enquiries:ask",
    "enquiries:answer",
    "enquiries:answers",
    "enquiries:answer_read",
    # With the code of her receipt somebody reads what she agreed to.
    "clients:own_consent",
    # Anybody asks for help, and reads what became of it.
    "casework:ask_for_help",
    "casework:help_answer",
    # What the office holds, and for how long.
    "records:trust",
    "records:inventory",
    # What the law asks, and since when.
    "reference:law",
    # Whom each city service serves.
    "equal_access:all",
    "equal_access:all_print",
    "equal_access:all_csv",
    # How long complaints take, and what came of them.
    "complaint_numbers:numbers",
    "complaint_numbers:csv",
    # The yearly report, for everybody.
    "public_report:years",
    "public_report:year",
    "public_report:section",
    "public_report:number",
    "public_report:picture",
    "public_report:file",
    # Somebody complains, and follows her complaint with her code.
    "complaint:complain",
    "complaint:answer",
    # What departments promise people who speak another language.
    "public_plans:all",
    "public_plans:plan",
    "public_plans:plan_print",
    # What other software reads.
    "developers:developers",
    "api:hsds:about",
    "api:hsds:nothing",
    "api:hsds:openapi",
    "api:hsds:organization",
    "api:hsds:organizations",
    "api:hsds:patch",
    "api:hsds:place",
    "api:hsds:places",
    "api:hsds:profile",
    "api:hsds:service",
    "api:hsds:services",
    "api:hsds:taxonomies",
    "api:hsds:taxonomy",
    "api:hsds:term",
    "api:hsds:terms",
    "open311:discovery",
    "open311:request",
    "open311:requests",
    "open311:service",
    "open311:services",
    "open311:token",
    # What an interpreter opens from a message; what her calendar program reads.
    "links:offer",
    "links:coming",
    "links:coming_file",
    "interpreting-calendar",
    # How the parts of a page look.
    "design",
    # What the provider of text messages calls; it signs each call.
    "hook-delivery",
    "hook-replies",
    # What an organization without an account, and the person herself, open with a link or a code.
    "referral_link:answer",
    "my_referral:code",
    "my_referral:link",
    # The door.
    "account_login",
    "account_logout",
    "mfa_authenticate",
    "mfa_login_webauthn",
    # Links that were handed to somebody.
    "messages-stop",
    "verify",
    "verify-change",
    "accounts:accept",
    "accounts:new_password",
}

SIGN_IN = "/en/account/sign-in/"
# Words that stand in addresses, by what they are called there; another is a word no page knows.
WORDS = {
    "kind": ("service", "organization", "location"),
    "code": ("hide",),
    "language": ("fr",),
}
Finder = Callable[["Place", Role], dict[str, Any]]

# Pages that show own records only (`somewhere`): the record of an organisation each is asked for.
RECORD_OF_A_PAGE: dict[str, Finder] = {
    "accounts:person": lambda place, _role: {"pk": place.colleague.pk},
    "accounts:give_role": lambda place, _role: {"pk": place.colleague.pk},
    "accounts:left": lambda place, _role: {"pk": place.colleague.pk},
    "accounts:let_back": lambda place, _role: {"pk": place.colleague.pk},
    "accounts:new_link": lambda place, _role: {"pk": place.colleague.pk},
    "accounts:end_role": lambda place, _role: {"pk": place.colleague.pk, "grant": place.grant},
    "interpreting:request": lambda place, _role: {"pk": place.asked},
    "interpreting:change": lambda place, _role: {"pk": place.asked},
    "interpreting:cancel": lambda place, _role: {"pk": place.asked},
    "interpreting:outcome": lambda place, _role: {"pk": place.asked},
    "accounts:withdraw": lambda place, role: {"pk": place.invitation_for(role)},
}


@dataclass(frozen=True, slots=True)
class Address:
    """One address of the house."""

    name: str
    route: str
    view: Callable[..., Any]
    converters: dict[str, Any]

    @property
    def room(self) -> str:
        """The room it stands in, as addresses name it."""
        return self.name.rpartition(":")[0] or "house"

    @property
    def access(self) -> Access | None:
        found: Access | None = getattr(self.view, "access", None)
        return found

    def filled(self, values: dict[str, Any]) -> str:
        """The address with a record's values in it."""
        said = {name: self.converters[name].to_url(value) for name, value in values.items()}
        return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda hole: said[hole[1]], self.route)


@dataclass(slots=True)
class Place:
    """An organisation with one record of each kind."""

    organization: Organization
    records: list[UUID] = field(default_factory=list)
    colleague: User = field(init=False)
    grant: UUID = field(init=False)
    partner_invitation: UUID = field(init=False)
    department_invitation: UUID = field(init=False)
    asked: UUID = field(init=False)

    def invitation_for(self, role: Role) -> UUID:
        """The invitation that somebody with this role could have sent."""
        if role == Role.DEPARTMENT_COORDINATOR:
            return self.department_invitation
        return self.partner_invitation


@cache
def addresses() -> list[Address]:
    """Every address the house answers, in English."""
    return sorted(_walk(get_resolver(), "", ()), key=lambda one: (one.name, one.route))


def _walk(resolver: URLResolver, before: str, spaces: tuple[str, ...]) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inside = (*spaces, entry.namespace) if entry.namespace else spaces
            yield from _walk(entry, route, inside)
        elif isinstance(entry, URLPattern):
            name = ":".join((*spaces, entry.name)) if entry.name else route
            converters = dict(RoutePattern(route, is_endpoint=True).converters)
            yield Address(name, route, entry.callback, converters)


@pytest.fixture(autouse=True)
def an_office_of_three_languages(request: pytest.FixtureRequest) -> Iterator[None]:
    """People read English, French and Arabic here."""
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        choose_languages(codes=["en", "fr", "ar"], by=None, at=people.MONDAY)
        forget_office()
    yield
    forget_office()


def guarded() -> list[Address]:
    """The addresses that need a permission."""
    return [one for one in addresses() if one.access and one.access.permission]


def rooms() -> list[str]:
    """Where those stand: each room is asked as a whole, so that its records are made once."""
    return sorted({one.room for one in guarded()})


def in_room(room: str) -> list[Address]:
    """The addresses of a room that need a permission."""
    return [one for one in guarded() if one.room == room]


def a_place(name: str) -> Place:
    """An organisation, its service and place, its people."""
    organization = directory.an_organization(name=name, kind="city")
    location = directory.a_location(name=f"{name} hall", organization=organization)
    service = directory.a_service(name=f"{name} class", organization=organization)
    place = Place(organization, [organization.pk, location.pk, service.pk])
    change_service(service=service, fields={"url": "https://class.example"}, by=None, at=now())
    place.records.append(Metadata.objects.get(resource_id=service.pk, last_action_type="update").pk)
    finding = Finding.objects.create(
        kind="no_hours",
        record_type="service",
        record_id=service.pk,
        other_id=service.pk,
        organization=organization,
        state_mark="mark",
        found_on=people.MONDAY.date(),
    )
    place.records.append(finding.pk)
    place.records.append(directory.a_proposal(service).pk)
    place.records.append(directory.a_notice(service).pk)
    place.colleague = people.a_user(Role.PARTNER_MEMBER, organization.pk)
    people.with_role(place.colleague, Role.DEPARTMENT_MEMBER, organization.pk)
    place.grant = place.colleague.role_grants.earliest("granted_at").pk
    place.partner_invitation = an_invitation(Role.PARTNER_MEMBER, organization)
    place.department_invitation = an_invitation(Role.DEPARTMENT_MEMBER, organization)
    place.records.append(enquiries.forwarded(people.a_user(), organization).pk)
    departments.written(service)
    place.records += a_complaint_about(service)
    officer = complaints.an_officer()
    place.records.append(complaints.asked(officer, service=service).pk)
    place.records.append(complaints.a_recommendation(organization, officer).pk)
    place.records += [plans.a_plan(organization).pk, plans.a_paper(organization).pk]
    program = programs.a_program(organization=organization, name=f"{name} lessons")
    offering = programs.an_offering(program=program, meets=(programs.MEETS,))
    session = offering.sessions.get()
    place.records += [program.pk, offering.pk, session.pk, programs.enrolled(offering).pk]
    form = texts.a_request(organization, languages=["fr"])
    reader = texts.a_translator("fr", name="Rose Jean")[1]
    texts.approved(form, texts.a_translator("fr"), reader, language="fr")
    place.records.append(form.pk)
    place.asked = asking.a_request(organization).pk
    place.records.append(clients.a_client(at=now()).pk)
    place.records.append(a_referral_to(organization, place.colleague, service))
    place.records.append(counts_asked_of(organization))
    place.records += legal_records(organization, place.colleague, service)
    return place


def counts_asked_of(organization: Organization) -> UUID:
    """What it is asked in the year's call, with a recommendation and an earlier total beside it."""
    call = DataCall.objects.first() or counts.a_call()
    by = people.a_user(Role.DIRECTOR)
    request = ask_too(call=call, organization=organization, by=by, at=counts.MONDAY)
    assert request
    return request.pk


def a_complaint_about(service: Service) -> list[UUID]:
    """The office asks the department about it, and shows it a picture a colleague covered."""
    officer = people.a_user(Role.OMBUDSMAN_OFFICER)
    complaint = complaints.asked(officer, service=service)
    copy = pictures.a_copy_covered_elsewhere(pictures.a_piece(complaint), officer)
    return [complaint.pk, copy.pk]


def legal_records(organization: Organization, member: User, service: Service) -> list[UUID]:
    """A legal matter it holds, with a deadline; somebody who may speak for people; a person it said yes to."""
    agreement = Agreement.objects.get(organization=organization)
    partner = referrals.Partner(organization, agreement, service, member)
    said: dict[str, Any] = {"by": member, "at": now()}
    credential = casework.keep_credential(
        person=member,
        kind="attorney",
        holder=str(organization.pk),
        valid_from=local_day(now()),
        valid_until=None,
        by=people.a_user(Role.DIRECTOR),
        at=now(),
    )
    wanted = [referrals.a_referral(partner, at=now(), need="citizenship") for _one in range(2)]
    for referral in wanted:
        referral_operations.accept(referral=referral, **said)
        referral.refresh_from_db()
    matter = casework.open_from_referral(
        referral=wanted[0],
        case=casework.Case("naturalization", "uscis"),
        until=local_day(now()) + timedelta(days=90),
        **said,
    )
    deadline = casework.add_deadline(matter=matter, kind="papers", due_on=local_day(now()), **said)
    return [matter.pk, deadline.pk, credential.pk, wanted[1].pk]


def a_referral_to(organization: Organization, member: User, service: Service) -> UUID:
    """Somebody was sent there today."""
    agreement = referrals.an_agreement(organization, at=now())
    partner = referrals.Partner(organization, agreement, service, member)
    return referrals.a_referral(partner, at=now()).pk


def an_invitation(role: Role, organization: Organization) -> UUID:
    """A link that waits today."""
    return people.an_invitation(role, organization.pk, at=now())[0].pk


def values_for(address: Address, place: Place, role: Role) -> dict[str, Any]:
    """What stands in the address for a record of this organisation."""
    assert address.access
    if address.name in RECORD_OF_A_PAGE:
        return RECORD_OF_A_PAGE[address.name](place, role)
    choices = [_choices(name, kind, place) for name, kind in address.converters.items()]
    for chosen in product(*choices):
        values = dict(zip(address.converters, chosen, strict=True))
        owner = address.access.organization_of
        if owner is None or owner(**values) == place.organization.pk:
            return values
    pytest.fail(f"{address.name}: add a record of an organisation to a_place() that it can show")


def _choices(name: str, converter: Any, place: Place) -> Sequence[Any]:
    if isinstance(converter, UUIDConverter):
        return [*place.records, uuid4()]
    return [1] if isinstance(converter, IntConverter) else WORDS.get(name, ("word",))


def may_open(access: Access, role: Role, *, is_own: bool) -> bool:
    """What the table says."""
    permission = PERMISSIONS[access.permission or ""]
    if role in permission.anywhere:
        return True
    if role not in permission.own_organization:
        return False
    return is_own if access.organization_of else access.somewhere


def ask(client: Client, where: str) -> Any:
    """Open an address, by a form where it takes nothing else; whatever happens is undone, signing out as well."""
    browser = Client()
    browser.cookies = deepcopy(client.cookies)
    with transaction.atomic():
        answer = browser.get(where)
        if answer.status_code == 405:
            answer = browser.post(where)
        transaction.set_rollback(True)
    return answer


def everybody(place: Place) -> dict[Role, Client]:
    """A browser for each role, in which somebody with this role alone is signed in."""
    users = {role: User(email=f"{role}@lindenport.example", name=str(role.label)) for role in Role}
    User.objects.bulk_create(users.values())
    RoleGrant.objects.bulk_create(
        RoleGrant(
            user=user,
            role=role,
            organization_id=place.organization.pk if role in WITHIN_ORGANIZATION else None,
            granted_at=people.MONDAY,
        )
        for role, user in users.items()
    )
    browsers = {role: Client() for role in Role}
    for role, browser in browsers.items():
        browser.force_login(users[role])
    return browsers


@pytest.mark.parametrize("address", addresses(), ids=lambda one: one.name or "/")
def test_every_address_is_in_the_table(address: Address) -> None:
    assert address.access, f"{address.name} ({address.route}) has neither @public nor @staff"


def test_a_page_is_public_only_on_purpose() -> None:
    open_to_all = {one.name for one in addresses() if one.access and not one.access.permission}
    assert open_to_all == PUBLIC


@pytest.mark.parametrize("room", rooms())
@pytest.mark.django_db
def test_who_is_not_signed_in_is_led_to_the_door(room: str) -> None:
    place = a_place("Harbor House")
    for address in in_room(room):
        where = address.filled(values_for(address, place, Role.PARTNER_MEMBER))
        answer = ask(Client(), where)
        if answer.status_code == 401:
            # A form she sent: its page keeps what she typed, and shows her the door.
            assert f'href="{SIGN_IN}' in answer.content.decode(), where
            continue
        assert answer.status_code == 302, where
        assert answer.headers["Location"].startswith(SIGN_IN), where


@pytest.mark.parametrize("room", rooms())
@pytest.mark.django_db
def test_an_address_opens_to_the_roles_of_the_table_alone(room: str) -> None:
    own, other = a_place("Harbor House"), a_place("Island Legal Aid")
    browsers = everybody(own)
    for address in in_room(room):
        for role, client in browsers.items():
            for is_own in (True, False) if role in WITHIN_ORGANIZATION else (True,):
                where = address.filled(values_for(address, own if is_own else other, role))
                judge(address, role, is_own=is_own, answer=ask(client, where), where=where)


def judge(address: Address, role: Role, *, is_own: bool, answer: Any, where: str) -> None:
    """The answer is what the table says of this role, at its own organization or another."""
    assert address.access
    case = (role.value, "own" if is_own else "other", where, answer.status_code)
    if not may_open(address.access, role, is_own=is_own):
        assert answer.status_code == 403, case
    elif address.name in RECORD_OF_A_PAGE and role in WITHIN_ORGANIZATION and not is_own:
        assert answer.status_code == 404, case
    else:
        assert answer.status_code != 403, case
        assert not answer.headers.get("Location", "").startswith(SIGN_IN), case
        has_record = address.access.organization_of or address.name in RECORD_OF_A_PAGE
        assert answer.status_code != 404 or not has_record, case


@pytest.mark.parametrize("room", rooms())
@pytest.mark.django_db
def test_the_director_reads_every_page_in_arabic(room: str) -> None:
    place = a_place("Harbor House")
    director = everybody(place)[Role.DIRECTOR]
    for address in in_room(room):
        where = address.filled(values_for(address, place, Role.DIRECTOR))
        answer = ask(director, where.replace("/en/", "/ar/", 1))
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            assert '<html lang="ar" dir="rtl">' in answer.content.decode(), where


def test_pages_that_show_own_records_only_are_asked_for_one_of_another_organization() -> None:
    blind = [
        one.name
        for one in guarded()
        if one.access
        and one.access.somewhere
        and one.converters
        and one.name not in RECORD_OF_A_PAGE
    ]
    assert not blind, f"say in RECORD_OF_A_PAGE which record {blind} shows"


@public
def listed(request: HttpRequest) -> HttpResponse:
    """A view with a line in the table."""
    return HttpResponse("open")


def unlisted(request: HttpRequest) -> HttpResponse:
    """A view somebody forgot to give a line."""
    return HttpResponse("open")


@pytest.mark.django_db
def test_a_view_without_a_line_in_the_table_does_not_open(settings: Any) -> None:
    settings.ROOT_URLCONF = (path("listed/", listed), path("unlisted/", unlisted))
    client = Client()
    client.force_login(people.a_user(Role.DIRECTOR))
    assert client.get("/listed/").status_code == 200
    assert client.get("/unlisted/").status_code == 403
