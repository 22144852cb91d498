"""How we ask a city's Open311 server: what it offers, one more request, and what became of it. In XML, which every server speaks.

A server that took a request and broke off leaves it open whether the request is there. GeoReport v2 gives a request no
mark of ours by which it could be found again, so such a one is never sent twice by itself.

Source: Open311, GeoReport v2, https://wiki.open311.org/GeoReport_v2 (frozen; read on November 23, 2026).
"""

import time
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote
from xml.etree.ElementTree import Element, ParseError

import httpcore
import httpx
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from xenia.ground.common.open_internet import NotAsked, may_be_asked, transport
from xenia.work.ombudsman.open311.wire import CLOSED

TIMEOUT: Final = httpx.Timeout(20.0, connect=10.0)
MOST: Final = 4 * 1024**2
LONGEST: Final = 60.0  # seconds for one answer
MOST_SIGNS: Final = 128  # of a number or a token
# The server is busy and took nothing; one that failed, or a gateway before it, may have it.
LATER: Final = frozenset({429, 503})
UNSURE: Final = frozenset({408, 500, 502, 504})
# What another office of our kind asks of everybody: what we pass on names nobody, so it may be listed.
SAID: Final = {"open": "yes", "listed": "yes"}


class CityProblem(Exception):
    """The city's server did not do what was asked. The message says what it said, and names nobody."""


class NotReached(CityProblem):
    """It could not be asked now, and took nothing: ask again later."""


class Refused(CityProblem):
    """It understood, and will not."""


class Unsure(CityProblem):
    """It broke off: whether the request is there, only the city knows."""


@dataclass(frozen=True, slots=True)
class CityService:
    """One service of the city."""

    code: str
    name: str
    description: str
    group: str
    has_questions: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """The server took a request: its number, or a token until there is one."""

    number: str
    token: str
    notice: str


@dataclass(frozen=True, slots=True)
class Stands:
    """What became of a request."""

    is_closed: bool
    notes: str


@dataclass(frozen=True, slots=True, repr=False)
class CityApi:
    """A city's server. base: its address up to the version, such as https://311.city.example/v2."""

    base: str
    jurisdiction: str = ""
    key: str = ""
    is_in_own_network: bool = False

    def services(self) -> list[CityService]:
        """What the city offers. Raises CityProblem."""
        root = self._get("services")
        return [
            CityService(
                code=_text(one, "service_code"),
                name=_text(one, "service_name") or _text(one, "service_code"),
                description=_text(one, "description"),
                group=_text(one, "group"),
                has_questions=_text(one, "metadata").lower() == "true",
            )
            for one in root.iter("service")
            if _text(one, "service_code")
        ]

    def needs_answers(self, code: str) -> bool:
        """Whether a service wants more than words and a place. Raises CityProblem."""
        root = self._get(f"services/{_in_address(code)}")
        return any(
            _text(one, "variable").lower() == "true"
            and _text(one, "required").lower() == "true"
            and _text(one, "code") not in SAID
            for one in root.iter("attribute")
        )

    def send(self, *, code: str, description: str, address: str) -> Taken:
        """One more request. Raises NotReached, Refused, Unsure."""
        form = self._named() | {
            "api_key": self.key,
            "service_code": code,
            "description": description,
            "address_string": address,
        }
        form |= {f"attribute[{name}]": answer for name, answer in SAID.items()}
        try:
            response, body = self._ask("POST", "requests", data=form)
        except (httpx.ConnectError, httpx.ConnectTimeout) as broken:
            raise NotReached(_broken(broken)) from None
        except (httpx.HTTPError, httpcore.NetworkError, OSError) as broken:
            raise Unsure(_broken(broken)) from None
        if response.status_code in UNSURE:
            raise Unsure(_says(response, body))
        _raise_for(response, body)
        return _taken(body)

    def number_for(self, token: str) -> str:
        """The number of a request, "" while there is none. Raises CityProblem."""
        found = self._get(f"tokens/{_in_address(token)}").find(".//service_request_id")
        return (found.text or "").strip() if found is not None else ""

    def look(self, number: str) -> Stands:
        """What became of a request. Raises CityProblem."""
        root = self._get(f"requests/{_in_address(number)}")
        found = root.find(".//request")
        if found is None:
            raise Refused("no such request")
        return Stands(_text(found, "status").lower() == CLOSED, _text(found, "status_notes"))

    def _named(self) -> dict[str, str]:
        return {"jurisdiction_id": self.jurisdiction} if self.jurisdiction else {}

    def _get(self, path: str) -> Element:
        try:
            response, body = self._ask("GET", path, params=self._named())
        except (httpx.HTTPError, httpcore.NetworkError, OSError) as broken:
            raise NotReached(_broken(broken)) from None
        if response.status_code in UNSURE:
            raise NotReached(_says(response, body))
        _raise_for(response, body)
        return _read(body)

    def _ask(self, method: str, path: str, **said: Any) -> tuple[httpx.Response, bytes]:
        """One question; no redirect is followed. Raises httpx.HTTPError, NotReached."""
        if not may_be_asked(self.base, is_in_own_network=self.is_in_own_network):
            raise NotReached("only an address such as https://311.city.example/v2 is asked")
        with httpx.Client(
            transport=transport(is_in_own_network=self.is_in_own_network),
            timeout=TIMEOUT,
            trust_env=False,
            headers={"User-Agent": "Xenia", "Accept": "text/xml, application/xml"},
        ) as client:
            try:
                address = f"{self.base.rstrip('/')}/{path}.xml"
                response = client.send(client.build_request(method, address, **said), stream=True)
            except (NotAsked, httpx.InvalidURL) as reason:
                raise NotReached(str(reason)[:200]) from None
            try:
                return response, _body(response)
            finally:
                response.close()


def _body(response: httpx.Response) -> bytes:
    body, until = b"", time.monotonic() + LONGEST
    for piece in response.iter_bytes(1 << 16):
        body += piece
        if len(body) > MOST or time.monotonic() > until:
            raise httpx.DecodingError("the answer has no end")
    return body


def _taken(body: bytes) -> Taken:
    """What a server answers to a new request. One that answers nothing we understand may have taken it."""
    try:
        found = _read(body).find(".//request")
    except Refused:
        found = None
    number = _text(found, "service_request_id") if found is not None else ""
    token = _text(found, "token") if found is not None else ""
    if found is None or not 0 < len(number or token) <= MOST_SIGNS:
        raise Unsure("its answer names no request")
    return Taken(number, token, _text(found, "service_notice"))


def _raise_for(response: httpx.Response, body: bytes) -> None:
    if response.status_code in LATER:
        raise NotReached(_says(response, body))
    if not response.is_success:
        raise Refused(_says(response, body))


def _says(response: httpx.Response, body: bytes) -> str:
    """The number and words of the specification's errors; only the number where there are none."""
    try:
        told = [_text(one, "description") for one in _read(body).iter("error")]
    except Refused:
        told = []
    return " ".join([str(response.status_code), *(one for one in told if one)])[:400]


def _read(body: bytes) -> Element:
    try:
        root: Element = fromstring(body)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise Refused("it answers with something that is no XML of Open311") from None
    return root


def _text(element: Element, name: str) -> str:
    return (element.findtext(name) or "").strip()


def _broken(error: Exception) -> str:
    return f"it does not answer ({type(error).__name__})"


def _in_address(said: str) -> str:
    return quote(said, safe="")
