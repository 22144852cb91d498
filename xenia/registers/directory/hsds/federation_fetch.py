"""Asking another office's server: with patience, with limits, and never anything inside our own network.

Only the open internet is asked (`common.open_internet`), redirects are looked at again, and an answer may be neither
endless nor enormous.
"""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

from xenia.ground.common.open_internet import InPrivateNetwork, NotAsked, may_be_asked, transport

TRIES: Final = 4
FIRST_WAIT: Final = 1.0  # seconds; doubled after each try
LONGEST_WAIT: Final = 60.0
TIMEOUT: Final = httpx.Timeout(30.0, connect=10.0)
MOST_REDIRECTS: Final = 3
MOST_OF_A_PAGE: Final = 64 * 1024**2
MOST_OF_A_LIST: Final = 2 * 1024**3
LONGEST_LINE: Final = 8 * 1024**2
LONGEST_RUN: Final = 2 * 60 * 60.0  # seconds
_AGAIN: Final = frozenset({429, 500, 502, 503, 504})
_AHEAD: Final = timedelta(days=1)
Query = dict[str, str]


class NotFollowed(Exception):
    """The other directory cannot be read. The message says why, and what to do."""


class Refused(NotFollowed):
    """The other server understood and will not answer this question. `status`: what it said."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


@dataclass(slots=True)
class Server:
    """Another office's server. base: its address, without a slash at the end."""

    base: str
    is_in_own_network: bool = False
    # What its clock said when it was first asked.
    clock: datetime | None = None
    _client: httpx.Client = field(init=False)
    _until: float = field(init=False)

    def __post_init__(self) -> None:
        self.base = self.base.rstrip("/")
        self._check(self.base)
        self._until = time.monotonic() + LONGEST_RUN
        self._client = httpx.Client(
            transport=transport(is_in_own_network=self.is_in_own_network),
            timeout=TIMEOUT,
            follow_redirects=False,
            trust_env=False,
            headers={"User-Agent": "Xenia", "Accept": "application/x-ndjson, application/json"},
        )

    def close(self) -> None:
        self._client.close()

    def _check(self, url: str) -> None:
        """Raise NotFollowed for an address that is not asked."""
        parts = urlsplit(url)
        if parts.scheme == "http" and not self.is_in_own_network:
            raise NotFollowed(
                f"{url[:200]!r} is not asked: it begins with http, so others could change what it says on the way. "
                "If it lies in your own network, add --own-network: then http and private addresses are asked."
            )
        if not may_be_asked(url, is_in_own_network=self.is_in_own_network):
            raise NotFollowed(
                f"{url[:200]!r} is not asked: expected an address such as https://help.city.example/hsds"
            )

    def document(self, path: str, query: Query | None = None) -> Any:
        """A page or a record as JSON. Raises NotFollowed, Refused."""
        with self.answer(path, query) as response:
            text = b"".join(self.pieces(response, MOST_OF_A_PAGE))
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            raise NotFollowed(
                f"{self.base}{path} answers with something that is no JSON."
            ) from None

    @contextmanager
    def answer(self, path: str, query: Query | None = None) -> Iterator[httpx.Response]:
        """An answer whose body is still to be read; asked again, later, when the server is busy or does not answer."""
        response = self._patiently(f"{self.base}{path}", query)
        try:
            yield response
        except (httpx.HTTPError, httpcore.NetworkError, OSError) as broken:
            raise NotFollowed(f"{self.base}{path} broke off: {type(broken).__name__}.") from None
        finally:
            response.close()

    def _patiently(self, url: str, query: Query | None) -> httpx.Response:
        problem = ""
        for number in range(TRIES):
            if number:
                time.sleep(min(LONGEST_WAIT, self._wanted or FIRST_WAIT * 2 ** (number - 1)))
            self._check_time()
            try:
                response = self._ask(url, query)
            except InPrivateNetwork as reason:
                raise NotFollowed(f"{reason} If it is your own, add --own-network.") from None
            except NotAsked as reason:
                raise NotFollowed(str(reason)) from None
            except (httpx.HTTPError, OSError) as broken:
                problem, self._wanted = f"does not answer ({type(broken).__name__})", 0.0
                continue
            if response.status_code not in _AGAIN:
                return self._accepted(response, url)
            problem, self._wanted = f"answers {response.status_code}", _seconds_asked(response)
            response.close()
        raise NotFollowed(f"{url[:200]} {problem}, {TRIES} times. We ask again next time.")

    _wanted: float = 0.0

    def _ask(self, url: str, query: Query | None) -> httpx.Response:
        """One question, along redirects that lead somewhere we would ask anyway."""
        target = url
        for _step in range(MOST_REDIRECTS + 1):
            self._check(target)
            request = self._client.build_request("GET", target, params=query)
            response = self._client.send(request, stream=True)
            self._note_clock(response)
            if not response.has_redirect_location:
                return response
            target, query = urljoin(str(request.url), response.headers["Location"]), None
            response.close()
        raise NotFollowed(f"{url[:200]} sends us on and on. Ask the other office for its address.")

    def _accepted(self, response: httpx.Response, url: str) -> httpx.Response:
        if response.status_code == httpx.codes.OK:
            return response
        response.close()
        status = response.status_code
        raise Refused(f"{url[:200]} answers {status}: it is no HSDS address, or it moved.", status)

    def _note_clock(self, response: httpx.Response) -> None:
        if self.clock is None:
            self.clock = _clock_of(response)

    def _check_time(self) -> None:
        if time.monotonic() > self._until:
            raise NotFollowed(f"{self.base} took longer than two hours. We go on next time.")

    def pieces(self, response: httpx.Response, most: int) -> Iterator[bytes]:
        """A body piece by piece. Raises NotFollowed when it is too much, or takes too long."""
        size = 0
        for piece in response.iter_bytes(1 << 16):
            size += len(piece)
            if size > most:
                raise NotFollowed(f"{self.base} sends more than {most // 1024**2:,} MB at once.")
            self._check_time()
            yield piece

    def lines(self, response: httpx.Response) -> Iterator[bytes]:
        """The lines of a body, without their ends. Raises NotFollowed for one that never ends."""
        rest = b""
        for piece in self.pieces(response, MOST_OF_A_LIST):
            *whole, rest = (rest + piece).split(b"\n")
            yield from (line for line in whole if line.strip())
            if len(rest) > LONGEST_LINE:
                raise NotFollowed(f"{self.base} sends a record longer than 8 MB.")
        if rest.strip():
            yield rest


def _seconds_asked(response: httpx.Response) -> float:
    """How long the server asks us to wait; 0 when it does not say."""
    said = response.headers.get("Retry-After", "")
    return float(said) if said.isascii() and said.isdigit() else 0.0


def _clock_of(response: httpx.Response) -> datetime:
    """The server's clock; ours where it tells none, or one that cannot be."""
    here = datetime.now(UTC)
    try:
        there = parsedate_to_datetime(response.headers.get("Date", ""))
    except ValueError:
        return here
    if there.tzinfo is None:
        there = there.replace(tzinfo=UTC)
    return there if abs(there - here) < _AHEAD else here
