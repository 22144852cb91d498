"""Asking a server whose address somebody typed: never anything inside our own network.

Such an address leads where its owner wants. So only https is asked, and only addresses of the open internet are
connected to: a name is looked up once, and that very address is used. For an office's own network, and for tests,
`is_in_own_network` opens that door.
"""

import ipaddress
import socket
import ssl
from typing import Any
from urllib.parse import urlsplit

import httpcore
import httpx

THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})


class NotAsked(Exception):
    """This address is not asked. The message says why."""


class InPrivateNetwork(NotAsked):
    """It leads into a private network."""


class _OpenInternet(httpcore.SyncBackend):
    """Connects to addresses of the open internet alone, whatever a name leads to."""

    def connect_tcp(
        self, host: str, port: int, *args: Any, **kwargs: Any
    ) -> httpcore.NetworkStream:
        return super().connect_tcp(_open_address(host, port), port, *args, **kwargs)


def transport(*, is_in_own_network: bool) -> httpx.BaseTransport:
    """What a client of httpx sends through. Raises NotAsked when an address leads elsewhere."""
    backend = httpcore.SyncBackend() if is_in_own_network else _OpenInternet()
    made = httpx.HTTPTransport(trust_env=False)
    made._pool = httpcore.ConnectionPool(
        ssl_context=ssl.create_default_context(), network_backend=backend
    )
    return made


def may_be_asked(url: str, *, is_in_own_network: bool) -> bool:
    """Whether an address has the shape of one we ask: https, a host, and nobody's name and password before it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    schemes = ("https", "http") if is_in_own_network else ("https",)
    return parts.scheme in schemes and bool(parts.hostname) and not parts.username


def is_this_machine(url: str) -> bool:
    """Whether an address names the machine we run on, and no other."""
    try:
        return urlsplit(url).hostname in THIS_MACHINE
    except ValueError:
        return False


def _open_address(host: str, port: int) -> str:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotAsked(
            f"Nobody knows the name {host[:100]!r}. Look at the address again."
        ) from None
    addresses = [str(one[4][0]) for one in found]
    if not addresses or not all(_is_open(one) for one in addresses):
        raise InPrivateNetwork(f"{host[:100]} lies in a private network and is not asked.")
    return addresses[0]


def _is_open(address: str) -> bool:
    read = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(read, "ipv4_mapped", None) or getattr(read, "sixtofour", None) or read
    return bool(mapped.is_global and read.is_global and not read.is_multicast)
