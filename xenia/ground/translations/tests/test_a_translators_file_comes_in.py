"""A file that comes back accounts for every row, and overwrites nothing that somebody worked on meanwhile."""

import json
from collections.abc import Sequence
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from xenia.ground.translations.exchange import FORMATS, ExchangeRow, read_file
from xenia.ground.translations.models import TextImport, TranslatedText
from xenia.ground.translations.operations import OwnWords, review_translation
from xenia.ground.translations.operations.bring_in import (
    ImportUndone,
    bring_in_texts,
    undo_import,
)
from xenia.ground.translations.queries.exchange import Selection, exchange_rows
from xenia.ground.translations.tests.content import (
    KIND,
    TOLD,
    TUESDAY,
    WEDNESDAY,
    a_page,
    a_text,
    a_translator,
    renamed,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_with_pages")]


def sent_out(**chosen: object) -> list[ExchangeRow]:
    return exchange_rows(Selection("ht", **chosen))  # type: ignore[arg-type]


def translated(rows: Sequence[ExchangeRow], text: str) -> list[ExchangeRow]:
    return [replace(row, text=text) for row in rows]


def outcomes(run: TextImport) -> list[str]:
    return [row[5] for row in run.rows]


def brought(rows: Sequence[ExchangeRow], **said: object) -> TextImport:
    wanted = {"by": None, "at": WEDNESDAY, "file_name": "ht.csv"} | said
    return bring_in_texts(rows=rows, **wanted)  # type: ignore[arg-type]


@pytest.mark.both_databases
def test_a_translation_comes_in_as_a_draft_of_whoever_brings_it() -> None:
    page, ana = a_page("English class"), a_translator("Ana")
    run = brought(translated(sent_out(), "Klas angle"), by=ana)
    assert run.totals == {"imported": 1}
    kept = TranslatedText.objects.get(record_id=page.pk)
    assert (kept.text, kept.status, kept.written_by, kept.source) == (
        "Klas angle",
        "draft",
        ana,
        "English class",
    )
    with pytest.raises(OwnWords):
        review_translation(text=kept, by=ana, at=WEDNESDAY)
    assert [(change.before, change.after) for change in TOLD] == [("", "Klas angle")]


def test_nothing_changes_when_a_file_comes_back_as_it_went_out() -> None:
    a_text(a_page("English class", "Call first."))
    rows = sent_out()
    assert outcomes(brought(rows)) == ["unchanged", "blank"]
    assert not TOLD


@pytest.mark.both_databases
def test_what_somebody_wrote_or_reviewed_meanwhile_is_never_overwritten() -> None:
    one, two, three, four = (a_page(f"Page {number}") for number in range(4))
    ana, ben = a_translator("Ana"), a_translator("Ben")
    reviewed = a_text(two, "Paj 1", by=ana)
    a_text(three, "machine", origin="machine")
    a_text(four, "Paj 3", by=ana)
    rows = translated(sent_out(), "Soti nan fichye a")
    a_text(one, "Ekri pandan tan sa a", by=ana, at=TUESDAY)
    review_translation(text=reviewed, by=ben, at=TUESDAY)
    a_text(three, "another machine", origin="machine", at=TUESDAY)
    run = brought(rows)
    assert outcomes(run) == ["newer", "newer", "imported", "imported"]
    assert run.rows[0][7] == "Ekri pandan tan sa a"
    texts = TranslatedText.objects.order_by("source")
    assert [text.text for text in texts] == [
        "Ekri pandan tan sa a",
        "Paj 1",
        "Soti nan fichye a",
        "Soti nan fichye a",
    ]


def test_a_file_that_does_not_say_what_it_was_made_from_overwrites_nobodys_work() -> None:
    a_text(a_page("English class"))
    rows = [replace(row, text="Lòt", text_mark="") for row in sent_out()]
    assert outcomes(brought(rows)) == ["newer"]


def test_a_text_whose_english_changed_is_listed_with_the_english_of_now() -> None:
    page = a_page("English class")
    rows = translated(sent_out(), "Klas angle")
    renamed(page, "Spanish class")
    run = brought(rows)
    assert (outcomes(run), run.rows[0][7]) == (["source_changed"], "Spanish class")
    # Also where a program dropped our marks: the English in the file tells.
    unmarked = [replace(row, source_mark="") for row in rows]
    assert outcomes(brought(unmarked)) == ["source_changed"]
    assert not TranslatedText.objects.exists()


def test_rows_that_cannot_be_used_are_listed_one_by_one() -> None:
    a_page("Hello {name}")
    hidden = a_page("Hidden", is_shown=False)
    (row,) = sent_out()
    rows = [
        replace(row, text="Bonjou"),
        replace(row, kind="vault.note", text="x"),
        replace(row, record="no id", text="x"),
        replace(row, record=str(hidden.pk), text="x"),
        replace(row, field="translation", text="x"),
        replace(row, language="xx-nowhere", text="x"),
        replace(row, text=""),
        replace(row, text="Bonjou {name} \x00"),
        replace(row, text="{name}" + "é" * 30_000),
    ]
    assert outcomes(brought([rows[0]])) == ["broken"]
    assert outcomes(brought([rows[7]])) == ["broken"]
    assert outcomes(brought([rows[8]])) == ["broken"]
    assert outcomes(brought(rows[1:7])) == ["unknown"] * 5 + ["blank"]
    whole = replace(row, text="Bonjou {name}")
    assert outcomes(brought([whole, whole])) == ["imported", "repeated"]
    assert TranslatedText.objects.count() == 1


def test_line_ends_of_another_system_are_no_change() -> None:
    page = a_page("English class", "One.\nTwo.")
    a_text(page, "Youn.\nDe.", field="note")
    rows = [replace(row, text=row.text.replace("\n", "\r\n")) for row in sent_out(vital_only=True)]
    assert outcomes(brought(rows)) == ["unchanged"]


@pytest.mark.both_databases
def test_an_import_is_taken_back_but_for_what_somebody_worked_on_since() -> None:
    old, fresh, touched = a_page("Page 1"), a_page("Page 2"), a_page("Page 3")
    ana, ben = a_translator("Ana"), a_translator("Ben")
    a_text(old, "Vye", by=ana)
    run = brought(translated(sent_out(), "Nouvo"), by=ben)
    assert run.totals == {"imported": 3}
    a_text(touched, "Pi nouvo", by=ana, at=WEDNESDAY)
    assert undo_import(run=run, by=ben, at=WEDNESDAY) == (2, 1)
    kept = {text.record_id: text for text in TranslatedText.objects.all()}
    assert kept[old.pk].text == "Vye"
    assert kept[old.pk].written_by == ana
    assert fresh.pk not in kept
    assert kept[touched.pk].text == "Pi nouvo"
    with pytest.raises(ImportUndone):
        undo_import(run=run, by=ben, at=WEDNESDAY)


def test_a_selection_goes_out_by_kind_status_and_weight() -> None:
    done = a_page("Page 1", "Call first.")
    text = a_text(done)
    review_translation(text=text, by=a_translator(), at=TUESDAY)
    a_text(a_page("Page 2"))
    a_page("Hidden", is_shown=False)
    assert [(row.name, row.state) for row in sent_out()] == [
        ("Page 1: Title", "reviewed"),
        ("Page 1: Warning", "missing"),
        ("Page 2: Title", "draft"),
    ]
    assert [row.name for row in sent_out(state="draft")] == ["Page 2: Title"]
    assert [row.name for row in sent_out(vital_only=True)] == ["Page 1: Warning"]
    assert sent_out(kind="room.other") == []


@pytest.mark.parametrize("form", FORMATS)
def test_by_command_texts_go_out_and_come_back(form: str, tmp_path: Path) -> None:
    a_page("English class")
    ana = a_translator("Ana")
    place = tmp_path / f"ht{FORMATS[form].ending}"
    said = StringIO()
    call_command("export_translations", "ht", "--as", form, "--output", str(place), stdout=said)
    assert "Wrote 1 texts" in said.getvalue()
    rows = translated(read_file(place.name, place.read_bytes()), "Klas angle")
    place.write_text(FORMATS[form].write(rows, "ht"), encoding="utf-8", newline="")
    said = StringIO()
    call_command("import_translations", str(place), "--by", ana.email, stdout=said)
    assert "1 rows: 1 imported" in said.getvalue()
    assert TranslatedText.objects.get().written_by == ana


def test_the_commands_end_with_a_sentence_when_something_is_wrong(tmp_path: Path) -> None:
    a_page("English class")
    place = tmp_path / "ht.csv"
    heard = StringIO()
    for arguments in (
        ("export_translations", "xx"),
        ("export_translations", "ht", "--kind", "room.other"),
        ("export_translations", "ht", "--state", "old"),
        ("import_translations", str(tmp_path / "none.csv")),
        ("import_translations", str(place), "--by", "nobody@lindenport.example"),
    ):
        with pytest.raises(CommandError) as ended:
            call_command(*arguments, stderr=heard)
        assert ended.value.returncode == 2, arguments
    rows = [replace(row, kind="room.other", text="x") for row in sent_out()]
    place.write_text(FORMATS["csv"].write(rows, "ht"), encoding="utf-8", newline="")
    said = StringIO()
    with pytest.raises(CommandError) as ended:
        call_command("import_translations", str(place), "--json", stdout=said)
    assert ended.value.returncode == 1
    assert json.loads(said.getvalue())[0][5] == "unknown"


def test_a_long_file_asks_the_same_few_questions(django_assert_max_num_queries: object) -> None:
    for number in range(300):
        a_page(f"Page {number}")
    rows = translated(sent_out(), "Paj")
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        run = brought(rows)
    assert run.totals == {"imported": 300}
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        undo_import(run=run, by=None, at=WEDNESDAY)
    assert not TranslatedText.objects.filter(record_type=KIND).exists()
