"""A calendar can be read by a secret link: it is made, made anew, and ended."""

from datetime import datetime
from typing import Any

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.registers.directory.models import Organization
from xenia.work.language_access.models import CalendarFeed, Interpreter
from xenia.work.language_access.operations.roster import locked
from xenia.work.language_access.tokens import hash_of, new_feed_token

Whose = Interpreter | Organization


class NoFeed(Exception):
    """There is no link, or somebody ended it before."""


@transaction.atomic
def make_feed(*, whose: Whose, by: User | None, at: datetime) -> str:
    """A new link; the one before it opens nothing any more. Returns its secret part, which is kept nowhere.

    Raises WrongState when she left.
    """
    field = _held(whose)
    CalendarFeed.objects.open().filter(**field).update(ended_at=at)
    token = new_feed_token()
    made = CalendarFeed.objects.create(token_hash=hash_of(token), made_at=at, **field)
    audit.record(by, "language_access.feed_made", made, at=at)
    return token


@transaction.atomic
def end_feed(*, whose: Whose, by: User | None, at: datetime) -> None:
    """The link opens nothing any more. Raises NoFeed."""
    feed = CalendarFeed.objects.open().filter(**_held(whose)).first()
    if feed is None:
        raise NoFeed(f"no open feed of {whose.pk}")
    feed.ended_at = at
    feed.save(update_fields=["ended_at"])
    audit.record(by, "language_access.feed_ended", feed, at=at)


def _held(whose: Whose) -> dict[str, Any]:
    """The field that says whose it is; who it belongs to is held, so that two at once make one link after the other."""
    if isinstance(whose, Interpreter):
        return {"interpreter": locked(whose)}
    return {"organization": Organization.objects.select_for_update().get(pk=whose.pk)}
