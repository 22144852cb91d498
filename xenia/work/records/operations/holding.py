"""Records a request is about are kept until it is settled."""

import contextlib
from datetime import datetime

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.vault.models import LegalHold
from xenia.ground.vault.operations.hold import NothingToHold, place_hold
from xenia.work.records.models import RecordsRequest


class NobodyNamed(Exception):
    """The request is not yet about anybody: nobody is held for it, and nothing is released."""


@transaction.atomic
def hold_for_request(*, request: RecordsRequest, by: User, at: datetime) -> list[LegalHold]:
    """Keep the records of everybody a request is about, under its number. Who is held already is left as she is.

    Who was erased before has nothing left to keep. Raises NobodyNamed, PermissionDenied.
    """
    asked = list(request.people.values_list("subject_id", flat=True))
    if not asked:
        raise NobodyNamed(f"{request.number} names nobody")
    standing = LegalHold.objects.standing().filter(reference=request.number)
    held = set(standing.values_list("subject_id", flat=True))
    placed = []
    for subject in asked:
        if subject not in held:
            with contextlib.suppress(NothingToHold):
                placed.append(
                    place_hold(reference=str(request.number), subject=subject, by=by, at=at)
                )
    audit.record(by, "records.held", request, at=at)
    return placed
