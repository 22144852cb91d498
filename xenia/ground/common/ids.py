"""Names of records."""

from uuid import UUID, uuid4, uuid5

# Xenia's own namespace for names that must come out the same every time.
XENIA = UUID("6f1d0c1e-4a47-4c5b-9d6e-0a5c6f7a2b11")


def new_id() -> UUID:
    """A random id: it says neither when nor after whom it was made."""
    return uuid4()


def lasting_id(*parts: str) -> UUID:
    """The same id for the same parts, for records that come in again and again.

    >>> lasting_id("dc", "service", "17") == lasting_id("dc", "service", "17")
    True
    """
    return uuid5(XENIA, "\x1f".join(parts))
