"""How a publication is hashed, and chained to the one before it."""

import hashlib
import json

from xenia.ground.ledger.models import Publication

SUPPRESSED = "suppressed"
BESIDE = ("population", "dimensions", "percents", "certificate")


def digest_of(publication: Publication) -> str:
    """The SHA-256 over everything that was released, and over the publication before it.

    What later versions write down beside it is hashed where it says something: older digests stay as they are.
    """
    said = {
        "number": publication.number,
        "title": publication.title,
        "period": publication.period,
        "released_on": publication.released_on.isoformat(),
        "cells": publication.cells,
        "previous": publication.previous,
    }
    beside = {name: getattr(publication, name) for name in BESIDE}
    said |= {name: value for name, value in beside.items() if value}
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
