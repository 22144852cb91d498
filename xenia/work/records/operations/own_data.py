"""A person gets what we hold of her, in a file she can read."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.work.records.operations.extraction import gather
from xenia.work.records.queries.looks import looks_shown
from xenia.work.records.readable import as_zip

PURPOSE = "own_data"


@transaction.atomic
def own_data(subject: UUID, *, language: str, by: User, at: datetime) -> bytes:
    """Everything the office holds of one person, for herself: a zip with a page to read and a file for machines.

    by: the colleague who made sure who is asking, and hands it over. Each look is noted, this one too.
    What a partner organisation sealed is named, and stays with them. Raises MayNotOpen.
    """
    looks = looks_shown(subject, reader=language)
    bundle = gather(subject, by=by, at=at, purpose=PURPOSE)
    audit.record(by, "records.own_data_given", ("vault.subject", subject), at=at, purpose=PURPOSE)
    return as_zip(
        [bundle],
        template="records/own_data.html",
        name="my-records",
        language=language,
        looks=looks,
        at=at,
    )
