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
from .protecting import narrow_rests
from .refused import Refused
from .tables import tables_of


@transaction.atomic
def publish(
    shown: Mapping[str, Shown],
    *,
    title: str,
    year: int,
    by: User | None,
    at: datetime,
    period: str = "",
) -> list[Publication]:
    """Write down what goes out. Raises Refused when something else went out meanwhile that gives a cell away.

    period: what it is about, such as "2026-q2"; the year where nothing is said.
    Percents of it are drawn from two numbers that are shown, so they tell nothing beside.
    """
    # One at a time: who comes second is attacked together with the first.
    list(Publication.objects.select_for_update().order_by("-number")[:1])
    _refuse_if_broken(shown)
    return [
        write_down(
            title=f"{title}: {each.measure.code}"[:200],
            period=period or str(year),
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


def that_may_go_out(shown: Mapping[str, Shown], more: Mapping[str, Shown]) -> dict[str, Shown]:
    """What is shown anyway, with as much more as gives nobody away beside everything that is out."""
    if is_safe({**shown, **more}):
        return {**shown, **more}
    return {**shown, **{code: one for code, one in more.items() if is_safe({**shown, code: one})}}


def is_safe(shown: Mapping[str, Shown]) -> bool:
    """Whether the gate would let it out."""
    try:
        _refuse_if_broken(shown)
    except Refused:
        return False
    return True


def _refuse_if_broken(shown: Mapping[str, Shown]) -> None:
    from xenia.ground.disclosure.attack import attack
    from xenia.ground.disclosure.knowledge import Contradiction
    from xenia.ground.disclosure.solver import NoAnswer

    releases = releases_of(published())
    tables = [table for each in shown.values() for table in tables_of(each)]
    changed = list(releases.changed_by_few(tables, Policy()))
    releases.add_all(tables)
    out = releases.publications()
    try:
        finding = attack(out, {}, Policy(), exact=0.0)
    except (NoAnswer, Contradiction) as unsure:
        raise Refused([str(unsure)]) from None
    if breaches := [*changed, *finding.breaches, *narrow_rests(finding, out, Policy())]:
        raise Refused(dict.fromkeys(map(words, breaches)))
