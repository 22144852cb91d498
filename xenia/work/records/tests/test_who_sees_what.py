"""The page says who sees each kind of record. Here every page is opened, and nobody sees more than that.

A word nobody else has is planted in every kind of record. First somebody with every role looks at every page; where she
sees a word, each role that may open that page looks too.
"""

import re
import sys
from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls.converters import UUIDConverter

from tests.house.test_access import Address, addresses
from xenia.ground.accounts.models import RoleGrant, User
from xenia.ground.accounts.roles import PERMISSIONS, WITHIN_ORGANIZATION, Role
from xenia.ground.accounts.tests.makers import MONDAY, a_user, an_invitation, with_role
from xenia.ground.common.dates import local_day, now
from xenia.ground.imports.models import SheetRun
from xenia.ground.notifications.models import OutboxMessage
from xenia.ground.notifications.operations import add_contact_point, give_consent
from xenia.ground.notifications.safety import Safety
from xenia.ground.notifications.tests.makers import LETTER
from xenia.ground.reference.office import forget_office
from xenia.ground.reference.operations import choose_languages
from xenia.ground.vault.models import RetentionRule
from xenia.ground.vault.operations.glass import break_glass
from xenia.ground.vault.operations.hold import place_hold
from xenia.ground.vault.operations.rule import propose_rule
from xenia.ground.vault.subjects import new_subject
from xenia.registers.directory.models import Contact
from xenia.registers.directory.operations import change_service, review_record, translate_record
from xenia.registers.directory.tests import makers as directory
from xenia.work.departments.tests import makers as departments
from xenia.work.language_access.tests import plan_makers as plans
from xenia.work.language_access.tests import text_makers as texts
from xenia.work.records import operations
from xenia.work.records.inventory.kinds import Sort, kinds_held
from xenia.work.records.inventory.who_sees import ON_NO_PAGE, SHOWN_TO, roles_that_see
from xenia.work.records.models import RecordsRequest
from xenia.work.records.tests.full_person import a_full_person
from xenia.work.records.tests.makers import a_decided_request, a_request

pytestmark = pytest.mark.django_db
# Its address alone leads to the request.
OPENED_BY_A_FORM = "/notes/open/"
WORDS: dict[str, tuple[str | int, ...]] = {
    "kind": ("service", "organization", "location"),
    "language": ("fr",),
    "code": ("hide",),
    "number": (2026,),
}
# A query looks at them to answer yes or no, or to count; no page shows one.
ASKED_AND_NOT_SHOWN = {"casework.handover", "ledger.alias", "notifications.consentnote"}
TABLE = re.compile(r'(?:FROM|JOIN|INTO|UPDATE) "(\w+)"')
# Words of the directory are for everybody to read.
FOR_EVERYBODY = {"directory.contact"}
# The vault's records are asked for in the room of records.
ROOM_OF = {"vault": "records"}
# Addresses that have another name than the room whose records they are asked for.
ROOM_BEHIND = dict.fromkeys(("interpreting", "my_week"), "language_access") | {
    "counts": "reports",
    "inbox": "referrals",
    "legal": "casework",
    "complaints": "ombudsman",
    "complaints_asked": "ombudsman",
}
# All that an organization may learn of somebody, with her consent.
MAY_BE_TOLD = [
    "area",
    "birth_year",
    "called",
    "contact",
    "need",
    "note",
    "spoken_language",
    "written_language",
]
Planted = dict[str, str]


@pytest.fixture(autouse=True)
def an_office_of_two_languages(db: None) -> Iterator[None]:
    choose_languages(codes=["en", "fr"], by=None, at=MONDAY)
    forget_office()
    yield
    forget_office()


@pytest.fixture(autouse=True)
def in_the_afternoon(monkeypatch: pytest.MonkeyPatch) -> None:
    """At night no page shows whom to write to, whoever asks."""
    monkeypatch.setattr(
        "xenia.ground.notifications.views.by_hand.now", lambda: now().replace(hour=17)
    )


class Office:
    """Words in every kind of record: {word: kind}; and the records an address may be asked for."""

    def __init__(self) -> None:
        self.words: Planted = {}
        self.colleague = a_user(
            Role.DIRECTOR, name="zqcolleagueqz", email="zqmailqz@office.example"
        )
        with_role(self.colleague, Role.COUNSEL)
        self.words |= {"zqcolleagueqz": "accounts.user", "zqmailqz": "accounts.user"}
        self.organization = directory.an_organization(name="Harbor House", kind="city")
        self.records: dict[str, list[UUID]] = {}
        self._asked_for(self.organization, self.colleague)
        self._people_of_the_vault()
        self._lies_with_another_organization()
        self._acts_of_the_colleague()
        self._readable()
        self._a_letter_to_write()
        self._languages_of_a_department()
        self._a_legal_matter()
        self._is_asked_for_counts()

    def _a_legal_matter(self) -> None:
        """Beside her matter the office has a legal one, with everything that belongs to it."""
        known = apps.get_model("casework", "matter").objects.get()
        legal = apps.get_model("casework", "matter").objects.create(
            subject_id=known.subject_id,
            client=known.client,
            issue="citizenship",
            is_legal=True,
            opened_on=known.opened_on,
            moved_on=known.moved_on,
        )
        belonging = ("activity", "conflictcheck", "deadline", "laterdecision", "legalnote")
        for name in (*belonging, "legalside"):
            apps.get_model("casework", name).objects.update(matter=legal)
        self._asked_for(legal)

    def _people_of_the_vault(self) -> None:
        person = a_full_person(by=self.colleague, partner=self.organization.pk)
        for row in person.rows.values():
            label = row._meta.label_lower
            self._asked_for(row)
            for field in _opened_fields(label):
                if label.partition(".")[0] != "people":
                    self.words |= dict.fromkeys(_texts(getattr(row, field)), label)
        self.subject = person.subject

    def _lies_with_another_organization(self) -> None:
        """Her question was forwarded: the organization reads it for now."""
        apps.get_model("enquiries", "enquiry").objects.update(
            status="forwarded", taken_by_id=self.colleague.pk, forwarded_to=self.organization.pk
        )
        apps.get_model("language_access", "interpreterrequest").objects.update(
            organization=self.organization, asked_by=self.colleague
        )
        self._says_whom_it_serves()
        self._is_asked_about_a_complaint()
        self._was_sent_to_the_organization()

    def _is_asked_about_a_complaint(self) -> None:
        """She complained about it, lets it know something, and the office asks what happened."""
        until = local_day(now()) + timedelta(days=30)
        complaint = apps.get_model("ombudsman", "complaint")
        complaint.objects.update(
            status="with_department",
            department=self.organization,
            officer_id=self.colleague.pk,
        )
        apps.get_model("ombudsman", "departmentword").objects.update(
            kind="request", department=self.organization
        )
        apps.get_model("ombudsman", "clock").objects.update(which="department", due_on=until)
        apps.get_model("ombudsman", "release").objects.update(
            department=self.organization, until=until, withdrawn_on=None
        )
        apps.get_model("ombudsman", "evidence").objects.update(is_redacted=True)
        apps.get_model("ombudsman", "recommendation").objects.update(department=self.organization)

    def _says_whom_it_serves(self) -> None:
        """One of its services has a statement."""
        service = departments.a_city_service(self.organization)
        departments.written(service, by=self.colleague)
        self.records.setdefault("departments", []).append(service.pk)

    def _is_asked_for_counts(self) -> None:
        """For the yearly report; and something is recommended to it."""
        today = local_day(now())
        call = apps.get_model("reports", "datacall").objects.create(
            year=today.year, council_on=today, opened_on=today, due_on=today
        )
        request = apps.get_model("reports", "datarequest").objects.create(
            call=call, organization=self.organization, due_on=today
        )
        apps.get_model("reports", "recommendation").objects.create(
            barrier="fear",
            text="Say it plainly.",
            owner=self.organization,
            made_on=today,
            changed_at=now(),
        )
        report = apps.get_model("reports", "report").objects.create(year=today.year, made_at=now())
        self.records.setdefault("reports", []).extend([request.pk, report.pk])

    def _was_sent_to_the_organization(self) -> None:
        """She agreed that the organization learns everything that may be told, and its agreement names it too."""
        today = local_day(now())
        until = today + timedelta(days=30)
        told = {"fields": MAY_BE_TOLD, "ends_on": until}
        apps.get_model("referrals", "agreement").objects.create(
            organization=self.organization, begins_on=today, **told
        )
        apps.get_model("clients", "consent").objects.update(
            purpose="referral",
            recipient=self.organization,
            given_on=today,
            withdrawn_at=None,
            **told,
        )
        apps.get_model("referrals", "referral").objects.update(
            organization=self.organization,
            status="sent",
            way="inbox",
            sent_at=now(),
            answer_by=until,
        )

    def _acts_of_the_colleague(self) -> None:
        by = self.colleague
        request = a_request(by=by)
        decided = a_decided_request(self.subject, counsel=by)
        note = operations.add_note(request=request, text="zqnoteqz", by=by, at=MONDAY)
        self.words["zqnoteqz"] = "records.requestnote"
        hold = place_hold(reference="26-zqorderqz-7", by=by, at=MONDAY)
        self.words["zqorderqz"] = "vault.legalhold"
        glass = break_glass(subject=self.subject, by=by, reason="zqreasonqz in a hurry", at=MONDAY)
        self.words["zqreasonqz"] = "vault.brokenglass"
        rule = propose_rule(
            record_class="vault.brokenglass",
            keep_days=30,
            since="broken_at",
            source="zqscheduleqz",
            in_effect_on=MONDAY.date(),
            by=by,
            at=MONDAY,
        )
        RetentionRule.objects.filter(pk=rule.pk).update(first_approved_by_id=by.pk)
        self.words["zqscheduleqz"] = "vault.retentionrule"
        self._asked_for(request, decided, note, hold, glass, rule)

    def _readable(self) -> None:
        by = self.colleague
        service = directory.a_service(name="A class", organization=self.organization)
        change_service(service=service, fields={"url": "https://class.example"}, by=by, at=MONDAY)
        translate_record(record=service, texts={"name": {"fr": "Une classe"}}, by=by, at=MONDAY)
        reviewer = a_user(Role.DIRECTOR, name="zqreviewerqz", email="zqreviewqz@office.example")
        review_record(
            record=service, language="fr", texts={"name": "Une classe"}, by=reviewer, at=MONDAY
        )
        self.words |= dict.fromkeys(("zqreviewerqz", "zqreviewqz"), "accounts.user")
        Contact.objects.create(
            organization=self.organization,
            name="zqcontactqz",
            email="zqcontactmailqz@harbor.example",
        )
        self.words |= dict.fromkeys(("zqcontactqz", "zqcontactmailqz"), "directory.contact")
        invitation, _token = an_invitation(
            Role.PARTNER_MEMBER, self.organization.pk, email="zqguestqz@harbor.example", at=now()
        )
        self.words["zqguestqz"] = "accounts.invitation"
        run = SheetRun.objects.create(
            sheet="people", file_name="zqfileqz.csv", by=by, laid_down_at=MONDAY, changed_at=MONDAY
        )
        self.words["zqfileqz"] = "imports.sheetrun"
        asked = directory.a_proposal(service, description="zqproposedqz")
        self.words["zqproposedqz"] = "directory.proposedchange"
        notice = directory.a_notice(service)
        self._asked_for(service, reviewer, invitation, run, asked, notice)

    def _a_letter_to_write(self) -> None:
        at = now()
        contact = add_contact_point(
            subject=new_subject(),
            kind="postal",
            address="zqstreetqz 1",
            safety=Safety(note="zqsafetyqz"),
            by=None,
            at=at,
        )
        give_consent(
            contact=contact,
            channel="mail",
            purposes=["service_updates"],
            how="form",
            by=None,
            at=at,
        )
        message = OutboxMessage.objects.create(
            template=LETTER,
            status=OutboxMessage.Status.BY_HAND,
            channel="mail",
            recipient_type=contact._meta.label_lower,
            recipient_id=contact.pk,
            record_type=contact._meta.label_lower,
            record_id=contact.pk,
            queued_on=at.date(),
        )
        self.words |= dict.fromkeys(("zqstreetqz", "zqsafetyqz"), "notifications.contactpoint")
        self._asked_for(message)

    def _languages_of_a_department(self) -> None:
        form, other = (texts.a_request(self.organization, languages=["fr"]) for _ in range(2))
        first, second = texts.a_translator("fr"), texts.a_translator("fr", name="Rose Jean")
        texts.approved(form, first, second[1], language="fr")
        self.given = texts.taken(other, *first, language="fr")
        self.records["texts"] = [form.pk, self.given.pk]
        self.records["plans"] = [plans.a_plan(self.organization).pk]
        self.records["calendars"] = [self.organization.pk]

    def put_on_the_roster(self, user: User) -> None:
        """She interprets, and translates what was given out."""
        her = apps.get_model("language_access", "interpreter").objects.get(subject_id=self.subject)
        her.user = user
        her.save(update_fields=["user"])
        self.given.translator = her
        self.given.save(update_fields=["translator"])

    def _asked_for(self, *rows: models.Model) -> None:
        for row in rows:
            room = ROOM_OF.get(row._meta.app_label, row._meta.app_label)
            if isinstance(row.pk, UUID):
                self.records.setdefault(room, []).append(row.pk)

    def seen_in(self, content: str) -> set[str]:
        """The kinds of record whose words stand in a page."""
        return {kind for word, kind in self.words.items() if word in content}


def _opened_fields(label: str) -> list[str]:
    return [
        field.code
        for kind in kinds_held()
        if kind.label == label
        for field in kind.fields
        if field.sort == Sort.OWN_KEY
    ]


def _texts(value: Any) -> list[str]:
    return list(value.values()) if isinstance(value, dict) else [value]


def _asked(address: Address, office: Office) -> Iterator[str]:
    """The address for every record it may be asked for."""
    space = address.name.partition(":")[0]
    choices = [
        office.records.get(ROOM_BEHIND.get(space, space), [uuid4()])
        if isinstance(kind, UUIDConverter)
        else WORDS.get(name, ("word",))
        for name, kind in address.converters.items()
    ]
    if sum(isinstance(kind, UUIDConverter) for kind in address.converters.values()) > 1:
        return
    for chosen in product(*choices):
        yield address.filled(dict(zip(address.converters, chosen, strict=True)))


def _content(client: Client, where: str) -> str:
    """What a page shows; by a form where it takes nothing else. Whatever happens is undone."""
    with transaction.atomic():
        answer = client.get(where)
        if answer.status_code == 405 or where.endswith(OPENED_BY_A_FORM):
            answer = client.post(where)
        transaction.set_rollback(True)
    if answer.status_code != 200 or answer.streaming:
        return ""
    return str(answer.content.decode("utf-8", errors="replace"))


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _somebody(*roles: Role, place: UUID) -> User:
    user = User.objects.create(email=f"{uuid4()}@office.example", name="Somebody")
    RoleGrant.objects.bulk_create(
        RoleGrant(
            user=user,
            role=role,
            organization_id=place if role in WITHIN_ORGANIZATION else None,
            granted_at=MONDAY,
        )
        for role in roles
    )
    return user


def _guarded() -> list[Address]:
    return [one for one in addresses() if one.access and one.access.permission]


def _seen_by(
    client: Client, office: Office
) -> tuple[dict[tuple[str, str], set[str]], dict[str, set[str]]]:
    """What pages show: {(name, address): kinds}; and which tables those of a permission read: {permission: tables}."""
    shown: dict[tuple[str, str], set[str]] = {}
    read: dict[str, set[str]] = {}
    for address in _guarded():
        tables = read.setdefault(str(address.access and address.access.permission), set())
        for where in _asked(address, office):
            # Else the log is full one day, and says that nothing more was asked.
            connection.queries_log.clear()
            with CaptureQueriesContext(connection) as asked:
                content = _content(client, where)
            tables |= {table for one in asked for table in TABLE.findall(one["sql"])}
            if kinds := office.seen_in(content):
                shown[address.name, where] = kinds
    return shown, read


def test_no_page_shows_a_record_to_a_role_the_trust_page_does_not_name() -> None:
    office = Office()
    somebody = _somebody(*Role, place=office.organization.pk)
    office.put_on_the_roster(somebody)
    everybody = _signed_in(somebody)
    shown, read = _seen_by(everybody, office)
    permission = {one.name: one.access.permission for one in _guarded() if one.access}
    beyond = set()
    for role in Role:
        client = _signed_in(_somebody(role, place=office.organization.pk))
        for (name, where), kinds in shown.items():
            asked = PERMISSIONS[str(permission[name])]
            if role not in asked.anywhere | asked.own_organization:
                continue
            for kind in kinds & office.seen_in(_content(client, where)):
                if role not in roles_that_see(kind):
                    beyond.add((kind, str(permission[name]), name, role.value))
    assert not beyond, f"say in who_sees.py: {sorted(beyond)}"
    seen = {kind for kinds in shown.values() for kind in kinds}
    planted = set(office.words.values())
    assert set(SHOWN_TO) & planted <= seen, "the page names roles for what nobody was found to see"
    assert not ON_NO_PAGE & seen
    never_read = {
        (label, code)
        for label, codes in SHOWN_TO.items()
        for code in codes
        if apps.get_model(label)._meta.db_table not in read.get(code, ())
    }
    assert not never_read, "no page of this permission reads it"


def test_what_a_staff_page_is_made_from_is_not_called_unseen() -> None:
    labels = {kind.label for kind in kinds_held()}
    rooms = {one.view.__module__.partition(".views")[0] for one in _guarded()}
    parts = tuple(f"{room}.{part}" for room in rooms for part in ("views", "forms", "queries"))
    used = {
        one._meta.label_lower
        for name, module in list(sys.modules.items())
        if name.startswith(parts)
        for one in vars(module).values()
        if isinstance(one, type) and issubclass(one, models.Model) and not one._meta.abstract
    }
    assert {"ledger.entry", "records.recordsrequest", "accounts.auditevent"} <= used
    assert (used & labels) - set(SHOWN_TO) <= ASKED_AND_NOT_SHOWN


def test_whoever_is_not_signed_in_sees_none_of_it(settings: Any) -> None:
    # The sample city shows its invented colleagues at the door.
    settings.SAMPLE_CITY = False
    forget_office()
    office = Office()
    client = Client()
    shown = {
        (where, kind)
        for address in addresses()
        if address.access and not address.access.permission and not address.converters
        for where in [address.filled({})]
        for kind in office.seen_in(_content(client, where)) - FOR_EVERYBODY
    }
    assert not shown


def test_a_request_as_the_front_desk_sees_it_names_nobody() -> None:
    request: RecordsRequest = a_request()
    client = _signed_in(a_user(Role.FRONT_DESK))
    pages = [
        client.get("/en/desk/records/?state=all").content.decode(),
        client.get(f"/en/desk/records/{request.pk}/noted/").content.decode(),
    ]
    for content in pages:
        assert request.number in content
        assert "Marisol" not in content
        assert "Marsh" not in content
    assert client.get(f"/en/desk/records/{request.pk}/").status_code == 403
