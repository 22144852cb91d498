"""A colleague looks at somebody's record: it is noted, and the person can see it."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from xenia.ground.accounts.models import User
from xenia.ground.vault.operations.reading import note_looks
from xenia.ground.vault.purposes import register_purpose
from xenia.registers.clients.models import Client

FINDING = "clients.finding"
FINDING_WORDS = _("To find the right person in a list")


def register_purposes() -> None:
    """Say for what this room opens records."""
    register_purpose(FINDING, FINDING_WORDS)


def note_found(found: Iterable[Client], *, by: User, at: datetime) -> None:
    """These people stood in a list somebody read."""
    note_looks(found, by=by, purpose=FINDING, at=at)
