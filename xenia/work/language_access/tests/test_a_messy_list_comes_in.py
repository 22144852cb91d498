"""An office's own list of interpreters comes in from a messy spreadsheet: looked at, brought in, again, taken back."""

from datetime import date
from pathlib import Path

import pytest

from xenia.ground.accounts.models import User
from xenia.ground.imports.cells import Ways
from xenia.ground.imports.models import SheetRow, SheetRun
from xenia.ground.imports.operations import bring_in, undo_import
from xenia.ground.imports.sentences import Partly, Refused
from xenia.ground.imports.tests.makers import TUESDAY, outcomes, ready, reason, verdicts
from xenia.work.language_access import operations
from xenia.work.language_access.models import Credential, Interpreter, LanguagePair, WeeklyHours
from xenia.work.language_access.queries.ranks import rank_of
from xenia.work.language_access.spreadsheet.papers import papers
from xenia.work.language_access.spreadsheet.sheet import INTERPRETERS
from xenia.work.language_access.spreadsheet.tongues import Tongue, tongues
from xenia.work.language_access.spreadsheet.week import week
from xenia.work.language_access.tests.makers import MONDAY, ON, a_coordinator, an_interpreter
from xenia.work.language_access.tests.test_roster_pages import page, signed_in

pytestmark = pytest.mark.django_db
MESSY = Path(__file__).parent / "data" / "messy_roster.csv"
HOUR = 60
OFFICE_WEEK = [(day, 9 * HOUR, 17 * HOUR) for day in range(5)]


def looked_at(by: User, data: bytes = b"") -> SheetRun:
    return ready(data or MESSY.read_bytes(), sheet="interpreters", by=by)


def listed(by: User | None = None, data: bytes = b"") -> SheetRun:
    """The list came in."""
    by = by or a_coordinator()
    run = looked_at(by, data)
    bring_in(run=run, by=by, at=MONDAY)
    return SheetRun.objects.get(pk=run.pk)


def somebody(name: str) -> Interpreter:
    found: Interpreter = next(one for one in Interpreter.objects.all() if one.name == name)
    return found


def languages_of(name: str) -> set[str]:
    return {
        f"{pair}{'/' + pair.dialect if pair.dialect else ''}"
        for pair in somebody(name).pairs.standing()
    }


def test_the_preview_says_what_becomes_of_every_row_and_changes_nothing() -> None:
    run = looked_at(a_coordinator())
    assert verdicts(run) == {
        4: "added",
        5: "added",
        6: "added",
        7: "added",
        8: "added",
        9: "merged",
        10: "unchanged",
        11: "refused",
        12: "refused",
        13: "refused",
        14: "refused",
        15: "added",
    }
    assert reason(run, 9)[1] == "Adds to row 4."
    assert reason(run, 11) == (
        "languages",
        "A language is not clear. Say which one, such as Haitian Creole, Cape Verdean Creole, Mandarin or Cantonese.",
    )
    assert [reason(run, row)[0] for row in (12, 13, 14)] == ["languages", "rate", "languages"]
    assert not Interpreter.objects.exists()


SEVERAL_WRONG = (
    b"Name,Languages,Phone,Certs,Avail,$ / hr\n"
    b"Rose Pierre,Klingonese,ext 12,CCHI,Mon 9-5,about forty\n"
    b'Beto Lima,"Spanish (fluent) & some French, Creole",617-555-0177,CMI Spanish,Sat am,$45\n'
)


def test_every_reason_of_a_row_is_said_with_the_word_and_no_word_is_kept() -> None:
    by = a_coordinator()
    run = looked_at(by, SEVERAL_WRONG)
    assert verdicts(run) == {2: "refused", 3: "added"}
    content = page(by, f"/en/desk/imports/{run.pk}/?what=")
    for word in ("klingonese", "ext 12", "about forty"):
        assert f"“<bdi>{word}</bdi>”" in content
    refused = signed_in(by).get(f"/en/desk/imports/{run.pk}/refused.csv").content.decode()
    assert "“klingonese”" in refused
    assert "“about forty”" in refused
    kept = str(list(SheetRow.objects.filter(run=run).values()))
    assert not [word for word in ("klingonese", "about forty", "french") if word in kept.lower()]


def test_languages_that_are_not_clear_are_left_out_and_said_and_the_others_come_in() -> None:
    by = a_coordinator()
    content = page(by, f"/en/desk/imports/{looked_at(by, SEVERAL_WRONG).pk}/?what=")
    assert "“<bdi>some French, creole</bdi>”" in content
    run = listed(by, SEVERAL_WRONG)
    assert outcomes(run) == {2: "refused", 3: "added"}
    assert languages_of("Beto Lima") == {"es>en", "en>es"}
    assert reason(run, 3)[1].startswith("This is not clear as a language")
    beto = somebody("Beto Lima")
    assert (beto.rate_cents, beto.hours.count(), beto.credentials.count()) == (4500, 1, 1)


def test_everybody_comes_once_with_what_the_list_says() -> None:
    run = listed()
    assert list(outcomes(run).values()).count("added") == 6
    assert Interpreter.objects.count() == 6
    assert languages_of("Tavares, Ana") == {"kea>en", "en>kea", "en>pt-br"}
    assert languages_of("Beto Lima") == {"es>en", "en>es", "pt-br>en", "en>pt-br"}
    assert languages_of("Lu Jiayi") == {"cmn>en", "en>cmn", "yue>en", "en>yue"}
    assert languages_of("Jean Bouchard") == {"fr>en/Canadian", "en>fr/Canadian"}
    ana = somebody("Tavares, Ana")
    assert (ana.email, ana.phone, ana.gender) == (
        "ana@interpreters.example",
        "(617) 555-0142",
        "female",
    )
    assert (ana.rate_cents, ana.rate_unit, ana.kind, ana.status) == (
        4500,
        "hour",
        "contractor",
        "onboarding",
    )
    assert list(ana.hours.values_list("weekday", "from_minute", "to_minute")) == [
        *OFFICE_WEEK,
        (5, 9 * HOUR, 12 * HOUR),
    ]


def test_a_native_speaker_is_self_designated_and_no_paper_counts_before_somebody_saw_it() -> None:
    listed()
    marie = somebody("Marie-Ange Toussaint")
    assert not marie.credentials.exists()
    assert rank_of(marie.pairs.get(from_language="ht"), ON) == 0
    paper = somebody("Tavares, Ana").credentials.get()
    assert (paper.issuer, paper.level, paper.evidence) == (
        "ACTFL OPI, Advanced Mid",
        "best_available",
        "test",
    )
    assert (paper.expires_on, paper.checked_on) == (date(2027, 6, 30), None)
    assert rank_of(somebody("Tavares, Ana").pairs.get(from_language="kea"), ON) == 0


def test_a_paper_goes_to_the_language_it_names_and_else_to_nobody_guesses() -> None:
    run = listed()
    of_beto = somebody("Beto Lima").credentials.order_by("from_language")
    assert list(of_beto.values_list("from_language", "level", "expires_on")) == [
        ("es", "national_body", date(2028, 3, 31)),
        ("pt-br", "best_available", None),
    ]
    # "State court certified" beside two languages: for which one, nobody knows.
    assert not somebody("Lu Jiayi").credentials.exists()
    assert "Write them down on the interpreter’s page." in reason(run, 7)[1]
    jean = somebody("Jean Bouchard").credentials.get()
    assert (jean.modality, jean.level) == ("written", "national_body")


def everything() -> list[object]:
    people = [
        (one.pk, str(one.name), str(one.phone), one.rate_cents) for one in Interpreter.objects.all()
    ]
    kinds = (Credential, LanguagePair, WeeklyHours)
    return [people, *(set(kind._default_manager.values_list("pk", flat=True)) for kind in kinds)]


def test_the_same_list_again_changes_nothing() -> None:
    by = a_coordinator()
    listed(by)
    before = everything()
    again = listed(by)
    assert set(outcomes(again).values()) == {"unchanged", "refused"}
    assert everything() == before


def test_who_stands_on_the_roster_gets_what_is_new_and_keeps_what_she_has() -> None:
    ana = an_interpreter("kea", name="Ana Tavares", phone="617-555-0142", hours=())
    rows = b"Name,Language,Phone,E-mail,Hours,Rate\nAna M. Tavares,Portuguese,617 555 0142,other@x.example,Sat 9-12,$50/hr\n"
    run = listed(data=rows)
    assert list(outcomes(run).values()) == ["merged"]
    assert Interpreter.objects.count() == 1
    ana.refresh_from_db()
    assert (ana.name, ana.email, ana.rate_cents) == (
        "Ana Tavares",
        "ana@interpreters.example",
        5000,
    )
    assert ana.pairs.standing().filter(from_language="pt-br").exists()
    assert ana.hours.get().weekday == 5


def test_two_people_of_one_name_are_not_made_one() -> None:
    an_interpreter("kea", name="Maria Silva", phone="617-555-0111", email="one@x.example")
    run = listed(
        data=b"Name,Language,Phone,E-mail\nMaria Silva,Kriolu,617-555-0222,two@x.example\n"
    )
    assert list(outcomes(run).values()) == ["refused"]
    assert "write the whole name" in reason(run, 2)[1]


def test_two_of_one_name_in_one_list_are_not_made_one_either() -> None:
    rows = (
        b"Name,Language,Phone,E-mail\n"
        b"Jo Lee,Kriolu,617-555-0111,one@x.example\n"
        b"Jo Lee,Korean,617-555-0122,two@x.example\n"
        b"Jo Lee,Spanish,,one@x.example\n"
        b"617,Spanish,,\n"
    )
    by = a_coordinator()
    assert verdicts(looked_at(by, rows)) == {2: "added", 3: "refused", 4: "merged", 5: "refused"}
    run = listed(by, rows)
    assert outcomes(run) == {2: "added", 3: "refused", 4: "merged", 5: "refused"}
    assert languages_of("Jo Lee") == {"kea>en", "en>kea", "es>en", "en>es"}


def test_a_phone_of_a_whole_agency_makes_nobody_the_same() -> None:
    listed(
        data=b"Name,Language,Phone\nAna Tavares,Kriolu,617-555-0142\nBeto Lima,Spanish,617-555-0142\n"
    )
    assert Interpreter.objects.count() == 2


def test_taken_back_everybody_who_came_is_gone_and_what_was_added_too() -> None:
    by = a_coordinator()
    jean = an_interpreter(
        "ht", name="Jean Bouchard", phone="617-555-0103", email="jean@interpreters.example"
    )
    run = listed(by)
    assert jean.pairs.standing().filter(from_language="fr").exists()
    undo_import(run=run, by=by, at=TUESDAY)
    assert list(Interpreter.objects.all()) == [jean]
    assert not jean.pairs.standing().filter(from_language="fr").exists()
    assert not jean.credentials.recorded().exists()
    jean.refresh_from_db()
    assert jean.rate_cents is None


def test_whom_somebody_worked_on_since_stays_and_is_named() -> None:
    by = a_coordinator()
    run = listed(by)
    paper = somebody("Tavares, Ana").credentials.get()
    operations.check_credential(credential=paper, by=by, at=TUESDAY)
    later = TUESDAY.replace(hour=16)
    undo_import(run=run, by=by, at=later)
    assert [str(one.name) for one in Interpreter.objects.all()] == ["Tavares, Ana"]
    stayed = SheetRow.objects.filter(run=run, undo="stayed")
    assert set(stayed.values_list("number", flat=True)) == {4, 9}


def test_nothing_a_row_said_is_kept_once_the_list_came_in() -> None:
    run = listed()
    kept = str(list(SheetRow.objects.filter(run=run).values()))
    assert not [word for word in ("Tavares", "555-01", "Kriolu", "example") if word in kept]


def _all_clear(said: str) -> tuple[Tongue, ...]:
    found = tongues(said, Ways())
    assert not isinstance(found, Partly), found.left_out
    return found


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Spanish/Portuguese (fluent)", ["es", "pt-br"]),
        ("Haitian Creole (Kreyòl), French", ["ht", "fr"]),
        ("Chinese (Mandarin, Cantonese)", ["cmn", "yue"]),
        ("vietnamita y español", ["vi", "es"]),
        ("English-Spanish", ["es"]),
        ("English <> Somali", ["so"]),
        ("Mam > Spanish", ["mam>es"]),
        ("Arabic (Egyptian, Sudanese)", ["ar/Egyptian", "ar/Sudanese"]),
        ("Chinese (Simplified)", ["zh-hans written"]),
    ],
)
def test_languages_as_people_write_them(said: str, expected: list[str]) -> None:
    shown = [
        one.code
        + (f"/{one.dialect}" if one.dialect else "")
        + ("" if one.is_both_ways else f">{one.other}")
        + (" written" if one.is_written else "")
        for one in _all_clear(said)
    ]
    assert shown == expected


@pytest.mark.parametrize("said", ["Creole", "Chinese", "Klingon", "English", "some Spanish"])
def test_a_language_is_never_guessed(said: str) -> None:
    with pytest.raises(Refused):
        tongues(said, Ways())


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Mon-Fri 9-5", OFFICE_WEEK),
        ("Mon, Wed 9-12, 1-4pm", [(d, *s) for d in (0, 2) for s in ((540, 720), (780, 960))]),
        ("Sat am", [(5, 540, 720)]),
        ("Fri-Sun 5p-12a", [(d, 1020, 1440) for d in (4, 5, 6)]),
        ("weekdays 8:30am to noon", [(d, 510, 720) for d in range(5)]),
        ("lunes a viernes 8-12", [(d, 480, 720) for d in range(5)]),
        ("24/7", [(d, 0, 1440) for d in range(7)]),
        ("flexible", []),
        ("evenings", []),
        ("Mon 6-2", []),
    ],
)
def test_hours_as_people_write_them(said: str, expected: list[tuple[int, int, int]]) -> None:
    found = [(one.weekday, one.from_minute, one.to_minute) for one in week(said, Ways())]
    assert found == expected


def test_the_preview_says_hours_in_few_words() -> None:
    column = INTERPRETERS.column("hours")
    assert column
    shown = column.shows(week("Mon-Fri 9-12, 1-5, Sun pm", Ways()))
    expected = "Mon–Fri 9:00 AM–12:00 PM, 1:00 PM–5:00 PM, Sun 1:00 PM–5:00 PM"
    assert shown.replace("\u00a0", " ").replace("\u202f", " ") == expected


@pytest.mark.parametrize("said", ["native speaker", "fluent", "none", "N/A", "self-reported", "-"])
def test_her_own_word_is_no_paper(said: str) -> None:
    found = papers(said, Ways())
    assert (found.found, found.is_understood) == ((), True)
