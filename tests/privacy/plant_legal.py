"""Legal matters with planted words: what is sealed for a provider, refused, and handed over."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client as Browser

SIGNED_IN = "allauth.account.auth_backends.AuthenticationBackend"
Word = Callable[[], str]


def legal_matters(word: Word) -> None:
    """Two providers, a matter with sealed notes, one handed over, one left behind, one refused."""
    from xenia.ground.common.dates import local_day, now
    from xenia.work.casework import operations
    from xenia.work.casework.tests.legal_makers import a_provider, now_as, under_way
    from xenia.work.referrals.tests.makers import LEARNS

    at = now()
    giver, taker = a_provider("Planted Law", at=at), a_provider("Planted Aid", at=at)
    matter = under_way(giver, at=at, note=word())
    said: dict[str, Any] = {"by": giver.attorney, "at": at}
    notes = [
        operations.write_legal_note(matter=now_as(matter), text=word(), **said)
        for _number in range(2)
    ]
    _typed(matter, giver.attorney, word)
    operations.read_legal_notes(matter=now_as(matter), **said)
    operations.hand_over_matter(
        matter=now_as(matter),
        to=taker.organization,
        notes=[notes[0].pk],
        fields=LEARNS,
        until=local_day(at) + timedelta(days=90),
        **said,
    )
    taken: dict[str, Any] = {"by": taker.attorney, "at": at}
    operations.write_legal_note(matter=now_as(matter), text=word(), **taken)
    operations.read_legal_notes(matter=now_as(matter), **taken)


def _typed(matter: Any, attorney: Any, word: Word) -> None:
    """A note that is kept, and one with a number of a paper, which comes back."""
    desk = Browser(raise_request_exception=False)
    desk.force_login(attorney, backend=SIGNED_IN)
    where = f"/en/desk/matters/{matter.pk}/"
    assert desk.post(f"{where}note/", {"text": f"{word()} IOE0912345678"}).status_code == 422
    assert desk.post(f"{where}note/", {"text": word()}).status_code == 302
    assert desk.get(where).status_code == 200
