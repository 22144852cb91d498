"""A signed report is posted: written into the publication ledger, shown on the site, laid down as files."""

from datetime import datetime

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import take_step
from xenia.ground.ledger.operations.publication import publish as write_down
from xenia.insight.reports import keeping
from xenia.insight.reports.document import Mark, from_data
from xenia.insight.reports.document.corrected import VERSION
from xenia.insight.reports.models import Report
from xenia.insight.reports.operations.filing import hand_over
from xenia.insight.reports.operations.signing import ChangedSince

Status = Report.Status


@transaction.atomic
def post_report(*, report: Report, version: int, by: User, at: datetime) -> Report:
    """Post what two people signed; the version before gives way. Its tables enter the publication ledger first.

    Raises WrongState, Crossed, ChangedSince, and release.Refused where what was published since it was made would
    give something away together with it.
    """
    from xenia.insight.reports.release import publish

    current = Report.objects.select_for_update().get(pk=report.pk)
    if keeping.digest_of(current.content) != current.digest:
        raise ChangedSince(f"report {current.pk} is not what was signed")
    for before in Report.objects.select_for_update().filter(
        year=current.year, status=Status.POSTED
    ):
        take_step(before, to=Status.REPLACED, at=at, by=by.pk)
    posted = take_step(current, to=Status.POSTED, at=at, version=version, by=by.pk, posted_at=at)
    kept = keeping.from_data(current.content["protected"])
    title = f"Report {current.year}, version {current.version}"
    publish(kept.shown, title=title, year=current.year, by=by, at=at)
    _write_down_reported(posted, title, by, at)
    audit.record(by, "reports.posted", posted, at=at)
    hand_over(posted, at)
    return posted


def _write_down_reported(report: Report, title: str, by: User, at: datetime) -> None:
    """What others reported leaves the office with the report: as it was printed, each number a whole of its own."""
    document = from_data(report.content["documents"]["en"])
    figures = [
        one
        for table in document.tables()
        for one in table.figures()
        if one.reported and VERSION not in one.place
    ]
    cells = {
        (one.measure, *sorted(one.place.items())): (
            {"measure": one.measure, **one.place},
            one.value,
        )
        for one in figures
        if one.mark is not Mark.NOT_APPLICABLE
    }
    if cells:
        write_down(
            title=f"{title}: reported by others",
            period=str(report.year),
            released_on=local_day(at),
            cells=cells.values(),
            by=by,
            at=at,
        )
