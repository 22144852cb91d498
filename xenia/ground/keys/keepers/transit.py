"""A key management service opens the file: HashiCorp Vault or OpenBao, secrets engine "transit".

The file holds each version of the master key as the service sealed it. Whoever copies the file needs the service too, and
after a version is destroyed the service itself no longer opens older copies of the file.
Source: OpenBao and Vault API, Transit secrets engine (encrypt, decrypt, rewrap, rotate, config, trim), 2025.
"""

import base64
import json
import secrets
import urllib.error
import urllib.request
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from xenia.ground.common.locks import exclusive
from xenia.ground.common.master_key import KEY_BYTES, BadMasterKey, MasterKeys
from xenia.ground.keys.keepers.file import replace

SECONDS = 10


class TransitKeeper:
    """Versions sealed by the service's key `key`, in a file of lines `version sealed`."""

    def __init__(self, path: Path, *, url: str, key: str, token_file: Path) -> None:
        """url: the service, such as `https://bao.city.example:8200/v1/transit`."""
        self.path, self.url, self.key, self.token_file = path, url.rstrip("/"), key, token_file

    def read(self) -> MasterKeys:
        """Every living version. A process asks the service once for each state of the file."""
        return _opened(self, self._text())

    def add(self) -> int:
        """Make a new version. With no file yet, the first one."""
        with exclusive(self.path):
            sealed = self._sealed() if self.path.exists() else {}
            newest = max(sealed, default=0) + 1
            sealed[newest] = self._seal(secrets.token_bytes(KEY_BYTES))
            self._write(sealed)
        return newest

    def destroy(self, versions: set[int]) -> None:
        """Forget versions here, and let the service forget what opened older copies of the file."""
        with exclusive(self.path):
            sealed = self._sealed()
            left = {number: text for number, text in sealed.items() if number not in versions}
            left[max(sealed)] = sealed[max(sealed)]
            self._ask(f"keys/{self.key}/rotate", {})
            self._write({number: self._rewrap(text) for number, text in left.items()})
            self._forget_older()

    def open_one(self, sealed: str) -> bytes:
        """One version as the service opens it."""
        answer = self._ask(f"decrypt/{self.key}", {"ciphertext": sealed})
        return base64.b64decode(answer["plaintext"])

    def _seal(self, key: bytes) -> str:
        plain = base64.b64encode(key).decode()
        return str(self._ask(f"encrypt/{self.key}", {"plaintext": plain})["ciphertext"])

    def _rewrap(self, sealed: str) -> str:
        return str(self._ask(f"rewrap/{self.key}", {"ciphertext": sealed})["ciphertext"])

    def _forget_older(self) -> None:
        newest = self._ask(f"keys/{self.key}", None)["latest_version"]
        self._ask(
            f"keys/{self.key}/config",
            {"min_decryption_version": newest, "min_encryption_version": newest},
        )
        self._ask(f"keys/{self.key}/trim", {"min_available_version": newest})

    def _text(self) -> str:
        try:
            return self.path.read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError) as error:
            raise BadMasterKey(f"the sealed master key {self.path} cannot be read") from error

    def _sealed(self) -> dict[int, str]:
        return parsed(self._text())

    def _write(self, sealed: dict[int, str]) -> None:
        if not self.path.exists():
            self.path.touch(mode=0o600)
        replace(self.path, "".join(f"{number} {sealed[number]}\n" for number in sorted(sealed)))

    def _ask(self, path: str, said: dict[str, Any] | None) -> dict[str, Any]:
        """Ask the service; its `data`. Raises BadMasterKey without what was said."""
        body = None if said is None else json.dumps(said).encode()
        try:
            token = self.token_file.read_text(encoding="ascii").strip()
            request = urllib.request.Request(  # noqa: S310  # the address is the office's own setting
                f"{self.url}/{path}", data=body, headers={"X-Vault-Token": token}
            )
            with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310  # nosec B310
                text = answer.read()
        except (OSError, urllib.error.URLError) as error:
            raise BadMasterKey(
                f"the key service did not do {path.split('/', maxsplit=1)[0]}"
            ) from error
        answered: dict[str, Any] = json.loads(text) if text else {}
        return answered.get("data") or {}


@lru_cache(maxsize=4)
def _opened_for(path: Path, url: str, key: str, token_file: Path, text: str) -> MasterKeys:
    service = TransitKeeper(path, url=url, key=key, token_file=token_file)
    sealed = parsed(text)
    return MasterKeys({number: service.open_one(one) for number, one in sealed.items()})


def _opened(service: TransitKeeper, text: str) -> MasterKeys:
    return _opened_for(service.path, service.url, service.key, service.token_file, text)


def parsed(text: str) -> dict[int, str]:
    """The file's lines. Raises BadMasterKey."""
    try:
        pairs = (line.split() for line in text.split("\n") if line.strip())
        versions = {int(number): sealed for number, sealed in pairs}
    except ValueError:
        raise BadMasterKey("not a sealed master key: expected lines '1 vault:v1:…'") from None
    if not versions:
        raise BadMasterKey("not a sealed master key: expected lines '1 vault:v1:…'")
    return versions


def transit_from_settings() -> TransitKeeper:
    """The service named by the settings. Raises BadMasterKey when one is missing."""
    said = settings.KEY_SERVICE
    if missing := [name for name in ("url", "key", "token_file") if not said.get(name)]:
        raise BadMasterKey(f"the key service needs the settings {missing}")
    if not str(said["url"]).startswith(("https://", "http://127.0.0.1", "http://localhost")):
        raise BadMasterKey("the key service's address begins with https://, or is on this machine")
    return TransitKeeper(
        settings.MASTER_KEY_FILE,
        url=said["url"],
        key=said["key"],
        token_file=Path(said["token_file"]),
    )
