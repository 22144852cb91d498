"""Telephone numbers in free text become a number that can be dialled, an extension and a remark."""

from pathlib import Path

import pytest

from xenia.registers.directory.importers.phones import Number, phone_type, read_phones
from xenia.registers.directory.tests.importing import ONE_ORGANIZATION, ONE_SERVICE, of_files


@pytest.mark.parametrize(
    ("cell", "number", "extension"),
    [
        ("305-555-0142 x57", "305-555-0142", "57"),
        ("(202) 555-0198", "202-555-0198", ""),
        ("2025550198", "202-555-0198", ""),
        ("1 (800) 555-0177", "800-555-0177", ""),
        ("+1 305 555 0142", "305-555-0142", ""),
        ("Phone No: (202) 555-0134 Ext: 1234", "202-555-0134", "1234"),
        ("202 - 555 - 0134", "202-555-0134", ""),
        ("(202) 555-0123 #4", "202-555-0123", "4"),
        ("+44 1234 234567", "+44 1234 234567", ""),
        ("211", "211", ""),
        ("Call 2-1-1", "211", ""),
    ],
)
def test_a_number_and_its_extension(cell: str, number: str, extension: str) -> None:
    (one,) = read_phones(cell)
    assert (one.number, one.extension, one.note) == (number, extension, "")


def test_letters_are_dialled_and_kept_as_a_remark() -> None:
    assert read_phones("1 (888) 7WE-HELP") == [Number("888-793-4357", words="1 (888) 7WE-HELP")]


def test_several_numbers_in_one_cell() -> None:
    found = read_phones("Main: 305-555-0142; TTY: 305-555-0143")
    assert [(one.number, one.type, one.words) for one in found] == [
        ("305-555-0142", "", "Main"),
        ("305-555-0143", "textphone", ""),
    ]
    assert [one.number for one in read_phones("305-555-0142/0199")] == [
        "305-555-0142",
        "305-555-0199",
    ]


def test_a_number_without_area_code_is_kept_and_doubted() -> None:
    (one,) = read_phones("555-0142")
    assert one.note == "the number 555-0142 has no area code: check it"


@pytest.mark.parametrize("cell", ["tset", "4356", "99999999", "212555121288888", "", "call us"])
def test_what_cannot_be_dialled_is_no_number(cell: str) -> None:
    assert read_phones(cell) == []


def test_types_in_the_words_of_people() -> None:
    assert phone_type("TTY/TDD") == ("textphone", "")
    assert phone_type("Hotline") == ("voice", "Hotline")
    assert phone_type("sms") == ("text", "")
    assert phone_type("4") is None


def test_rows_of_telephones(tmp_path: Path) -> None:
    phones = (
        "id,service_id,number,extension,type,language,department\n"
        '1,10,305-555-0142 x57,,voice,"English, Creole (limited)",Front desk\n'
        "2,10,tset,,,,\n"
        "3,10,305-555-0150,12,9,,\n"
        "4,10,(305) 555-0142,57,,,Front desk\n"
    )
    outcome = of_files(
        tmp_path,
        {"organizations.csv": ONE_ORGANIZATION, "services.csv": ONE_SERVICE, "phones.csv": phones},
    )
    assert outcome.values("phone") == [
        {"number": "305-555-0142", "extension": "57", "type": "voice", "description": "Front desk"},
        {"number": "305-555-0150", "extension": "12"},
    ]
    assert [one["code"] for one in outcome.values("language")] == ["en", "ht"]
    assert all(one.links.keys() == {"phone_id"} for one in outcome.records["language"])
    assert outcome.counts("phones.csv") == (4, 2, 1, 1)
    assert outcome.listed("phones.csv") == {2: "'tset' is no telephone number"}
    assert "type: '9' is no kind of phone we know: left out" in outcome.notes("phones.csv")


def test_a_telephone_of_several_services_is_kept_for_each(tmp_path: Path) -> None:
    services = ONE_SERVICE + "11,1,Math class,active\n12,1,Art class,active\n"
    phones = 'id,service_id,organization_id,number\n1,"10,11,12",1,305-555-0142\n'
    outcome = of_files(
        tmp_path,
        {"organizations.csv": ONE_ORGANIZATION, "services.csv": services, "phones.csv": phones},
    )
    assert [sorted(one.links) for one in outcome.records["phone"]] == [
        ["organization_id", "service_id"],
        ["service_id"],
        ["service_id"],
    ]
    assert outcome.counts("phones.csv") == (1, 1, 0, 0)
