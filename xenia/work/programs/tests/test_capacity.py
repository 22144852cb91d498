"""Places planned and given, month by month, and never two kinds added together."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.ledger.models import Entry
from xenia.registers.directory.tests.makers import a_service, an_organization
from xenia.work.programs import operations
from xenia.work.programs.models import Capacity, CapacityLine, Offering
from xenia.work.programs.operations import FigureCrossed, NotItsMonth
from xenia.work.programs.queries.months import months_of, spread
from xenia.work.programs.queries.places import places_left
from xenia.work.programs.queries.waiting import figures_not_said
from xenia.work.programs.tests.makers import MONDAY, TUESDAY, a_program, an_offering, enrolled

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)


def counted(method: str, **said: object) -> int:
    rows = Entry.objects.filter(kind="programs.capacity", method=method, **said)
    return sum(rows.values_list("quantity", flat=True))


def test_twenty_hours_are_shared_among_the_months_by_their_days() -> None:
    # 3 November to 15 December: 28 days and 15 days of 43. 20 × 28 / 43 = 13.02, 20 × 15 / 43 = 6.98.
    assert spread(20, date(2026, 11, 3), date(2026, 12, 15)) == {NOVEMBER: 13, DECEMBER: 7}


@given(st.integers(0, 5000), st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 900))
def test_the_shares_add_up_to_the_places(places: int, first: date, days: int) -> None:
    last = first + timedelta(days=days)
    shares = spread(places, first, last)
    months = dict(months_of(first, last))
    assert sum(shares.values()) == places
    assert sum(months.values()) == days + 1
    for month, share in shares.items():
        assert abs(share - places * months[month] / (days + 1)) < 1


@pytest.mark.django_db
def test_what_is_planned_is_counted_and_given_anew_when_places_change() -> None:
    offering = an_offering(places=20, capacity_type=Capacity.HOURS)
    assert [counted("planned", on=NOVEMBER), counted("planned", on=DECEMBER)] == [13, 7]
    operations.change_offering(
        offering=offering,
        said=operations.Changed(name="Fall", places=43),
        version=1,
        by=a_user(),
        at=TUESDAY,
    )
    assert [counted("planned", on=NOVEMBER), counted("planned", on=DECEMBER)] == [28, 15]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [Capacity.SEATS, Capacity.CASE_PLACES])
def test_three_seats_are_three_seats_in_every_month(kind: Capacity) -> None:
    an_offering(places=3, capacity_type=kind)
    assert [counted("planned", on=NOVEMBER), counted("planned", on=DECEMBER)] == [3, 3]


@pytest.mark.django_db
def test_what_is_called_off_is_not_planned_any_more() -> None:
    offering = an_offering(places=20)
    operations.call_off(offering=offering, by=a_user(), at=TUESDAY)
    assert [counted("planned", on=NOVEMBER), counted("planned", on=DECEMBER)] == [20, 0]


@pytest.mark.django_db
def test_what_is_said_of_our_own_program_is_the_offices_figure_whoever_types_it() -> None:
    offering = an_offering(places=20, by=a_user(Role.DIRECTORY_EDITOR))
    assert not offering.capacity_lines.get(month=NOVEMBER).is_own_figure


@pytest.mark.django_db
def test_a_partners_own_figure_is_marked_and_ours_takes_its_place() -> None:
    house = an_organization(name="Saltmarsh House")
    manager, colleague = a_user(Role.PARTNER_MANAGER, house.pk), a_user()
    program = a_program(organization=house, run_by="partner")
    offering = an_offering(program=program, places=20, by=manager)
    line = offering.capacity_lines.get(month=NOVEMBER)
    assert line.is_own_figure
    said: dict[str, Any] = {"offering": offering, "month": NOVEMBER, "planned": 20, "at": TUESDAY}
    line = operations.say_capacity(delivered=11, version=line.version, by=manager, **said)
    assert (counted("delivered", mode="partner"), counted("delivered", mode="office")) == (11, 0)
    line = operations.say_capacity(delivered=9, version=line.version, by=colleague, **said)
    assert (counted("delivered", mode="partner"), counted("delivered", mode="office")) == (0, 9)
    assert counted("planned", on=NOVEMBER) == 20
    with pytest.raises(FigureCrossed):
        operations.say_capacity(delivered=8, version=line.version - 1, by=manager, **said)


@pytest.mark.django_db
def test_nothing_is_given_in_a_month_that_has_not_begun_or_is_not_its_own() -> None:
    offering, colleague = an_offering(), a_user()
    for month in (DECEMBER, date(2027, 1, 1)):
        with pytest.raises(NotItsMonth):
            operations.say_capacity(
                offering=offering,
                month=month,
                planned=1,
                delivered=1,
                version=0,
                by=colleague,
                at=TUESDAY,
            )


@pytest.mark.django_db
def test_free_places_of_a_service_stay_apart_by_kind() -> None:
    house = an_organization(name="Saltmarsh House")
    service = a_service(name="Help with forms", organization=house)
    program = a_program(organization=house, service=service)
    today = MONDAY.date()
    assert places_left(service, today=today) == {}
    seats = an_offering(program=program, places=5)
    an_offering(program=program, places=3)
    an_offering(program=program, places=40, capacity_type=Capacity.HOURS)
    an_offering(program=program, places=9, is_open=False)
    enrolled(Offering.objects.get(pk=seats.pk))
    assert places_left(service, today=today) == {"seats": 7, "hours": 40}


@pytest.mark.django_db
def test_months_without_figures_wait_for_who_runs_it() -> None:
    house = an_organization(name="Saltmarsh House")
    offering = an_offering(program=a_program(organization=house, run_by="partner"), places=20)
    an_offering(program=a_program(name="Budgeting"))
    manager = a_user(Role.PARTNER_MANAGER, house.pk)
    assert not figures_not_said(manager, NOVEMBER)
    line = CapacityLine.objects.get(offering=offering, month=NOVEMBER)
    assert list(figures_not_said(manager, DECEMBER)) == [line]
    assert figures_not_said(a_user(), DECEMBER).count() == 2
