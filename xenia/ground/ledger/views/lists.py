"""What is counted, and what was published."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.local_words import written_day
from xenia.ground.ledger.kinds import KINDS
from xenia.ground.ledger.models import Publication
from xenia.ground.ledger.streams import STREAMS
from xenia.ground.ledger.views.shown import cell_words, page_of, reader, value_words


@staff("ledger.read")
def kinds(request: StaffRequest) -> HttpResponse:
    """Every kind of fact that is counted, and every stream."""
    lines = [
        {"kind": kind, "dimensions": sorted(kind.dimensions), "streams": sorted(kind.streams)}
        for _code, kind in sorted(KINDS.items())
    ]
    streams = sorted(STREAMS.values(), key=lambda stream: stream.code)
    return render(request, "ledger/kinds.html", {"lines": lines, "streams": streams})


@staff("ledger.read")
def publications(request: StaffRequest) -> HttpResponse:
    """Every table that was released, the newest first."""
    page = page_of(request, Publication.objects.defer("cells"))
    lines = [{"publication": one, "released": _released(one)} for one in page]
    return render(request, "ledger/publications.html", {"page": page, "lines": lines})


@staff("ledger.read")
def publication(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One table as it was released."""
    found = get_object_or_404(Publication, pk=pk)
    page = page_of(request, found.cells)
    context = {
        "publication": found,
        "released": _released(found),
        "page": page,
        "cells": [
            {"about": cell_words(one["cell"]), "value": value_words(one["value"])} for one in page
        ],
    }
    return render(request, "ledger/publication.html", context)


def _released(publication: Publication) -> str:
    return written_day(publication.released_on, reader())
