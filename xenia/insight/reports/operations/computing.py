"""The numbers of a draft are made: measured, protected, attacked, and kept with it."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.long_work import say_progress
from xenia.ground.ledger.parquet import ReportSetMissing
from xenia.insight.reports import keeping
from xenia.insight.reports.measures import MEASURES
from xenia.insight.reports.models import Report
from xenia.insight.reports.operations.drafting import locked_draft

STEPS = 3
Told = Callable[[int, int], object]


def work_of(report: UUID) -> str:
    """What the making of a report's numbers is called where it says how far it is."""
    return f"report-{report}"


def compute_draft(*, report: Report, by: User | None, at: datetime) -> Report:
    """Make the numbers of a draft anew. What stands in the way is kept with it as a sentence, and nothing else changes.

    Raises WrongState once somebody signed.
    """
    from xenia.insight.reports.release import Refused

    work = work_of(report.pk)
    try:
        kept = protected_numbers(report.year, at=at, told=lambda n, of: say_progress(work, n, of))
    except (ReportSetMissing, Refused) as refused:
        return note_problem(report=report, words=str(refused))
    finally:
        say_progress(work, STEPS, STEPS)
    return _keep(report, kept, by, at)


def protected_numbers(
    year: int, *, at: datetime, told: Told = lambda done, total: None
) -> keeping.Kept:
    """Everything that may be shown of a year. told: hears how far it is.

    Raises ReportSetMissing, and release.Refused where the attack learns too much.
    """
    from xenia.insight.reports.engine import measure_all, queries_of
    from xenia.insight.reports.release import protect

    told(0, STEPS)
    measures = list(MEASURES.values())
    measured = measure_all(year, measures, at=at)
    told(1, STEPS)
    protected = protect(list(measured.values()), at=at)
    told(2, STEPS)
    return keeping.Kept(protected.shown, protected.certificate, queries_of(year, measures))


@transaction.atomic
def _keep(report: Report, kept: keeping.Kept, by: User | None, at: datetime) -> Report:
    current = locked_draft(report)
    current.content = {"protected": keeping.as_data(kept.shown, kept.certificate, kept.expressions)}
    current.computed_at, current.problem = at, ""
    current.save(update_fields=["content", "computed_at", "problem"])
    audit.record(by, "reports.computed", current, at=at, fields=["content"])
    return current


@transaction.atomic
def note_problem(*, report: Report, words: str) -> Report:
    """Keep with a draft why its numbers could not be made: a sentence, or a code of operations.laying. Raises WrongState."""
    current = locked_draft(report)
    current.problem = words[:600]
    current.save(update_fields=["problem"])
    return current
