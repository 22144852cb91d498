"""Several workers at once: each message is sent once, and none is forgotten."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from email import message_from_bytes
from pathlib import Path
from threading import Barrier, Lock
from typing import Any

import pytest
from django.db import connection, connections

from xenia.ground.ledger.models import Entry
from xenia.ground.notifications.channels import WAYS
from xenia.ground.notifications.channels.outgoing import Outgoing, Receipt
from xenia.ground.notifications.models import OutboxMessage
from xenia.ground.notifications.operations.sending import send_messages
from xenia.ground.notifications.tests.makers import MONDAY, a_mailbox, a_reminder

WORKERS = 4
ROOM = "xenia.ground.notifications.tests"


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_four_workers_send_each_message_once(monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor == "sqlite" and "memory" in str(connection.settings_dict["NAME"]):
        pytest.skip("SQLite in memory lets no second thread wait; processes do it below")
    sent: Counter[str] = Counter()
    lock, ready = Lock(), Barrier(WORKERS)

    def note(outgoing: Outgoing) -> Receipt:
        with lock:
            sent[outgoing.key] += 1
        return Receipt()

    monkeypatch.setitem(WAYS, "file", note)
    contacts = [a_mailbox() for _each in range(20)]
    keys = {str(a_reminder(to=contact).pk) for contact in contacts * 5}

    def work(_number: int) -> Counter[str]:
        try:
            ready.wait(timeout=30)
            return send_messages(clock=lambda: MONDAY)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(WORKERS) as pool:
        ended = list(pool.map(work, range(WORKERS)))
    assert sent == dict.fromkeys(keys, 1)
    assert sum(one["sent"] for one in ended) == len(keys)
    assert Entry.objects.filter(kind="notifications.sent").count() == len(keys)
    assert not OutboxMessage.objects.exclude(status="sent").exists()


@pytest.fixture
def mail_folder(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A mail server, and where it listens."""
    folder = tmp_path / "mail"
    folder.mkdir()
    command = [sys.executable, "-m", f"{ROOM}.mail_server", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        yield folder, f"smtp://127.0.0.1:{server.stdout.readline().strip()}/?tls=none"
        server.terminate()


def test_four_processes_send_each_email_once_on_sqlite(
    tmp_path: Path, mail_folder: tuple[Path, str]
) -> None:
    folder, address = mail_folder
    environment: dict[str, Any] = {
        **{name: value for name, value in os.environ.items() if not name.startswith("XENIA_")},
        "DJANGO_SETTINGS_MODULE": "xenia.config.settings.sample",
        "XENIA_DATA": str(tmp_path / "office"),
        "XENIA_SMTP_URL": address,
        "XENIA_MAIL_FROM": "hello@lindenport.example",
    }
    number = 60
    filled = [sys.executable, "-m", f"{ROOM}.sending_office", str(number)]
    subprocess.run(filled, env=environment, check=True, timeout=180)
    command = [sys.executable, "-m", "xenia", "send-messages", "--json", "--skip-checks"]
    workers = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        for _each in range(WORKERS)
    ]
    said = [json.loads(worker.communicate(timeout=180)[0]) for worker in workers]
    assert sum(one.get("sent", 0) for one in said) == number
    mails = [message_from_bytes(path.read_bytes()) for path in folder.iterdir()]
    assert len(mails) == number
    assert len({mail["Message-ID"] for mail in mails}) == number
