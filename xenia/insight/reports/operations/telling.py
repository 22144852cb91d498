"""Organizations are told."""

from datetime import datetime

from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.notifications.operations import queue
from xenia.insight.reports.models import DataRequest
from xenia.insight.reports.queries.answering import who_answers_for


def tell_organization(template: str, request: DataRequest, at: datetime) -> None:
    """To everybody who answers for an organization; where nobody signs in, to the office, which calls there."""
    somebody: list[User | None] = list(who_answers_for(request.organization_id)) or [None]
    for one in somebody:
        queue(template, request, to=one, on=local_day(at))
