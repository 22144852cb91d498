"""Machines that complain, and people among them: over HTTP, each from a place of its own.

The places stand in the header a proxy writes; the server believes one (`XENIA_PROXIES=1`).
"""

import hashlib
import http.client
import itertools
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode, urlsplit

from xenia.ground.common.work_proof import LEAST, bits_of

PATH: Final = "/en/complaint/"
TOKEN: Final = re.compile(rb'name="token" value="([^"]+)"')
CODE: Final = re.compile(rb'class="code">[0-9A-Z]{6}-[0-9A-Z]{6}-[0-9A-Z]{6}<')
CLIENTS: Final = 8
AT_ONCE: Final = 500
# Longer than the gate's shortest time between a page and what is sent from it.
A_WHILE: Final = 4.0
# What a phone of 11,000 tries a second does in two seconds.
SLOW_PHONE: Final = 22_000
PLACES: Final = 2_000
WORDS: Final = (
    "Invented: I came at nine with every paper, and was sent home at noon without a word."
)


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends. opens: the page first; waits: as long as a person writes at least; bits: of work, in so many tries."""

    name: str
    opens: bool = True
    waits: bool = True
    trapped: bool = False
    bits: int = 0
    tries: int = 10_000_000


# Of ten machines two never saw the page, two are in haste, one fills in every field, two run no script, three do the work.
BOTS: Final = (
    Sender("bot", opens=False),
    Sender("bot", waits=False),
    Sender("bot"),
    Sender("bot", bits=LEAST),
    Sender("bot", trapped=True, bits=LEAST),
    Sender("bot", opens=False),
    Sender("bot", waits=False, bits=LEAST),
    Sender("bot"),
    Sender("bot", bits=LEAST),
    Sender("bot", bits=LEAST + 3),
)
PEOPLE: Final = (
    Sender("slow phone", bits=LEAST, tries=SLOW_PHONE),
    Sender("no script"),
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A page somebody has before her. waited: seconds the server took for it; proof: the work her browser did."""

    sender: Sender
    place: str
    token: str
    waited: float
    proof: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of one. waited: seconds the server took for all of it; is_heard: she has a code for it."""

    name: str
    is_heard: bool
    waited: float


def complain_all(address: str, machines: int, *, each: int) -> list[Heard]:
    """So many machines complain, eight at once; after each so many, the people too.

    They work between opening and sending: their work here must not look like the server's.
    """
    everybody = _with_people(machines, each)
    heard: list[Heard] = []
    with ThreadPoolExecutor(CLIENTS) as pool:
        while some := list(itertools.islice(everybody, AT_ONCE)):
            opened = list(pool.map(lambda one: _opened(address, *one), some))
            opened = [_worked(one) for one in opened]
            time.sleep(A_WHILE)
            heard += pool.map(lambda one: _sent(address, one), opened)
    return heard


def _with_people(machines: int, each: int) -> Iterator[tuple[Sender, str]]:
    for number in range(machines):
        yield BOTS[number % len(BOTS)], _place(10, number % PLACES)
        if number % each == each - 1:
            for row, person in enumerate(PEOPLE):
                yield person, _place(20 + row, number // each)


def _place(net: int, number: int) -> str:
    return f"{net}.0.{number // 250}.{number % 250 + 1}"


def _opened(address: str, sender: Sender, place: str) -> Opened:
    if not (sender.opens and sender.waits):
        return Opened(sender, place, "made up", 0.0)
    return _open(address, sender, place)


def _open(address: str, sender: Sender, place: str) -> Opened:
    _status, page, waited = _asked(address, "GET", place)
    token = TOKEN.search(page)
    return Opened(sender, place, token[1].decode() if token else "", waited)


def _worked(page: Opened) -> Opened:
    return replace(page, proof=_work(page.token, page.sender))


def _sent(address: str, page: Opened) -> Heard:
    sender = page.sender
    if sender.opens and not sender.waits:
        page = _worked(_open(address, sender, page.place))
    form = {
        "words": WORDS,
        "language": "so",
        "level": "anonymous",
        "act": "send",
        "token": page.token,
        "website": "https://buy.example" if sender.trapped else "",
        "proof": page.proof,
    }
    status, answer, waited = _asked(address, "POST", page.place, urlencode(form))
    is_heard = status == http.HTTPStatus.OK and CODE.search(answer) is not None
    return Heard(sender.name, is_heard, page.waited + waited)


def _work(token: str, sender: Sender) -> str:
    """The first number that is work enough; "" where there is none in so many tries."""
    if not sender.bits:
        return ""
    begins, most = hashlib.sha256(f"{token}:".encode()), 1 << (256 - sender.bits)
    for number in range(sender.tries):
        tried = begins.copy()
        tried.update(str(number).encode())
        if int.from_bytes(tried.digest(), "big") < most:
            assert bits_of(token, str(number)) >= sender.bits
            return str(number)
    return ""


def _asked(address: str, method: str, place: str, body: str = "") -> tuple[int, bytes, float]:
    parts = urlsplit(address)
    door = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=120)
    said = {"X-Forwarded-For": place, "Content-Type": "application/x-www-form-urlencoded"}
    begun = time.perf_counter()
    try:
        door.request(method, PATH, body or None, said)
        answer = door.getresponse()
        return answer.status, answer.read(), time.perf_counter() - begun
    finally:
        door.close()
