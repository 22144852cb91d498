"""A large import: its rows come in one moment, their listings after it in lots, and nobody has to wait for all of it."""

import sqlite3
from pathlib import Path

import pytest
from django.db import IntegrityError, connection

from xenia.ground.imports.models import ImportRun
from xenia.registers.directory.importers import load
from xenia.registers.directory.importers.load import import_directory
from xenia.registers.directory.models import (
    Listing,
    Organization,
    OrganizationRecord,
    Phone,
    Service,
    ServiceRecord,
    WaitingListing,
)
from xenia.registers.directory.operations import waiting_listings
from xenia.registers.directory.operations.listing import make_listings
from xenia.registers.directory.operations.waiting_listings import make_waiting_listings
from xenia.registers.directory.tests.importing import a_folder
from xenia.registers.directory.tests.makers import MONDAY, TUESDAY, WEDNESDAY

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

SERVICES = 7
FILES = {
    "organizations.csv": "id,name,description\n1,Saltmarsh House,Help\n2,Pier,Help\n",
    "services.csv": "id,organization_id,name,status\n"
    + "".join(f"{n},{n % 2 + 1},Class {n},active\n" for n in range(SERVICES)),
    "locations.csv": "id,organization_id,name,latitude,longitude\n100,1,Pier House,42.36,-71.06\n",
    "services_at_location.csv": "id,service_id,location_id\n1,0,100\n",
    "phones.csv": "id,location_id,number\n1,100,305-555-0142\n",
}


@pytest.fixture(autouse=True)
def _small_lots(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two services are many here, and no time goes by between lots."""
    monkeypatch.setattr(load, "AT_ONCE", 2)
    for name in ("FEWEST", "FIRST", "MOST"):
        monkeypatch.setattr(waiting_listings, name, 2)
    monkeypatch.setattr(waiting_listings, "GAP_SECONDS", 0)


def bring(place: Path, changed: dict[str, str] | None = None, **options: object) -> ImportRun:
    folder = a_folder(place, {**FILES, **(changed or {})})
    return import_directory(
        path=folder,
        by=None,
        **{"at": MONDAY, "source": "county", **options},  # type: ignore[arg-type]
    )


def stop_after(lots: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The power goes while the lot after these is made."""
    left = iter(range(lots))

    def made(*args: object, **options: object) -> int:
        done = make_listings(*args, **options)  # type: ignore[arg-type]
        if next(left, None) is None:
            raise KeyboardInterrupt
        return done

    monkeypatch.setattr(waiting_listings, "make_listings", made)


def test_many_services_are_all_listed_in_the_end(tmp_path: Path) -> None:
    run = bring(tmp_path)
    assert run.status == ImportRun.Status.APPLIED
    assert run.totals == {"rows": 12, "imported": 12, "merged": 0, "listed": 0}
    assert Listing.objects.count() == ServiceRecord.objects.count() == SERVICES
    assert OrganizationRecord.objects.count() == 2
    assert not WaitingListing.objects.exists()
    place = Listing.objects.get(service__name="Class 0").document["places"][0]
    assert place["phones"][0]["number"] == "305-555-0142"


def test_interrupted_between_lots_every_listing_is_whole_and_the_worker_makes_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_after(1, monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        bring(tmp_path)
    assert ImportRun.objects.get().status == ImportRun.Status.APPLIED
    assert Service.objects.count() == SERVICES
    assert Listing.objects.count() == ServiceRecord.objects.count() == 2
    assert WaitingListing.objects.count() == SERVICES - 2
    monkeypatch.undo()
    assert make_waiting_listings(TUESDAY) == SERVICES - 2
    assert Listing.objects.count() == SERVICES
    assert make_waiting_listings(TUESDAY) == 0


def test_interrupted_between_lots_and_run_again_it_ends_as_if_nothing_had_been(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_after(1, monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        bring(tmp_path)
    monkeypatch.undo()
    again = bring(tmp_path / "again", at=TUESDAY)
    assert again.totals == {"rows": 12, "imported": 0, "merged": 12, "listed": 0}
    assert (Service.objects.count(), Listing.objects.count()) == (SERVICES, SERVICES)
    assert not WaitingListing.objects.exists()


def test_interrupted_while_rows_are_written_nothing_came_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(load, "leave_listings", fail)
    with pytest.raises(KeyboardInterrupt):
        bring(tmp_path)
    assert ImportRun.objects.get().status == ImportRun.Status.FAILED
    assert not Organization.objects.exists()
    assert not WaitingListing.objects.exists()


def test_what_became_confidential_is_gone_with_the_rows_and_waits_for_no_lot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(tmp_path)
    changed = {
        "services.csv": FILES["services.csv"].replace("Class", "Course"),
        "locations.csv": "id,organization_id,name,latitude,longitude,is_confidential\n"
        "100,1,Pier House,42.36,-71.06,yes\n",
    }
    stop_after(0, monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        bring(tmp_path / "later", changed, at=TUESDAY)
    hidden = Listing.objects.get(service__name="Course 0").document
    assert hidden["places"] == [{"confidential": True}]
    assert hidden["phones"] == []
    waiting = Listing.objects.get(service__name="Course 1").document
    assert waiting["name"] == {"en": "Class 1"}


def test_changed_rows_of_many_services_are_shown_anew(tmp_path: Path) -> None:
    bring(tmp_path)
    phones = "id,location_id,number\n1,100,305-555-0177\n"
    services = FILES["services.csv"].replace("Class", "Course")
    run = bring(tmp_path / "later", {"services.csv": services, "phones.csv": phones}, at=WEDNESDAY)
    assert run.totals["imported"] == SERVICES + 1
    assert Phone.objects.get().number == "305-555-0177"
    shown = {one.document["name"]["en"] for one in Listing.objects.all()}
    assert shown == {f"Course {n}" for n in range(SERVICES)}


@pytest.mark.django_db(transaction=True)
def test_of_two_imports_of_the_same_rows_one_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one brings the rows in while the first has read them and not yet written."""
    write = load._write

    def overtaken(*args: object) -> None:
        monkeypatch.setattr(load, "_write", write)
        bring(tmp_path / "other", at=TUESDAY)
        write(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(load, "_write", overtaken)
    with pytest.raises(IntegrityError):
        bring(tmp_path)
    assert Service.objects.count() == Listing.objects.count() == SERVICES
    ended = dict(ImportRun.objects.values_list("started_at", "status"))
    assert ended == {MONDAY: ImportRun.Status.FAILED, TUESDAY: ImportRun.Status.APPLIED}


@pytest.mark.django_db(transaction=True)
def test_somebody_else_writes_before_the_rows_and_between_the_lots(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """She does not wait at all: only while rows are handed over, and while a lot is made, is the database taken."""
    if connection.vendor != "sqlite":
        pytest.skip("On PostgreSQL writers of other rows do not wait.")
    free: dict[str, list[bool]] = {}

    def tell(stage: str, done: int, total: int | None) -> None:
        during = "handing over" if stage == "write" and done else stage
        free.setdefault(during, []).append(_is_free())

    bring(tmp_path, progress=tell)
    assert not any(free.pop("handing over"))
    assert {"settle", "prepare", "write", "show"} <= set(free)
    assert all(all(said) for said in free.values())
    assert len(free["show"]) == SERVICES // 2 + 1


def _is_free() -> bool:
    """Whether somebody else can write now, without waiting."""
    other = sqlite3.connect(
        str(connection.settings_dict["NAME"]), uri=True, timeout=0, isolation_level=None
    )
    try:
        other.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return False
    finally:
        other.close()
    return True
