"""Keys by name: a counting period's, a compartment's, a blind index's."""

import contextlib
import secrets
from collections.abc import Collection

from django.db import IntegrityError, transaction

from xenia.ground.keys.aead import KEY_BYTES
from xenia.ground.keys.at_hand import at_hand
from xenia.ground.keys.models import NamedKey
from xenia.ground.keys.wrapping import newest_version, unwrap, wrap

TRIES = 3


class NoSuchKey(LookupError):
    """The key was never made, or was destroyed."""


def named_key(name: str) -> bytes:
    """The 32 secret bytes of a name. Raises NoSuchKey."""
    held = at_hand().named
    if name not in held:
        row = NamedKey.objects.filter(name=name).values_list("wrapped", "version_id").first()
        if row is None:
            raise NoSuchKey(f"no key {name!r}: it was never made, or it was destroyed")
        held[name] = unwrap(bytes(row[0]), name.encode(), row[1])
    return held[name]


def needed_soon(names: Collection[str]) -> None:
    """Fetch several keys in one statement; those that are not there are made when they are asked for.

    They stay at hand within `at_hand.keys_at_hand`.
    """
    held = at_hand().named
    wanted = [name for name in names if name not in held]
    rows = NamedKey.objects.filter(name__in=wanted).values_list("name", "wrapped", "version_id")
    for name, wrapped, version in rows:
        held[name] = unwrap(bytes(wrapped), name.encode(), version)


def make_named_key(name: str) -> bytes:
    """The key of a name, made when it is not there. Two processes at once agree on one.

    Committed at once in `keys`, whatever transaction runs on `default`.
    """
    for _attempt in range(TRIES):
        try:
            return named_key(name)
        except NoSuchKey:
            pass
        # Refused when another process was first, or when the master key was replaced in between.
        with contextlib.suppress(IntegrityError), transaction.atomic(using="keys", durable=True):
            version, key = newest_version(), secrets.token_bytes(KEY_BYTES)
            NamedKey.objects.create(
                name=name, version_id=version, wrapped=wrap(key, name.encode(), version)
            )
    return named_key(name)


def destroy_named_key(name: str) -> None:
    """A key is gone for ever. One that is already gone is no mistake."""
    with transaction.atomic(using="keys", durable=True):
        NamedKey.objects.filter(name=name).delete()
    at_hand().named.pop(name, None)


def exists(name: str) -> bool:
    """Whether the key is there."""
    return NamedKey.objects.filter(name=name).exists()
