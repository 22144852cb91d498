"""Apps that may file complaints through Open311: each has a key, which is shown once."""

import hashlib
import secrets
from datetime import datetime
from typing import Final

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.work.ombudsman.models import AppKey

# 256 bits: nobody guesses it, so a plain hash keeps it.
KEY_BYTES: Final = 32


class AlreadyEnded(Exception):
    """The key was ended before."""


@transaction.atomic
def make_app_key(*, app: str, is_trusted: bool, by: User, at: datetime) -> tuple[AppKey, str]:
    """An app may file from now on. The key comes back this once.

    is_trusted: what comes with it is received at once; else a colleague lets each complaint in.
    """
    secret = secrets.token_urlsafe(KEY_BYTES)
    key = AppKey.objects.create(
        app=app.strip(),
        key_hash=hash_of_key(secret),
        is_trusted=is_trusted,
        made_on=local_day(at),
        made_by_id=by.pk,
    )
    audit.record(by, "ombudsman.app_key_made", key, at=at)
    return key, secret


@transaction.atomic
def end_app_key(*, key: AppKey, by: User, at: datetime) -> AppKey:
    """The app files nothing more. What it filed stays. Raises AlreadyEnded."""
    current = AppKey.objects.select_for_update().get(pk=key.pk)
    if current.ended_on:
        raise AlreadyEnded(f"key {key.pk} ended on {current.ended_on}")
    current.ended_on = local_day(at)
    current.save(update_fields=["ended_on"])
    audit.record(by, "ombudsman.app_key_ended", current, at=at, fields=["ended_on"])
    return current


def key_of(typed: str) -> AppKey | None:
    """The app whose key this is, while it may file."""
    return AppKey.objects.filter(key_hash=hash_of_key(typed), ended_on=None).first()


def hash_of_key(secret: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()
