"""E-mails leave through a real mail server, to the right person, in her language, with a way out."""

import subprocess
import sys
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.ledger.models import Entry
from xenia.ground.notifications.channels.providers import SettingsFault, mail_server
from xenia.ground.notifications.checks import messages_can_leave
from xenia.ground.notifications.models import OutboxMessage
from xenia.ground.notifications.operations import queue
from xenia.ground.notifications.operations.sending import send_messages
from xenia.ground.notifications.safety import Safety
from xenia.ground.notifications.tests.makers import MONDAY, a_mailbox, a_reminder
from xenia.ground.reference.office import forget_office
from xenia.ground.reference.operations import choose_languages, describe_office

pytestmark = pytest.mark.django_db
Status = OutboxMessage.Status


@pytest.fixture
def mailed(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """A mail server in a process of its own; the folder it keeps e-mails in."""
    folder = tmp_path / "mail"
    folder.mkdir()
    command = [sys.executable, "-m", "xenia.ground.notifications.tests.mail_server", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        port = server.stdout.readline().strip()
        settings.SMTP_URL = f"smtp://127.0.0.1:{port}/?tls=none"
        settings.MAIL_FROM = "Lindenport <hello@lindenport.example>"
        settings.SITE_ADDRESS = "https://help.lindenport.example"
        yield folder
        server.terminate()


@pytest.fixture(autouse=True)
def an_office() -> Iterator[None]:
    """The office of Lindenport, which speaks English and Arabic."""
    describe_office(
        by=None,
        at=MONDAY,
        name="Office for Immigrants",
        short_name="Lindenport",
        jurisdiction_name="Lindenport",
        email="desk@lindenport.example",
    )
    choose_languages(codes=["en", "ar"], by=None, at=MONDAY)
    forget_office()
    yield
    forget_office()


def send() -> dict[str, int]:
    return dict(send_messages(clock=lambda: MONDAY))


def in_the_mail(folder: Path) -> list[EmailMessage]:
    return [
        message_from_bytes(path.read_bytes(), policy=policy.default)
        for path in sorted(folder.iterdir())
    ]


def test_an_email_reaches_its_mailbox_and_nothing_says_any_more_whom(mailed: Path) -> None:
    message = a_reminder(to=a_mailbox("ana@lindenport.example"))
    assert send() == {"sent": 1}
    [mail] = in_the_mail(mailed)
    assert mail["To"] == "ana@lindenport.example"
    assert mail["Subject"] == "Your day with us"
    assert "See you on Tuesday." in mail.get_content()
    assert "Lindenport" in mail.get_content()
    message.refresh_from_db()
    assert (message.status, message.channel) == (Status.SENT, "email")
    assert (message.recipient_id, message.record_id, message.recipient_type) == (None, None, "")
    entry = Entry.objects.get(kind="notifications.sent")
    assert entry.mode == "email"


def test_an_email_names_no_office_and_no_person(mailed: Path) -> None:
    a_reminder(to=a_mailbox("ana@lindenport.example"))
    a_reminder(to=a_mailbox("bo@lindenport.example", safety=Safety(is_unsigned=True)))
    send()
    for mail in in_the_mail(mailed):
        assert "Immigrants" not in mail.as_string()
    [unsigned] = [mail for mail in in_the_mail(mailed) if mail["To"] == "bo@lindenport.example"]
    assert "Lindenport" not in unsigned.get_content().replace("lindenport.example", "")


def test_the_link_of_an_email_stops_it_with_one_click(mailed: Path, client: Client) -> None:
    contact = a_mailbox("ana@lindenport.example", written="ar")
    a_reminder(to=contact)
    send()
    [mail] = in_the_mail(mailed)
    link = mail["List-Unsubscribe"].strip(" <>")
    assert link in mail.get_content()
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    where = link.removeprefix("https://help.lindenport.example")
    assert where.startswith("/ar/messages/stop/")
    page = Client(enforce_csrf_checks=True).post(where, {"List-Unsubscribe": "One-Click"})
    assert page.status_code == 200
    a_reminder(to=contact)
    assert send() == {"failed": 1}
    assert OutboxMessage.objects.get(status=Status.FAILED).reason == "no_consent"


def test_every_try_carries_the_same_message_id(mailed: Path) -> None:
    message = a_reminder(to=a_mailbox())
    send()
    # As if the worker had died between sending and noting it.
    OutboxMessage.objects.filter(pk=message.pk).update(
        status=Status.WAITING,
        recipient_type=message.recipient_type,
        recipient_id=message.recipient_id,
        record_id=message.record_id,
        record_type=message.record_type,
    )
    send()
    first, second = in_the_mail(mailed)
    assert first["Message-ID"] == second["Message-ID"] == f"<{message.pk}@lindenport.example>"


def test_an_unknown_mailbox_is_told_to_colleagues(mailed: Path) -> None:
    message = a_reminder(to=a_mailbox("unknown@lindenport.example"))
    assert send() == {"failed": 1}
    message.refresh_from_db()
    assert (message.status, message.reason) == (Status.FAILED, "unknown_address")
    assert message.recipient_id is not None


def test_a_busy_server_is_asked_again(mailed: Path) -> None:
    message = a_reminder(to=a_mailbox("busy@lindenport.example"))
    assert send() == {"waiting": 1}
    message.refresh_from_db()
    assert (message.status, message.reason, message.tries) == (Status.WAITING, "busy", 1)


def test_a_server_that_is_away_is_asked_again(settings: Any) -> None:
    settings.SMTP_URL, settings.MAIL_FROM = "smtp://127.0.0.1:9/?tls=none", "a@lindenport.example"
    message = a_reminder(to=a_mailbox())
    assert send() == {"waiting": 1}
    message.refresh_from_db()
    assert message.reason == "no_connection"


def test_colleagues_and_the_office_get_plain_emails_at_any_hour(mailed: Path) -> None:
    from xenia.ground.notifications.tests.makers import LATE_EVENING

    colleague = a_user(email="amara@lindenport.example")
    contact = a_mailbox()
    queue("directory.service_closed", contact, to=colleague, on=MONDAY.date())
    queue("directory.service_closed", contact, on=MONDAY.date())
    assert dict(send_messages(clock=lambda: LATE_EVENING)) == {"sent": 2}
    sent = in_the_mail(mailed)
    assert {mail["To"] for mail in sent} == {"amara@lindenport.example", "desk@lindenport.example"}
    assert all(mail["List-Unsubscribe"] is None for mail in sent)


def test_a_colleague_who_left_is_told_nothing(mailed: Path) -> None:
    colleague = a_user()
    queue("directory.service_closed", colleague, to=colleague, on=MONDAY.date())
    type(colleague).objects.filter(pk=colleague.pk).update(is_active=False)
    assert send() == {"failed": 1}
    assert not in_the_mail(mailed)


@pytest.mark.parametrize(
    ("url", "host", "port", "tls"),
    [
        ("smtp://mail.example", "mail.example", 587, "starttls"),
        ("smtps://mail.example", "mail.example", 465, "tls"),
        ("smtp://u:p%40ss@mail.example:2525/?tls=starttls", "mail.example", 2525, "starttls"),
        ("smtp://localhost/?tls=none", "localhost", 25, "none"),
    ],
)
def test_the_mail_server_is_one_address(
    settings: Any, url: str, host: str, port: int, tls: str
) -> None:
    settings.SMTP_URL, settings.MAIL_FROM = url, "a@lindenport.example"
    server = mail_server()
    assert (server.host, server.port, server.tls) == (host, port, tls)
    assert server.password in ("", "p@ss")


@pytest.mark.parametrize(
    "url",
    [
        "http://mail.example",
        "smtp://",
        "smtp://mail.example/?tls=none",
        "smtp://m/?tls=maybe",
        "smtp://m:x/",
    ],
)
def test_a_mail_server_that_cannot_be_used_is_said_at_once(settings: Any, url: str) -> None:
    settings.SMTP_URL, settings.MAIL_FROM = url, "a@lindenport.example"
    with pytest.raises(SettingsFault):
        mail_server()
    assert [one.id for one in messages_can_leave()] == ["notifications.E002"]


def test_without_a_mail_server_messages_wait_and_say_why(settings: Any) -> None:
    settings.SAMPLE_CITY = False
    message = a_reminder(to=a_mailbox())
    assert send() == {"waiting": 1}
    message.refresh_from_db()
    assert message.reason == "not_set_up"


def test_the_sample_city_writes_files(settings: Any, tmp_path: Path) -> None:
    settings.OUTBOX_FOLDER = tmp_path / "outbox"
    message = a_reminder(to=a_mailbox("ana@lindenport.example"))
    assert send() == {"sent": 1}
    path = tmp_path / "outbox" / f"{message.pk}.eml"
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert mail["To"] == "ana@lindenport.example"
