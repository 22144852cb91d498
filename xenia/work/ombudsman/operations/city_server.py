"""The city's own Open311 server, to which requests are passed on: where it is, and the key it gave us."""

from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.core.cache import cache
from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.open_internet import is_this_machine
from xenia.ground.keys import aead
from xenia.ground.keys.named import make_named_key
from xenia.work.ombudsman.models import CityServer
from xenia.work.ombudsman.models.open311 import SERVER_ID
from xenia.work.ombudsman.queries.passed_on import city_server

if TYPE_CHECKING:
    from xenia.work.ombudsman.open311.client import CityApi, CityService

# The key under which the city's key lies; renewed with the master key.
KEY: Final = "ombudsman.city_server"
PLACE: Final = b"ombudsman.city_server.key"
SERVICES: Final = "ombudsman-city-services"
FRESH_SECONDS: Final = 3600


class NoCityServer(Exception):
    """Nobody said where the city's server is."""


@transaction.atomic
def name_city_server(
    *, base: str, jurisdiction: str, api_key: str | None, by: User, at: datetime
) -> CityServer:
    """From now on requests go there. api_key: None leaves the one that was kept, while the address is the same.

    A key is never sent to another address than the one it was given for.
    """
    before = city_server()
    base = base.strip().rstrip("/")
    fields = {"base": base, "jurisdiction": jurisdiction.strip()}
    if api_key:
        sealed = aead.seal(make_named_key(KEY), api_key.strip().encode(), PLACE)
    else:
        sealed = bytes(before.sealed_key) if before and before.base == base else b""
    row, _is_new = CityServer.objects.update_or_create(
        pk=SERVER_ID, defaults=fields | {"sealed_key": sealed}
    )
    cache.delete(SERVICES)
    audit.record(by, "ombudsman.city_server_named", row, at=at, fields=["base", "jurisdiction"])
    return row


@transaction.atomic
def forget_city_server(*, by: User, at: datetime) -> None:
    """Nothing is passed on any more. What waits goes on when a server is named again."""
    if server := city_server():
        audit.record(by, "ombudsman.city_server_forgotten", server, at=at)
        server.delete()
    cache.delete(SERVICES)


def city_api() -> "CityApi":
    """The server, ready to be asked. Raises NoCityServer."""
    # httpx is slow to load, and most processes ask nobody.
    from xenia.work.ombudsman.open311.client import CityApi

    server = city_server()
    if server is None:
        raise NoCityServer("nobody said where the city's server is")
    sealed = bytes(server.sealed_key)
    key = aead.open_sealed(make_named_key(KEY), sealed, PLACE).decode() if sealed else ""
    return CityApi(
        base=server.base,
        jurisdiction=server.jurisdiction,
        key=key,
        is_in_own_network=is_near(server.base),
    )


def is_near(base: str) -> bool:
    """Whether a server may be asked without https and in our own network: there is none but this machine in the sample city."""
    near: bool = settings.CITY_SERVER_IN_OWN_NETWORK
    return near or (settings.SAMPLE_CITY and is_this_machine(base))


def services_of_the_city() -> "list[CityService]":
    """What the city's server offers, at most an hour old. Raises NoCityServer, client.CityProblem."""
    found: list[CityService] | None = cache.get(SERVICES)
    if found is None:
        found = city_api().services()
        cache.set(SERVICES, found, FRESH_SECONDS)
    return found


def wants_more(code: str) -> bool:
    """Whether a service of the city must know more than words and a place. Raises NoCityServer, client.CityProblem."""
    chosen = next((one for one in services_of_the_city() if one.code == code), None)
    return bool(chosen and chosen.has_questions and city_api().needs_answers(code))
