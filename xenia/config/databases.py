"""The two databases: `default` for the office's records, `keys` for what opens them."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

Database = dict[str, Any]

# The apps whose tables live in the second database; the vault's keys come there.
KEY_APPS = frozenset({"keys"})


def sqlite(path: Path) -> Database:
    """SQLite, as an office of one machine uses it.

    WAL and IMMEDIATE: without IMMEDIATE, writers that meet get "database is locked".
    secure_delete: what is erased is overwritten. synchronous=FULL: a promise kept survives a power cut.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            # A large import holds the lock for a while; other writers wait rather than fail.
            "timeout": 60,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
                "PRAGMA foreign_keys=ON;"
            ),
        },
    }


def postgresql(url: str, *, name: str | None = None) -> Database:
    """PostgreSQL from an address such as `postgresql://xenia@db.example:5432/xenia`.

    `?host=/folder` names a socket's folder. Raises ValueError on another scheme.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ValueError(f"unknown database {url!r}: expected 'postgresql://user@host/name'")
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name or parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", "")) or parts.hostname or "",
        "PORT": str(parts.port or query.get("port", "")),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


class KeysApart:
    """Sends the key tables to `keys` and everything else to `default`."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        """The database a model is read from."""
        return "keys" if model._meta.app_label in KEY_APPS else "default"

    db_for_write = db_for_read

    def allow_relation(self, obj1: Any, obj2: Any, **hints: Any) -> bool:
        """No relation joins a record to a key."""
        return (obj1._meta.app_label in KEY_APPS) == (obj2._meta.app_label in KEY_APPS)

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """Each table is made in its own database only."""
        return (db == "keys") == (app_label in KEY_APPS)
