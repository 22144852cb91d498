"""Everything the house says to others of its directory, surface by surface: pages, API, files, letters, logs."""

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils.translation import override

from tests.privacy.crawl import HOST, Crawl, said_by
from tests.privacy.safe_house import TERM, ZIP_CODE, SafeHouse
from xenia.face.home.operations import add_to_list, start_list
from xenia.face.home.short import list_path, service_path
from xenia.ground.common.dates import now
from xenia.ground.ledger.models import Entry
from xenia.ground.ledger.operations import record as count
from xenia.ground.notifications.composing import outgoing_for
from xenia.ground.notifications.models import OutboxMessage
from xenia.registers.directory.hsds.export import FORMS, export_directory
from xenia.registers.directory.search.keeping import index_everything
from xenia.registers.directory.tests.makers import MONDAY, desk_of

LANGUAGES: Final = ("en", "ar")
# What a crawl opens, by the name of its address.
PAGES: Final = {
    "home:service": "service page",
    "home:service_print": "print sheet",
    "home:find": "search page",
    "home:find_map": "map",
    "home:saved": "saved list",
    "home:saved_print": "saved list on paper",
    "home:suggest": "suggestion page",
    "home:embed": "words for another page",
    "home:embed_services": "list on another page",
    "home:directory_csv": "spreadsheet",
    "home:changes": "feed",
    "keep_worker": "what a phone keeps",
    "api:hsds:services": "API, services",
    "api:hsds:service": "API, a service",
    "api:hsds:organizations": "API, organizations",
    "api:hsds:organization": "API, an organization",
    "api:hsds:places": "API, places",
    "api:hsds:place": "API, a place",
}
OTHER_PAGES: Final = "all other pages"
# These speak of a place as soon as it is open: the eye that looks there can see.
SPEAKING: Final = (
    *(name for name in PAGES.values() if name != "what a phone keeps"),
    *(f"export, {form}" for form in FORMS),
    "API by POST",
    "API, lines",
    "address of what left",
    "answers to words",
    "index",
    "letter's page",
    "list to hand over",
    "short address",
)
# These never do.
SILENT: Final = (OTHER_PAGES, "what a phone keeps", "ledger", "letter", "log")
FAMILIES: Final = (*SPEAKING, *SILENT)
# Addresses that people are told of, and no page links to.
TAKEN_ALONG: Final = (
    "directory.csv",
    "changes.atom",
    "embed/",
    f"embed/?need={TERM}",
    f"embed/services/?need={TERM}",
)
_API: Final = ("services", "organizations", "service_at_locations")


@dataclass(frozen=True, slots=True)
class Said:
    """What one surface said."""

    family: str
    where: str
    body: bytes


def everything_said(house: SafeHouse, folder: Path, *, is_loud: bool = False) -> list[Said]:
    """All of it. is_loud: say something where nothing is ever said, to see that it would be heard."""
    index_everything()
    with _everything_logged() as logged:
        found = [
            *_crawled(house),
            *_at_known_addresses(house),
            *_answers_of_the_api(house),
            *_letters(house),
            *_handed_over(house),
            *_files(folder),
        ]
        if is_loud:
            _speak_where_nothing_is_said(house)
    # Outside the ear: here the secrets are typed by us.
    found += _answers_to_words(house)
    found += [Said("ledger", str(row["kind"]), str(row).encode()) for row in Entry.objects.values()]
    return [*found, Said("log", "all loggers", "\n".join(logged).encode())]


def _speak_where_nothing_is_said(house: SafeHouse) -> None:
    logging.getLogger("xenia.registers.directory").debug("made anew: %s", house.house.name)
    count(kind="directory.verified", on=MONDAY.date(), provider=house.house.pk)


# --- What a stranger meets


def _crawled(house: SafeHouse) -> Iterator[Said]:
    crawl = Crawl(Client())
    starts = [f"/{language}/find/?need={TERM}&near={ZIP_CODE}" for language in LANGUAGES]
    starts += [f"/{language}/find/map/?need={TERM}&near={ZIP_CODE}" for language in LANGUAGES]
    starts += [f"/hsds/{name}" for name in _API]
    starts += [f"/{language}/{page}" for language in LANGUAGES for page in TAKEN_ALONG]
    starts += [f"/{language}/" for language in LANGUAGES]
    crawl.follow(["/", *starts, "/robots.txt", "/sw.js", "/hsds/"])
    for answer in crawl.answers:
        yield Said(_family_of(answer.address), answer.address, answer.body)


def _family_of(address: str) -> str:
    path = re.sub(r"^/ar/", "/en/", urlsplit(address).path)
    try:
        with override("en"):
            return PAGES.get(resolve(path).view_name, OTHER_PAGES)
    except Resolver404:
        return OTHER_PAGES


def _at_known_addresses(house: SafeHouse) -> Iterator[Said]:
    """Who kept an address from earlier days opens it again: a page, a short address, an id, a saved list."""
    ids = [one.pk for one in house.services]
    crawl = Crawl(Client())
    for language in LANGUAGES:
        pages = ("", "print/", "suggest/")
        kept = [f"/{language}/service/{pk}/{page}" for pk in ids for page in pages]
        kept += [f"/{language}/saved/{page}?s={','.join(map(str, ids))}" for page in pages[:2]]
        yield from _opened(crawl, PAGES_OF_WHAT_LEFT, kept)
        short = [service_path(str(pk), language) for pk in ids]
        yield from _opened(crawl, "short address", [*short, list_path([*map(str, ids)], language)])
        letter = f"/{language}/verify/{house.letter}/"
        entries = [*ids, house.house.pk, house.annex.pk, house.organization.pk]
        changes = [f"{letter}change/{pk}/" for pk in entries]
        yield from _opened(crawl, "letter's page", [letter, *changes])


PAGES_OF_WHAT_LEFT: Final = "address of what left"


def _opened(crawl: Crawl, family: str, addresses: Iterable[str]) -> Iterator[Said]:
    for address in addresses:
        yield Said(family, address, crawl.open(address).body)


def _answers_of_the_api(house: SafeHouse) -> Iterator[Said]:
    client = Client()
    asked = ("", "full=true", "modified_after=2020-01-01T00:00:00Z", "search=talk")
    for name in _API:
        for query in asked:
            lines = client.get(f"/hsds/{name}?format=ndjson&{query}")
            yield Said("API, lines", f"{name} {query}", said_by(lines))
        posted = client.post(f"/hsds/{name}", {"full": "true"}, content_type="application/json")
        yield Said("API by POST", name, said_by(posted))
        listed = client.get(f"/hsds/{name}?full=true&modified_after=2020-01-01T00:00:00Z")
        yield Said(_family_of(f"/hsds/{name}"), "since ever", said_by(listed))
    ids = [(f"/hsds/services/{one.pk}", "API, a service") for one in house.services]
    ids += [
        (f"/hsds/service_at_locations/{place.pk}", "API, a place")
        for one in house.services
        for place in one.places.all()
    ]
    whole = f"/hsds/organizations/{house.organization.pk}"
    ids += [(whole, "API, an organization"), (f"{whole}?full_service=true", "API, an organization")]
    for address, family in ids:
        yield Said(family, address, said_by(client.get(address)))


def _answers_to_words(house: SafeHouse) -> Iterator[Said]:
    """Who types a secret learns whether we know it: the answer says it here when something was found by it."""
    client = Client()
    for ways in house.secrets.values():
        page = client.post("/en/find/", {"q": ways[0], "only": "1"})
        is_known = bool(page.context["total"])
        found = client.get("/hsds/organizations", {"search": ways[0]}).json()["total_items"]
        yield Said("answers to words", ways[0], ways[0].encode() if is_known or found else b"")
    near = {"postcode": ZIP_CODE, "proximity": "300"}
    for name in ("services", "service_at_locations"):
        found = client.get(f"/hsds/{name}", near).json()["total_items"]
        yield Said("answers to words", f"{name} near by", b"0.0 mi" if found else b"")


# --- What the office sends and hands over


def _letters(house: SafeHouse) -> Iterator[Said]:
    for message in OutboxMessage.objects.all():
        letter = outgoing_for(message, at=now())
        yield Said("letter", letter.subject, f"{letter.subject}\n{letter.text}".encode())


def _handed_over(house: SafeHouse) -> Iterator[Said]:
    desk = desk_of(house.colleague)
    for language in LANGUAGES:
        prepared = start_list(language=language, by=house.colleague, at=MONDAY)
        for service in house.services:
            if service.status == "active":
                add_to_list(prepared=prepared, service_id=service.pk, by=house.colleague, at=MONDAY)
        for page in ("", "print/"):
            address = f"/{language}/desk/lists/{prepared.pk}/{page}"
            yield Said("list to hand over", address, said_by(desk.get(address)))


def _files(folder: Path) -> Iterator[Said]:
    for form in FORMS:
        export_directory(folder=folder / form, form=form, profile=f"{HOST}/hsds/", at=MONDAY)
        for path in sorted((folder / form).rglob("*")):
            if path.is_file():
                yield Said(f"export, {form}", path.name, path.read_bytes())
    for path in sorted(Path(settings.INDEX_FOLDER).rglob("*")):
        if path.is_file():
            yield Said("index", path.name, path.read_bytes())


# --- What the house says to itself


class _Ear(logging.Handler):
    """Hears all of a record: words, arguments, what was laid beside them, the traceback."""

    def __init__(self, heard: list[str]) -> None:
        super().__init__(logging.DEBUG)
        self.heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        said: dict[str, Any] = dict(vars(record))
        self.heard.append(f"{self.format(record)} {said}")


@contextmanager
def _everything_logged() -> Iterator[list[str]]:
    """All loggers at their most talkative, but for one that tells of each blank in a template, with all around it."""
    known = logging.root.manager.loggerDict.values()
    loggers = [logging.root, *(one for one in known if isinstance(one, logging.Logger))]
    before = [one.level for one in loggers]
    ear = _Ear([])
    for one in loggers:
        one.setLevel(logging.INFO if one.name == "django.template" else logging.DEBUG)
        one.addHandler(ear)
    try:
        yield ear.heard
    finally:
        for one, level in zip(loggers, before, strict=True):
            one.removeHandler(ear)
            one.setLevel(level)
