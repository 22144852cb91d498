"""Sign-ins end, and what they left behind goes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from xenia.ground.accounts.lockout import forget_old_salt
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day


def end_sessions(person: User, *, but: str | None = None) -> int:
    """Sign a person out everywhere, also where she stands between password and second step.

    but: the key of a session that stays open. Returns how many ended.
    Sessions carry their person only inside their signed text, so all are read: an office has a few hundred.
    """
    hers = [
        session.pk
        for session in Session.objects.exclude(pk=but or "").iterator(chunk_size=500)
        if _is_of(session.get_decoded(), person)
    ]
    Session.objects.filter(pk__in=hers).delete()
    return len(hers)


def _is_of(data: Mapping[str, Any], person: User) -> bool:
    halfway = data.get("account_login")
    halfway_pk = halfway.get("user_pk") if isinstance(halfway, dict) else None
    return data.get(SESSION_KEY) == str(person.pk) or halfway_pk == user_pk_to_url_str(person)


def tidy(at: datetime) -> int:
    """Erase sessions that have run out, and an earlier day's lock-out salt. Returns how many sessions went."""
    forget_old_salt(local_day(at))
    return int(Session.objects.filter(expire_date__lt=at).delete()[0])
