"""The sample city's complaints: some 300 over three years, in every language, state and kind, with a rise that shows itself."""

import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import islice

import pytest
from django.db.models import Sum

from sample_city import complaints
from sample_city.build import build_city
from xenia.ground.ledger.models import Entry
from xenia.ground.notifications.models import OutboxMessage
from xenia.work.ombudsman.models import Clock, Complaint, Finding, Recommendation, Remedy
from xenia.work.ombudsman.models.complaint import Channel, Closing, Kind, Level, Status

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 17, 17, 0, tzinfo=UTC)


def test_time() -> None:
    build_city(at=NOON)
    messages = OutboxMessage.objects.count()
    began = time.process_time()
    assert len(list(complaints.write_complaints(at=NOON))) == 36
    print("CPU", time.process_time() - began)
    for name in ("status", "kind", "level", "channel", "closing", "stage", "department__name"):
        print(name, Counter(Complaint.objects.values_list(name, flat=True)))
    print(Counter(str(one.language) for one in Complaint.objects.all()))
    print(Counter(Finding.objects.values_list("outcome", flat=True)))
    print(Counter(Recommendation.objects.values_list("status", flat=True)))
    print(Entry.objects.filter(kind="ombudsman.clock").values_list("mode", "outcome").annotate(Sum("quantity")).order_by())
    from xenia.work.ombudsman.queries.counts import Counts
    from xenia.work.ombudsman.queries.rises import Judgement
    print(Judgement(Counts(NOON.date())).rises())
    assert OutboxMessage.objects.count() == messages
    assert False
