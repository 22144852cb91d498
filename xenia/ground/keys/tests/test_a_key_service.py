"""A key service opens the master key's file; once it forgot a version, an older copy of the file is worthless."""

import base64
import json
import secrets
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from xenia.ground.common.master_key import BadMasterKey
from xenia.ground.keys import rotation
from xenia.ground.keys.aead import CannotOpen, open_sealed, seal
from xenia.ground.keys.keepers import keeper, master_keys
from xenia.ground.keys.keepers.transit import TransitKeeper, parsed, transit_from_settings
from xenia.ground.keys.subject_keys import keys_of, make_subject_keys
from xenia.ground.keys.tests.test_a_new_master_key import MONDAY


class Service(ThreadingHTTPServer):
    """As much of a transit engine as the office asks for: real encryption, versions, trimming."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.versions = {1: secrets.token_bytes(32)}
        self.asked: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1/transit"

    def encrypt(self, plain: bytes) -> str:
        newest = max(self.versions)
        body = base64.b64encode(seal(self.versions[newest], plain, b"")).decode()
        return f"vault:v{newest}:{body}"

    def decrypt(self, said: str) -> bytes:
        _vault, version, body = said.split(":")
        key = self.versions[int(version[1:])]
        return open_sealed(key, base64.b64decode(body), b"")

    def answer(self, path: str, said: dict[str, Any]) -> dict[str, Any]:
        act = path.removeprefix("/v1/transit/")
        self.asked.append(act)
        match act.split("/"):
            case ["encrypt", "xenia"]:
                return {"ciphertext": self.encrypt(base64.b64decode(said["plaintext"]))}
            case ["decrypt", "xenia"]:
                plain = self.decrypt(said["ciphertext"])
                return {"plaintext": base64.b64encode(plain).decode()}
            case ["rewrap", "xenia"]:
                return {"ciphertext": self.encrypt(self.decrypt(said["ciphertext"]))}
            case ["keys", "xenia", "rotate"]:
                self.versions[max(self.versions) + 1] = secrets.token_bytes(32)
            case ["keys", "xenia"]:
                return {"latest_version": max(self.versions)}
            case ["keys", "xenia", "trim"]:
                oldest = said["min_available_version"]
                self.versions = {n: key for n, key in self.versions.items() if n >= oldest}
        return {}


class Answer(BaseHTTPRequestHandler):
    """One question to the service."""

    server: Service

    def do_GET(self) -> None:
        self._answer({})

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        self._answer(json.loads(self.rfile.read(length) or b"{}"))

    def _answer(self, said: dict[str, Any]) -> None:
        if self.headers.get("X-Vault-Token") != "let-me-in":
            self.send_error(403)
            return
        try:
            data = self.server.answer(self.path, said)
        except (KeyError, CannotOpen):
            self.send_error(400)
            return
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"data": data}).encode())

    def log_message(self, *_said: Any) -> None:
        """Quiet."""


@pytest.fixture
def service(settings: Any, tmp_path: Path) -> Iterator[Service]:
    server = Service()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    token = tmp_path / "token"
    token.write_text("let-me-in\n")
    settings.MASTER_KEY_FILE = tmp_path / "master.sealed"
    settings.MASTER_KEY_KEEPER = "transit"
    settings.KEY_SERVICE = {"url": server.url, "key": "xenia", "token_file": str(token)}
    keeper().add()
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.django_db
def test_the_vault_works_with_a_key_service(service: Service) -> None:
    people = make_subject_keys(2, at=MONDAY)
    assert keys_of(people) == people
    rotation.rotate(MONDAY)
    assert keys_of(people) == people
    assert set(master_keys().versions) == {2}


@pytest.mark.django_db
def test_an_older_copy_of_the_file_opens_nothing_even_with_the_service(
    service: Service, settings: Any, tmp_path: Path
) -> None:
    make_subject_keys(1, at=MONDAY)
    stolen = tmp_path / "stolen"
    stolen.write_text(settings.MASTER_KEY_FILE.read_text())
    rotation.rotate(MONDAY)
    thief = transit_from_settings()
    thief.path = stolen
    with pytest.raises(BadMasterKey):
        thief.read()


def test_the_file_alone_holds_no_key(service: Service, settings: Any) -> None:
    key = keeper().read().versions[1]
    text = settings.MASTER_KEY_FILE.read_text()
    assert key.hex() not in text
    assert base64.b64encode(key).decode() not in text


def test_the_service_is_asked_once_for_each_state_of_the_file(service: Service) -> None:
    keeper().read()
    before = len(service.asked)
    for _ in range(5):
        keeper().read()
    assert len(service.asked) == before


def test_a_service_that_says_no_is_told_without_secrets(
    service: Service, settings: Any, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_text("guess")
    stranger = TransitKeeper(
        settings.MASTER_KEY_FILE, url=service.url, key="xenia", token_file=wrong
    )
    with pytest.raises(BadMasterKey, match="did not do decrypt") as told:
        stranger.read()
    assert "guess" not in str(told.value)


@pytest.mark.parametrize("text", ["", "\n", "one vault:v1:x", "1 2 3"])
def test_a_damaged_file_is_told(text: str) -> None:
    with pytest.raises(BadMasterKey):
        parsed(text)


def test_missing_settings_are_named(settings: Any) -> None:
    settings.KEY_SERVICE = {"url": "", "key": "xenia", "token_file": ""}
    with pytest.raises(BadMasterKey, match="token_file"):
        transit_from_settings()


def test_an_unknown_keeper_is_told(settings: Any) -> None:
    settings.MASTER_KEY_KEEPER = "drawer"
    with pytest.raises(ValueError, match="drawer"):
        keeper()


@pytest.mark.parametrize("url", ["file:///etc/passwd", "http://bao.city.example:8200/v1/transit"])
def test_the_master_key_never_crosses_a_network_in_the_clear(settings: Any, url: str) -> None:
    settings.KEY_SERVICE = {"url": url, "key": "xenia", "token_file": "/etc/xenia/token"}
    with pytest.raises(BadMasterKey, match="https"):
        transit_from_settings()
