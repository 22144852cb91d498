"""The directory's texts in the office's review queue, in translators' files, and before a machine."""

from dataclasses import replace
from typing import Any

import pytest

from xenia.ground.accounts.roles import Role
from xenia.ground.ledger.models import Entry
from xenia.ground.reference.office import forget_office
from xenia.ground.reference.operations import choose_languages
from xenia.ground.translations.kinds import CONTENT
from xenia.ground.translations.models import TranslatedText
from xenia.ground.translations.operations import answer_for
from xenia.ground.translations.operations.bring_in import bring_in_texts, undo_import
from xenia.ground.translations.operations.machine import draft_by_machine
from xenia.ground.translations.queries.exchange import Selection, exchange_rows
from xenia.ground.vault.models import SubjectRecord
from xenia.registers.directory.models import Listing, Metadata, Service
from xenia.registers.directory.operations import change_service_status
from xenia.registers.directory.tests.makers import (
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    a_colleague,
    a_location,
    a_service,
    desk_of,
)

pytestmark = pytest.mark.django_db
GRID = "/en/desk/translations/"


@pytest.fixture(autouse=True)
def _an_office_of_three_languages() -> None:
    choose_languages(codes=["en", "ht", "ar"], by=None, at=MONDAY)
    forget_office()


def shown(service: Service, field: str) -> dict[str, str]:
    texts: dict[str, str] = Listing.objects.get(pk=service.pk).document[field]
    return texts


def test_a_vital_text_reaches_residents_when_two_people_have_answered_for_it() -> None:
    ana, ben = a_colleague(name="Ana"), a_colleague(name="Ben")
    service = a_service(
        alert="Call before you pay.", translations={"alert": {"ht": "Rele anvan."}}, by=ana
    )
    assert shown(service, "alert") == {"en": "Call before you pay."}
    text = TranslatedText.objects.get()
    answer_for(text=text, by=ben, at=TUESDAY, source=service.alert)
    assert shown(service, "alert")["ht"] == "Rele anvan."
    entry = Entry.objects.get(kind="translations.reviewed")
    assert (entry.language, entry.quantity) == ("ht", 1)


def test_a_correction_stands_in_the_record_s_history() -> None:
    service = a_service(name="English class", translations={"name": {"ht": "Klas angle"}})
    text = TranslatedText.objects.get()
    ben = a_colleague()
    answer_for(text=text, by=ben, at=TUESDAY, source=service.name, correction="Klas anglè")
    assert shown(service, "name")["ht"] == "Klas anglè"
    change = Metadata.objects.get(field_name="name.ht", updated_by=str(ben.pk))
    assert (change.previous_value, change.replacement_value) == ("Klas angle", "Klas anglè")


def test_a_translators_file_changes_what_residents_read_until_it_is_taken_back() -> None:
    service = a_service(name="English class")
    rows = [
        row for row in exchange_rows(Selection("ht", "directory.service")) if row.field == "name"
    ]
    run = bring_in_texts(
        rows=[replace(row, text="Klas angle") for row in rows],
        file_name="ht.csv",
        by=a_colleague(),
        at=TUESDAY,
    )
    assert shown(service, "name")["ht"] == "Klas angle"
    undo_import(run=run, by=None, at=WEDNESDAY)
    assert shown(service, "name") == {"en": "English class"}


def test_nothing_of_a_safe_house_or_of_a_closed_service_goes_out(settings: Any) -> None:
    settings.TRANSLATION_MACHINE = "dummy"
    hidden = a_location(name="Wren House", is_confidential=True, transportation="Ring twice.")
    by_address = a_location(
        name="Finch House", address={"address_1": "9 Secret Lane", "is_confidential": True}
    )
    closed = a_service(name="Old class", locations=[hidden, by_address])
    change_service_status(service=closed, to="defunct", by=None, at=TUESDAY)
    said = str(exchange_rows(Selection("ht")))
    for code in (code for code, kind in CONTENT.items() if kind.is_public):
        draft_by_machine(kind=code, language="ht", by=a_colleague(), at=TUESDAY)
    said += str(list(TranslatedText.objects.values_list("text", flat=True)))
    for secret in ("Wren House", "Ring twice", "Finch House", "Old class"):
        assert secret not in said
    assert "Saltmarsh Community House" in said


def test_no_kind_of_content_belongs_to_a_person() -> None:
    assert {"directory.service", "reference.office", "reference.area"} <= set(CONTENT)
    for kind in CONTENT.values():
        assert not issubclass(kind.model, SubjectRecord)


def test_each_cell_of_the_grid_leads_to_where_the_text_is_written() -> None:
    service = a_service(translations={"name": {"ht": "Klas angle"}})
    desk = desk_of(a_colleague(role=Role.DIRECTOR))
    lines = desk.get(GRID, {"kind": "directory.service"}).context["lines"]
    (cell, _arabic) = lines[0].cells
    assert cell.page == f"/en/desk/directory/languages/ht/service/{service.pk}/"
    assert desk.get(cell.page).status_code == 200


def test_the_pages_open_in_arabic() -> None:
    text_of = a_service(translations={"name": {"ht": "Klas angle"}})
    desk = desk_of(a_colleague())
    for where in ("", "review/ht/", "glossary/", "glossary/add/", "exchange/"):
        body = desk.get(f"/ar/desk/translations/{where}").content.decode()
        assert '<html lang="ar" dir="rtl">' in body, where
    assert text_of.name in desk.get("/ar/desk/translations/review/ht/").content.decode()
