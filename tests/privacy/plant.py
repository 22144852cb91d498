"""A day at the office in which every field that takes something about a person takes a planted word.

    python -m tests.privacy.plant BACKUPS

It prints the planted words, one to a line, and then dies as a machine dies: without closing anything. What it leaves
behind is looked through by `test_planted_words.py`.
"""

import contextlib
import json
import os
import signal
import sys
from datetime import timedelta
from itertools import count
from typing import Any
from unittest.mock import patch

from tests.privacy import plant_complaints, plant_legal, plant_typed, words


class Planter:
    """Hands out words, and remembers them."""

    def __init__(self) -> None:
        self.planted: list[str] = []
        self._numbers = count(1)

    def word(self) -> str:
        return self._keep(words.word(next(self._numbers)))

    def mailbox(self) -> str:
        return self._keep(words.mailbox(next(self._numbers)))

    def phone(self) -> str:
        return self._keep(words.phone(next(self._numbers)))

    def _keep(self, one: str) -> str:
        self.planted.append(one)
        return one


PLANTER = Planter()
word, mailbox, phone = PLANTER.word, PLANTER.mailbox, PLANTER.phone


def prepare() -> None:
    """Tables, and a cache in the database as a real office has it."""
    from django.core.management import call_command

    for alias in ("keys", "default"):
        call_command("migrate", database=alias, verbosity=0, run_syncdb=True)
    call_command("createcachetable", verbosity=0)


def people_of_the_vault() -> None:
    """Every sealed field of every kind of record, through the operations."""
    from tests.people.models import Person, Visit
    from tests.people.operations import welcome
    from xenia.ground.accounts.roles import Role
    from xenia.ground.accounts.tests.makers import a_user
    from xenia.ground.common.dates import local_day, now
    from xenia.ground.notifications.operations import add_contact_point
    from xenia.ground.notifications.operations.replies import hear_reply
    from xenia.ground.notifications.safety import Safety
    from xenia.ground.vault.blind import index, sounds
    from xenia.ground.vault.operations.glass import break_glass
    from xenia.ground.vault.operations.reading import read_sealed
    from xenia.registers.directory.operations.suggestions import receive_suggestion
    from xenia.work.records.operations import add_note, receive_request
    from xenia.work.records.operations.receiving import Paper

    at, colleague = now(), a_user(Role.COUNSEL)
    for number in range(4):
        name = word()
        person = welcome(name=name, phone=phone(), by=colleague, at=at)
        index(person.subject_id, use="name", values=sounds(name, 1980))
        person.note, person.facts = word(), {word(): [word(), number]}
        person.save()
        Visit.objects.create(subject_id=person.subject_id, what=word(), on=local_day(at))
        read_sealed(person, "note", by=colleague, purpose="service", at=at)
        break_glass(subject=person.subject_id, by=colleague, reason=f"{word()} called", at=at)
        known_phone = phone()
        for kind, address in (("email", mailbox()), ("phone", known_phone), ("postal", word())):
            add_contact_point(
                subject=person.subject_id,
                kind=kind,
                address=f"{address}\n1 Main St" if kind == "postal" else address,
                safety=Safety(may_text=True, note=word()),
                by=colleague,
                at=at,
            )
    for number in range(2):
        hear_reply(sender=phone(), text=f"please {word()} stop", number=f"r{number}", at=at)
        receive_suggestion(
            kind="missing", service=None, words=word(), looks_automatic=bool(number), at=at
        )
        hear_reply(sender=known_phone, text=f"call {word()}", number=f"k{number}", at=at)
    paper = Paper(
        kind="subpoena",
        judge_signed="unclear",
        authority="other",
        received_on=local_day(at),
        requester=word(),
        contact=word(),
        about=word(),
    )
    request = receive_request(paper=paper, by=colleague, at=at)
    add_note(request=request, text=word(), by=colleague, at=at)
    questions(colleague)
    plant_complaints.complaints(word, mailbox, phone, colleague)
    passed_on(colleague)
    cases(colleague)
    interpreters(colleague)
    meetings(colleague)
    translations(colleague)
    people_served(colleague)
    in_programs(colleague)
    referrals()
    plant_typed.a_list_of_cases(word, phone, colleague)
    plant_legal.legal_matters(word)
    with contextlib.suppress(Exception):
        # A write the database refuses: it tells its log what was refused.
        Person.objects.bulk_create([Person.objects.get(pk=person.pk)])


def questions(colleague: Any) -> None:
    """Somebody asks the office, with a name and a contact; a colleague answers, and keeps a draft."""
    from xenia.ground.common.dates import now
    from xenia.work.enquiries import operations
    from xenia.work.enquiries.operations import Question

    at = now()
    for number, (way, address) in enumerate((("email", mailbox()), ("sms", phone()), ("code", ""))):
        question = Question(words=word(), language="ht", who=word(), answer_by=way, address=address)
        enquiry = operations.ask_office(question=question, token=f"form {number}", at=at)
        operations.take(enquiry=enquiry, by=colleague, at=at)
        said = {"enquiry": enquiry, "by": colleague, "at": at}
        operations.note_meaning(word=enquiry.words.get(), english=word(), by=colleague, at=at)
        operations.send_answer(english=word(), words=word(), **said)
        operations.write_again(enquiry=enquiry, words=word(), at=at)
        operations.save_draft(english=word(), words=word(), **said)


def passed_on(colleague: Any) -> None:
    """What was no complaint but a request waits for the city's server, which is not asked."""
    from xenia.ground.common.dates import now
    from xenia.work.ombudsman.operations import city_server, passing_on
    from xenia.work.ombudsman.tests.makers import a_complaint, an_officer

    at, officer = now(), an_officer()
    said: dict[str, Any] = {"by": colleague, "at": at}
    there = "https://311.city.example/v2"
    city_server.name_city_server(base=there, jurisdiction="", api_key="not asked", **said)
    complaint = a_complaint(token="passed on", words=word(), at=at)
    passing_on.pass_on(
        complaint=complaint,
        asked=passing_on.ForTheCity("lamp", "Street lamp", word(), word()),
        names_nobody=True,
        words=word(),
        destination=word(),
        version=complaint.state_version,
        by=officer,
        at=at,
    )
    city_server.forget_city_server(**said)


def cases(colleague: Any) -> None:
    """Somebody asks for help online, somebody comes in and leaves a draft behind, a matter is opened."""
    from xenia.ground.common.dates import now
    from xenia.registers.clients.operations import Said
    from xenia.work.casework import operations
    from xenia.work.casework.operations import Request, Told, Way

    at = now()
    for number, (way, kind, address) in enumerate(
        (("email", "email", mailbox()), ("sms", "phone", phone()))
    ):
        asked = Request(
            language="vi",
            words=word(),
            needs=("food",),
            called=word(),
            answer_by=way,
            way=Way(kind, address, channels=(way,)),
        )
        intake = operations.ask_for_help(request=asked, token=f"help {number}", at=at)
        operations.answer_her(intake=intake, words=word(), by=colleague, at=at)
    typed = {"called": word(), "note": word(), "phone": phone()}
    operations.start_intake(channel="phone", draft=typed, by=colleague, at=at)
    told = Told(
        needs=("housing",),
        barriers=("childcare",),
        note=word(),
        said=Said(called=word(), spoken_language="vi", written_language="vi"),
        ways=(Way("phone", phone(), channels=("call",)), Way("email", mailbox())),
        agrees=True,
    )
    intake = operations.submit_intake(told=told, by=colleague, at=at).intake
    operations.screen(intake=intake, by=colleague, at=at)
    operations.accept(intake=intake, by=colleague, at=at)
    assert intake.client
    matter = operations.open_matter(
        client=intake.client, issue="housing", intake=intake, by=colleague, at=at
    )
    operations.describe_matter(
        matter=matter, standing=word(), is_on_hold=False, has_conflict=False, taken_by=colleague,
        due_on=None, version=0, by=colleague, at=at,
    )  # fmt: skip
    looked_up(intake, colleague)


def looked_up(intake: Any, colleague: Any) -> None:
    """What she may get is looked up with her, kept, and a colleague sees it otherwise."""
    from xenia.ground.common.dates import local_day, now
    from xenia.ground.eligibility import all_rule_sets, read_answers, screen
    from xenia.work.casework import operations
    from xenia.work.casework.models import Screening

    at = now()
    rules = next(one for one in all_rule_sets() if one.id == "n-400-fee-waiver")
    answers = read_answers([rules], {"hardship": "yes", "income": word()}).answers
    settled = operations.Settled(findings=(screen(rules, answers, local_day(at)),), agrees=True)
    operations.settle_screening(intake=intake, settled=settled, by=colleague, at=at)
    operations.override_screening(
        screening=Screening.objects.get(intake=intake), tier="unlikely", why=word(), version=0,
        by=colleague, at=at,
    )  # fmt: skip


def interpreters(colleague: Any) -> None:
    """Somebody comes to the roster, and shows a credential."""
    from xenia.ground.common.dates import now
    from xenia.registers.directory.tests.makers import an_organization
    from xenia.work.language_access import operations
    from xenia.work.language_access.models.credential import Evidence, Level
    from xenia.work.language_access.operations import Described, Proof

    at, clinic = now(), an_organization(name="Public Health")
    line: dict[str, Any] = {"access_code": word(), "call_steps": word(), "organization": clinic}
    operations.add_interpreter(
        said=Described(name=word(), kind="vendor_line", phone=phone(), **line), by=colleague, at=at
    )
    for _number in range(2):
        said = Described(
            name=word(),
            kind="contractor",
            phone=phone(),
            email=mailbox(),
            home_note=word(),
        )
        somebody = operations.add_interpreter(said=said, by=colleague, at=at)
        operations.do_not_send(
            interpreter=somebody, organization=clinic, reason="other", said_by=word(), why=word(),
            by=colleague, at=at,
        )  # fmt: skip
        proof = Proof(
            "A school", Level.BEST_AVAILABLE, Evidence.TEST, "ht", "en", evidence_note=word()
        )
        operations.record_credential(interpreter=somebody, proof=proof, by=colleague, at=at)


def meetings(colleague: Any) -> None:
    """Somebody asks for an interpreter, says it anew, and takes it back."""
    from dataclasses import replace

    from xenia.ground.common.dates import now
    from xenia.registers.directory.tests.makers import an_organization
    from xenia.work.language_access import operations
    from xenia.work.language_access.operations import Asked
    from xenia.work.language_access.operations.at_once import this_quarter

    at = now()
    asked = Asked(
        an_organization(name="A clinic"),
        "ht",
        this_quarter(at) + timedelta(days=3),
        60,
        place=word(),
        topic=word(),
        note=word(),
    )
    request = operations.request_interpreter(asked=asked, by=colleague, at=at)
    again = replace(asked, place=word(), topic=word(), topic_is_sealed=True, note=word())
    operations.change_request(request=request, asked=again, by=colleague, at=at)
    operations.cancel_request(request=request, by=colleague, at=at)


def people_served(colleague: Any) -> None:
    """She says something of herself, names a helper, lives with somebody, agrees, and is found."""
    from xenia.ground.common.dates import local_day, now
    from xenia.ground.notifications.safety import Safety
    from xenia.registers.clients import operations
    from xenia.registers.clients.operations import Agreed, Helping, Home, Said, Ways
    from xenia.registers.clients.queries.finding import find

    at, host = now(), None
    for _number in range(2):
        said = Said(called=word(), area=word(), origin=word())
        client = operations.add_client(said=said, by=colleague, at=at)
        ways = Ways(phone=phone(), email=mailbox(), safety=Safety(note=word()))
        client = operations.say_ways(
            client=client, ways=ways, state_version=client.state_version, by=colleague, at=at
        )
        helping = Helping(name=word(), contact=word(), may=["ask"], until_on=local_day(at))
        operations.let_help(client=client, helping=helping, by=colleague, at=at)
        agreed = Agreed(purpose="follow_up")
        operations.give_consent(client=client, agreed=agreed, by=colleague, at=at)
        if host is not None:
            operations.live_together(
                client=client, joins=host, home=Home("child"), by=colleague, at=at
            )
        find(f"{client.called} {word()}", by=colleague)
        host = client


def referrals() -> None:
    """Somebody is sent to an organization, one answers by its link, and she says how it went."""
    from xenia.ground.common.dates import now
    from xenia.registers.clients.tests.makers import a_client
    from xenia.work.referrals import operations
    from xenia.work.referrals.tests.makers import a_partner, a_referral

    at = now()
    for number in range(2):
        partner = a_partner(f"Partner {number}", at=at)
        client = a_client(word(), at=at)
        referral = a_referral(partner, client=client, note=word(), at=at)
        if number:
            operations.accept(referral=referral, by=partner.member, at=at)
            operations.confirm_by_person(referral=referral, said="served", at=at)


def translations(colleague: Any) -> None:
    """Somebody's question, and our answer, go to a translator: one is being written, one is delivered."""
    from xenia.ground.common.dates import now
    from xenia.work.enquiries import operations as enquiries
    from xenia.work.enquiries.operations import Question
    from xenia.work.language_access.models import MessageTranslation
    from xenia.work.language_access.operations import message_texts as texts
    from xenia.work.language_access.operations.text_work import accept_text
    from xenia.work.language_access.tests.text_makers import a_translator

    at, (_somebody, translator) = now(), a_translator("ht")
    for number in range(2):
        question = Question(words=word(), language="ht", who=word())
        enquiry = enquiries.ask_office(question=question, token=f"letter {number}", at=at)
        enquiries.take(enquiry=enquiry, by=colleague, at=at)
        said = enquiry.words.get()
        work = enquiries.have_word_translated(word=said, by=colleague, at=at)
        accept_text(work=work, by=translator, at=at)
        work = MessageTranslation.objects.get(pk=work.pk)
        mark = texts.message_mark(work, str(said.text))
        write = texts.deliver_message_text if number else texts.save_message_text
        write(work=work, text=word(), mark=mark, by=translator, at=at)


def in_programs(colleague: Any) -> None:
    """Somebody takes part in a class, somebody waits; the colleague opens their names."""
    from django.test import Client as Browser

    from xenia.registers.clients.tests.makers import a_client
    from xenia.work.programs.tests.makers import an_offering, enrolled

    offering = an_offering(places=1)
    places = [enrolled(offering, a_client(called=word())) for _place in range(2)]
    desk = Browser(raise_request_exception=False)
    desk.force_login(colleague)
    desk.get(f"/en/desk/programs/offerings/{offering.pk}/?names=yes")
    desk.get(f"/en/desk/programs/people/{places[1].pk}/?names=yes")


def visitors() -> None:
    """What strangers type, ask for and carry."""
    from django.test import Client

    from xenia.ground.accounts.tests.makers import a_user

    carried = {
        "user-agent": word(),
        "referer": f"http://localhost/{word()}",
        "x-forwarded-for": word(),
        "accept-language": "ht",
    }
    stranger = Client(raise_request_exception=False, headers=carried)
    known = a_user(email="known@office.example")
    stranger.post("/en/find/", {"q": word(), "words": word(), "near": word()})
    stranger.post("/ht/", {"q": word()})
    stranger.get(f"/en/find/?q={word()}&utm={word()}")
    stranger.get(f"/en/{word()}/")
    stranger.get(f"/en/messages/stop/{word()}/")
    stranger.post(f"/en/messages/stop/{word()}/", {"what": word()})
    for email, password in ((mailbox(), word()), (known.email, word())):
        for _try in range(9 if email == known.email else 1):
            stranger.post("/en/account/sign-in/", {"login": email, "password": password})
    stranger.post("/hooks/messages/replies/", {"From": phone(), "Body": word()})
    stranger.get("/en/desk/", {"next": word()})
    asked = {"words": word(), "language": "ht", "who": word(), "website": word(), "token": word()}
    stranger.post("/en/ask/", asked | {"answer_by": "email", "email": mailbox()})
    stranger.post("/en/ask/", asked | {"answer_by": "sms", "phone": word()})
    stranger.post("/en/ask/answer/", {"code": word(), "words": word()})
    stranger.post("/en/answers/", {"q": word()})
    stranger.post("/en/consent/", {"code": word(), "act": word()})
    help_asked = {"words": word(), "language": "vi", "called": word(), "website": word()}
    stranger.post("/en/ask-for-help/", help_asked | {"answer_by": "email", "email": mailbox()})
    stranger.post("/en/ask-for-help/answer/", {"code": word(), "words": word()})


def colleagues() -> None:
    """What staff type: accepted, refused, and into a page that breaks."""
    from django.test import Client

    from xenia.ground.accounts.roles import Role
    from xenia.ground.accounts.tests.makers import a_user
    from xenia.ground.common.dates import local_day, now

    desk = Client(raise_request_exception=False)
    desk.force_login(
        a_user(Role.DIRECTOR), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    paper = {
        "kind": "subpoena",
        "judge_signed": "unclear",
        "authority": "other",
        "received_on": local_day(now()).isoformat(),
    }

    def typed() -> dict[str, str]:
        return {"requester": word(), "contact": word(), "about": word()}

    answers = [
        desk.post("/en/desk/records/new/", paper | typed()),
        desk.post("/en/desk/records/new/", paper | typed() | {"received_on": "yesterday"}),
        desk.post("/en/desk/messages/no-more/", {"address": mailbox(), "what": ""}),
        desk.post("/en/desk/messages/no-more/", {"address": phone(), "what": ""}),
        desk.post("/en/desk/messages/no-more/", {"address": word(), "what": ""}),
    ]
    assert [answer.status_code for answer in answers[:2]] == [302, 422], answers

    def broken(**_said: Any) -> None:
        secret_at_hand = word()
        raise RuntimeError(len(secret_at_hand))

    with patch("xenia.work.records.operations.receive_request", broken):
        answer = desk.post("/en/desk/records/new/", paper | typed())
    assert answer.status_code == 500, answer.status_code


def messages() -> None:
    """E-mails leave through a mail server; the outbox keeps no address."""
    from xenia.ground.common.dates import local_day, now
    from xenia.ground.notifications.models import ContactPoint, OutboxMessage
    from xenia.ground.notifications.operations import give_consent, queue
    from xenia.ground.notifications.operations.sending import send_messages
    from xenia.ground.notifications.tests.makers import MONDAY, REMINDER

    mailboxes = list(ContactPoint.objects.filter(kind="email"))
    for contact in mailboxes:
        give_consent(
            contact=contact,
            channel="email",
            purposes=["appointment_reminders"],
            how="oral",
            by=None,
            at=now(),
        )
        queue(REMINDER, contact, to=contact, on=local_day(now()))
    send_messages(clock=lambda: MONDAY + timedelta(days=30))
    sent = OutboxMessage.objects.filter(template=REMINDER, status="sent").count()
    assert sent == len(mailboxes), list(OutboxMessage.objects.values_list("status", "reason"))


def spreadsheet() -> None:
    """A list of closures whose other columns are about people, and one of people that is refused."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client

    from xenia.ground.accounts.roles import Role
    from xenia.ground.accounts.tests.makers import a_user
    from xenia.ground.imports.models import SheetRun

    desk = Client(raise_request_exception=False)
    desk.force_login(
        a_user(Role.DIRECTOR), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    rows = "".join(f"{word()},{word()},caseworker\n" for _row in range(3))
    file = SimpleUploadedFile("people.csv", f"Name,E-mail,Role\n{rows}".encode(), "text/csv")
    answer = desk.post("/en/desk/imports/new/", {"sheet": "people", "file": file})
    assert answer.status_code == 302, answer.content.decode()
    run = SheetRun.objects.latest("laid_down_at")
    desk.get(f"/en/desk/imports/{run.pk}/columns/")
    desk.get(f"/en/desk/imports/{run.pk}/")
    desk.post(f"/en/desk/imports/{run.pk}/leave/")


def night(backups: str) -> None:
    """Messages leave, the months close, a backup and the exports are made, the index is written."""
    from django.core.management import call_command

    from xenia.config.due import run_due
    from xenia.ground.common.dates import now

    run_due(at=now())
    call_command("backup", backups, "--json")
    call_command("ledger", "extract")


def check_every_field_is_planted() -> None:
    """A kind of record that is added later must be planted too."""
    from xenia.ground.vault.models.record import record_models, sealed_fields

    for model in record_models():
        assert model.objects.exists(), f"{model._meta.label}: nothing is planted"
        for field in sealed_fields(model):
            is_filled = model.objects.filter(**{f"{field.name}__isnull": False}).exists()
            assert is_filled, f"{model._meta.label}.{field.name}: nothing is planted"


def main() -> None:
    """One day, and the end of it."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.privacy.settings"
    django.setup()
    prepare()
    people_of_the_vault()
    visitors()
    colleagues()
    plant_typed.at_the_desk(word, phone, mailbox)
    plant_typed.by_strangers(word)
    spreadsheet()
    messages()
    night(sys.argv[1])
    check_every_field_is_planted()
    sys.stderr.flush()
    sys.stdout.write("\nPLANTED " + json.dumps(PLANTER.planted) + "\n")
    sys.stdout.flush()
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
