"""A release goes out: the gate is asked once more, then every table is written into the publication ledger."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.disclosure import Policy
from xenia.ground.disclosure.publications import words
from xenia.ground.ledger.models import Publication
from xenia.ground.ledger.operations.publication import publish as write_down
from xenia.insight.reports.figures import Shown

from .ledger import cells_as_data, dimensions_as_data, published, releases_of
from .refused import Refused
from .tables import tables_of


@transaction.atomic
def publish(
    shown: Mapping[str, Shown], *, title: str, year: int, by: User | None, at: datetime
) -> list[Publication]:
    """Write down what goes out. Raises Refused when something else went out meanwhile that gives a cell away.

    Percents of it are drawn from two numbers that are shown, so they tell nothing beside.
    """
    # One at a time: who comes second is attacked together with the first.
    list(Publication.objects.select_for_update().order_by("-number")[:1])
    _refuse_if_broken(shown)
    return [
        write_down(
            title=f"{title}: {each.measure.code}"[:200],
            period=str(year),
            released_on=local_day(at),
            cells=cells_as_data(table),
            by=by,
            at=at,
            population=table.population,
            dimensions=dimensions_as_data(table.dimensions),
            certificate=each.certificate,
        )
        for each in shown.values()
        for table in tables_of(each)
    ]


def _refuse_if_broken(shown: Mapping[str, Shown]) -> None:
    from xenia.ground.disclosure.attack import attack
    from xenia.ground.disclosure.knowledge import Contradiction
    from xenia.ground.disclosure.solver import NoAnswer

    out = releases_of(published())
    out.add_all(table for each in shown.values() for table in tables_of(each))
    try:
        finding = attack(out.publications(), {}, Policy(), exact=0.0)
    except (NoAnswer, Contradiction) as unsure:
        raise Refused([str(unsure)]) from None
    if finding.breaches:
        raise Refused(map(words, finding.breaches))
