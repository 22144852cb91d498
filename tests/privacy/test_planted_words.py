"""Words planted into every field about a person are found nowhere they should not be.

Looked through after the machine died in the middle of its work: database files, write-ahead logs, backups, the server's
own log, our logs, cache, sessions, outbox, search index, exports.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.privacy.scanner import Found, Scanner
from tests.privacy.test_killed_while_writing import a_server_of_its_own

ROOT = Path(__file__).resolve().parent.parent.parent
FEWEST_WORDS = 60
TAKES_AT_MOST = 900  # seconds, on a busy machine


def a_day_at_the_office(data: Path, backups: Path, **databases: str) -> tuple[list[str], bytes]:
    """The planted words, and everything the process said into its logs."""
    backups.mkdir()
    received = backups.parent.parent / f"{backups.parent.name}-received"
    received.mkdir()
    server = subprocess.Popen(
        [sys.executable, "-m", "xenia.ground.notifications.tests.mail_server", str(received)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout is not None
    databases["XENIA_SMTP_URL"] = f"smtp://127.0.0.1:{server.stdout.readline().strip()}/?tls=none"
    databases["XENIA_MAIL_FROM"] = "office@lindenport.example"
    try:
        return _lived(data, backups, databases)
    finally:
        server.kill()
        server.wait()
        assert list(received.iterdir()), "no e-mail left"


def _lived(data: Path, backups: Path, databases: dict[str, str]) -> tuple[list[str], bytes]:
    environment = os.environ | {"XENIA_DATA": str(data), "XENIA_QUIET": "1"} | databases
    done = subprocess.run(
        [sys.executable, "-m", "tests.privacy.plant", str(backups)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        timeout=TAKES_AT_MOST,
        check=False,
    )
    logs, _, said = done.stdout.rpartition(b"\nPLANTED ")
    assert said, (done.stdout + done.stderr).decode()[-3000:]
    planted: list[str] = json.loads(said)
    assert len(planted) == len(set(planted)) >= FEWEST_WORDS
    return planted, logs + done.stderr


def told(found: list[Found]) -> list[str]:
    return sorted({f"{one.place}: {one.word} as {one.written}" for one in found})


def test_no_planted_word_is_found_in_the_files_of_the_office(tmp_path: Path) -> None:
    data, backups = tmp_path / "data", tmp_path / "backups"
    planted, logs = a_day_at_the_office(data, backups)
    assert list(backups.rglob("*.sqlite3")), "a backup was made"
    assert list(data.rglob("*.parquet")), "the ledger was extracted"
    assert (data / "default.sqlite3-wal").stat().st_size, "the machine died with its log open"
    scanner = Scanner(planted)
    found = [*scanner.in_folder(tmp_path), *scanner.in_bytes(logs, "logs")]
    assert not found, told(found)


def test_no_planted_word_is_found_in_postgresqls_files(tmp_path: Path) -> None:
    with a_server_of_its_own() as server:
        for setting in ("log_statement = 'none'", "log_min_error_statement = 'panic'"):
            server.psql(f"ALTER SYSTEM SET {setting};")
        server.psql("SELECT pg_reload_conf();")
        address = server.get_uri()
        planted, logs = a_day_at_the_office(
            tmp_path / "data",
            tmp_path / "backups",
            XENIA_DATABASE_URL=address.replace("/postgres?", "/xenia?"),
            XENIA_KEYS_DATABASE_URL=address.replace("/postgres?", "/xenia_keys?"),
            PATH=f"{server.bin_path}{os.pathsep}{os.environ['PATH']}",
        )
        server.psql("CHECKPOINT;")
        scanner = Scanner(planted)
        found = [
            *scanner.in_folder(Path(server.pgdata)),
            *scanner.in_folder(tmp_path),
            *scanner.in_bytes(logs, "logs"),
        ]
    assert not found, told(found)


@pytest.mark.parametrize("where", ["database", "log"])
def test_a_word_that_leaks_would_be_found(tmp_path: Path, where: str) -> None:
    """The same search, on an office that leaks."""
    import sqlite3

    if where == "database":
        with sqlite3.connect(tmp_path / "default.sqlite3") as database:
            database.execute("CREATE TABLE note (text)")
            database.execute("INSERT INTO note VALUES ('Quetzalina-Obradović-001zq was here')")
        database.close()
    else:
        (tmp_path / "log").write_text('{"error": "Quetzalina-Obradovi\\u0107-001zq"}')
    assert list(Scanner(["Quetzalina-Obradović-001zq"]).in_folder(tmp_path))
