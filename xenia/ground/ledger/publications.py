"""How a publication is hashed, and chained to the one before it."""

import hashlib
import json

from xenia.ground.ledger.models import Publication

SUPPRESSED = "suppressed"


def digest_of(publication: Publication) -> str:
    """The SHA-256 over everything that was released, and over the publication before it."""
    said = {
        "number": publication.number,
        "title": publication.title,
        "period": publication.period,
        "released_on": publication.released_on.isoformat(),
        "cells": publication.cells,
        "previous": publication.previous,
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
