"""The sample city's complaints: some 300 over three years, in every language, state and kind, with a rise that shows itself."""

from datetime import UTC, datetime, timedelta
from itertools import islice

import pytest
from django.conf import LazySettings
from django.db.models import F, Sum

from sample_city import complaints
from sample_city.build import build_city
from sample_city.grievances import LANGUAGES
from xenia.config.due import go_on_with_the_complaints
from xenia.ground.accounts.models import User
from xenia.ground.ledger.models import Entry
from xenia.ground.notifications.models import OutboxMessage
from xenia.registers.directory.models import Organization
from xenia.work.ombudsman.clock_messages import CLIMBED
from xenia.work.ombudsman.codes import code_for, hash_of
from xenia.work.ombudsman.ledger_kinds import FILED
from xenia.work.ombudsman.models import (
    Clock,
    Complaint,
    ComplaintWord,
    DepartmentWord,
    Finding,
    Recommendation,
    Release,
    Remedy,
)
from xenia.work.ombudsman.models.complaint import Channel, Closing, Kind, Level, Status
from xenia.work.ombudsman.operations.climbing import keep_clocks
from xenia.work.ombudsman.queries.contacts import rates
from xenia.work.ombudsman.queries.counts import DEPARTMENT, KIND, Counts
from xenia.work.ombudsman.queries.rises import Judgement

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)


def test_three_years_of_complaints_stand_in_the_sample_city() -> None:
    build_city(at=NOON)
    messages = OutboxMessage.objects.count()
    assert len(list(complaints.write_complaints(at=NOON))) == complaints.MONTHS
    assert 295 <= Complaint.objects.count() <= 320
    assert OutboxMessage.objects.count() == messages, "nobody is told anything about the past"
    every_kind_level_channel_and_end_is_there()
    they_come_in_every_language()
    nothing_happened_after_the_founding()
    what_is_long_ago_is_over()
    every_complaint_is_counted()
    departments_answered_and_read_no_name()
    no_punished_complaint_reaches_the_department()
    some_were_late_and_some_looked_at_twice()
    departments_answered_recommendations()
    a_rise_shows_itself()
    departments_said_how_many_people_they_serve()
    a_demo_user_opens_one_with_its_code()
    what_is_late_climbs_by_itself()


def every_kind_level_channel_and_end_is_there() -> None:
    """Nothing a colleague may meet is missing; only lists are brought in by hand."""
    assert seen("kind") == set(Kind.values)
    assert seen("level") == set(Level.values)
    assert seen("channel") == set(Channel.values) - {Channel.LIST}
    assert seen("closing") == {"", *Closing.values}
    assert seen("status") == set(Status.values)
    assert seen("outcome", Finding) == set(Finding.Outcome.values)


def seen(name: str, model: type = Complaint) -> set[str]:
    """Every value of a field that some row has."""
    return set(model._default_manager.values_list(name, flat=True))  # type: ignore[attr-defined]


def they_come_in_every_language() -> None:
    """Somali and Arabic among them; her own words and ours are in the language she chose."""
    assert {str(one.language) for one in Complaint.objects.all()} == set(LANGUAGES)
    assert not ComplaintWord.objects.filter(waits=True).exists()


def nothing_happened_after_the_founding() -> None:
    """What is not over by then has not happened."""
    assert not Complaint.objects.filter(moved_on__gte=NOON.date()).exists()
    assert not Clock.objects.filter(met_on__gte=NOON.date()).exists()


def what_is_long_ago_is_over() -> None:
    """Nobody waits for a year."""
    long_ago = Complaint.objects.filter(filed_on__lt=NOON.date() - timedelta(days=150))
    assert set(long_ago.values_list("status", flat=True)) == {Status.CLOSED}


def every_complaint_is_counted() -> None:
    """The ledger has those that were let in, and no others."""
    filed = Entry.objects.filter(kind=FILED).aggregate(all=Sum("quantity"))["all"]
    assert filed == Complaint.objects.let_in().count()


def departments_answered_and_read_no_name() -> None:
    """Most that were asked replied and some proposed a remedy; what she lets them know stands apart."""
    kinds = set(DepartmentWord.objects.values_list("kind", flat=True))
    assert kinds == set(DepartmentWord.Kind.values)
    assert Remedy.objects.filter(verified_on__isnull=False).count() > 50
    assert Release.objects.exists()
    assert not any("Invented" in str(one.text) for one in DepartmentWord.objects.all())


def no_punished_complaint_reaches_the_department() -> None:
    """They are urgent, and some are linked to what she was punished for."""
    punished = Complaint.objects.filter(kind=Kind.RETALIATION)
    assert punished.filter(follows__isnull=False).exists()
    assert not punished.filter(is_urgent=False).exists()
    assert not DepartmentWord.objects.filter(complaint__in=punished).exists()


def some_were_late_and_some_looked_at_twice() -> None:
    """Each of the four clocks ran; one in ten was late."""
    over = Clock.objects.filter(met_on__gt=F("due_on"))
    assert {Clock.Which.ACKNOWLEDGE, Clock.Which.ANSWER, Clock.Which.DEPARTMENT} <= set(
        over.values_list("which", flat=True)
    )
    assert Clock.objects.filter(extended_by__gt=0).exists()
    assert Finding.objects.filter(stage=2).count() >= 5


def departments_answered_recommendations() -> None:
    """In each way a department may."""
    assert seen("status", Recommendation) == set(Recommendation.Status.values)


def a_rise_shows_itself() -> None:
    """The transport department, and its kind."""
    transport = Organization.objects.get(name="Lindenport Transport Department")
    rises = {(one.look, one.value) for one in Judgement(Counts(NOON.date())).rises()}
    assert {(DEPARTMENT, str(transport.pk)), (KIND, Kind.LANGUAGE)} <= rises


def departments_said_how_many_people_they_serve() -> None:
    """Some rates are told, some are of too few complaints, and some departments reported nothing."""
    found = rates(Counts(NOON.date()), NOON.year)
    assert found is not None
    assert found.year == NOON.year - 1
    assert sum(one.for_a_thousand is not None for one in found.rows) >= 2
    assert found.without


def a_demo_user_opens_one_with_its_code() -> None:
    """The first of this month."""
    code = code_for(complaints.token_of(NOON.date().replace(day=1), 0))
    assert Complaint.objects.filter(code_hash=hash_of(code)).exists()


def what_is_late_climbs_by_itself() -> None:
    """In the first round in office hours, up to the director."""
    assert keep_clocks(NOON) > 0
    director = User.objects.get(email="marisol.quintana-reyes@lindenport.example")
    assert OutboxMessage.objects.filter(template=CLIMBED, recipient_id=director.pk).exists()


def test_the_complaints_go_on_where_they_were_broken_off_and_are_written_once(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(complaints, "MONTHS", 4)
    build_city(at=NOON)
    settings.SAMPLE_HISTORY = False
    assert go_on_with_the_complaints(NOON) == 0
    settings.SAMPLE_HISTORY = True
    assert len(list(islice(complaints.write_complaints(at=NOON), 2))) == 2
    assert len(complaints.missing_months(NOON.date())) == 2
    while go_on_with_the_complaints(NOON + timedelta(days=1)):
        assert Complaint.objects.exists()
    written = Complaint.objects.count()
    assert complaints.missing_months(NOON.date()) == []
    assert go_on_with_the_complaints(NOON + timedelta(days=9)) == 0
    assert Complaint.objects.count() == written
