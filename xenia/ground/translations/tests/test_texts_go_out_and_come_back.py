"""Any text survives a translator's file, XLIFF or CSV; hostile files are refused with a sentence."""

import csv
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from io import StringIO
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xenia.ground.translations.exchange import (
    FORMATS,
    LARGEST,
    MOST_ROWS,
    ExchangeRow,
    NotReadable,
    read_file,
    sheet,
    xliff,
)
from xenia.ground.translations.exchange.rows import REASONS, lost_holes
from xenia.ground.translations.exchange.terms import Agreement, read_terms, write_terms
from xenia.ground.translations.forms.exchange import WHY_NOT
from xenia.ground.translations.models import GlossaryTerm

# Every character there is but lone halves of pairs, which no UTF-8 file can hold.
ANY = st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
TRICKY = st.lists(
    st.sampled_from(
        [
            *[
                "=1+1",
                "-2",
                "+3",
                "@x",
                "'",
                "''=",
                "\t",
                "\r",
                "\n",
                "\r\n",
                '"',
                ",",
                ";",
                "<b>",
                "&amp;",
            ],
            *[
                "]]>",
                "{name}",
                "%(days)s",
                "%s",
                "{}",
                "%%",
                "\x00",
                "\x07",
                "\x0b",
                "\ufffe",
                "\ufeff",
            ],
            *["\u2028", "\u200f", "\u202e", "مرحبا", "שלום", "你好", "Kreyòl", "😀", " ", "  "],
        ]
    ),
    min_size=1,
    max_size=8,
).map("".join)
TEXT = st.one_of(ANY, TRICKY)


def a_row(source: str = "English class", text: str = "Klas angle", **said: object) -> ExchangeRow:
    row = ExchangeRow(
        number=1,
        kind="directory.service",
        record="3f0a0d6e-0000-4000-8000-000000000001",
        field="name",
        language="ht",
        name="English class: Name",
        source=source,
        text=text,
        state="draft",
        source_mark="00ff",
        text_mark="ff00",
    )
    return replace(row, **said)  # type: ignore[arg-type]


@given(source=TEXT, text=TEXT, name=TEXT, is_vital=st.booleans())
def test_any_text_survives_xliff(source: str, text: str, name: str, is_vital: bool) -> None:
    row = a_row(source, text, name=name, is_vital=is_vital)
    (back,) = xliff.read(xliff.write([row], "ht").encode())
    assert (back.source, back.text, back.is_vital) == (source, text, is_vital)
    assert (back.kind, back.record, back.field, back.language) == (
        row.kind,
        row.record,
        row.field,
        "ht",
    )
    assert (back.source_mark, back.text_mark, back.state) == ("00ff", "ff00", "draft")


@given(source=TEXT, text=TEXT, name=TEXT)
def test_any_text_survives_csv(source: str, text: str, name: str) -> None:
    row = a_row(source, text, name=name)
    (back,) = sheet.read(sheet.write([row], "ht").encode())
    assert replace(back, number=1) == row


@given(texts=st.lists(TEXT, min_size=1, max_size=5))
def test_many_texts_of_several_kinds_stay_in_order(texts: list[str]) -> None:
    rows = [
        a_row(text=text, number=number, kind=f"room.kind{number // 3}", record=str(uuid4()))
        for number, text in enumerate(texts, start=1)
    ]
    assert [row.text for row in xliff.read(xliff.write(rows, "ar").encode())] == texts
    back = xliff.read(xliff.write(rows, "ar").encode())
    assert [(row.number, row.kind, row.record) for row in back] == [
        (row.number, row.kind, row.record) for row in rows
    ]


@given(term=TEXT, words=TEXT, note=TEXT)
def test_any_term_survives_its_sheet(term: str, words: str, note: str) -> None:
    if "\0" in term + words or not term.strip() or not words.strip():
        return
    kept = GlossaryTerm(language="ht", term=term, translation=words, note=note)
    ((_number, back),) = read_terms(write_terms([kept]).encode())
    assert back == Agreement("ht", term.strip(), words.strip(), note=note.strip())


@pytest.mark.parametrize("danger", ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "'=1"])
def test_no_cell_is_a_formula(danger: str) -> None:
    written = sheet.write([a_row(danger, danger, name=danger)], "ht")
    cells = next(csv.DictReader(StringIO(written.removeprefix("\ufeff"), newline="")))
    assert all(cells[name].startswith("'") for name in ("source", "translation", "where"))


def test_a_word_that_begins_with_an_apostrophe_keeps_it() -> None:
    (back,) = sheet.read(sheet.write([a_row(text="'n ale")], "ht").encode())
    assert back.text == "'n ale"


def test_a_sheet_may_come_back_with_semicolons_and_without_our_marks() -> None:
    lines = "kind;record;field;language;source;translation\nk;r;f;ht;One;Youn\n;;;;;\n"
    assert sheet.read(lines.encode()) == [
        ExchangeRow(2, "k", "r", "f", "ht", name="", source="One", text="Youn")
    ]


def test_places_are_protected_and_vital_words_say_so_in_xliff() -> None:
    written = xliff.write([a_row("Hello {name}", "Bonjou {name}", is_vital=True)], "ht")
    assert "{name}</source>" not in written
    assert '<data id="d0">{name}</data>' in written
    assert 'category="vital"' in written
    (back,) = xliff.read(written.encode())
    assert (back.source, back.text) == ("Hello {name}", "Bonjou {name}")


def test_a_translators_program_may_part_and_mark_a_text() -> None:
    units = """<unit id="abc.name" xmlns:x="urn:other"><x:own>1</x:own>
      <segment><source>One. </source><target>Youn. </target></segment>
      <ignorable><source> </source><target> </target></ignorable>
      <segment><source>Two.</source><target><mrk id="m1">De</mrk><pc id="1">.</pc></target></segment></unit>"""
    (back,) = xliff.read(document(units))
    assert (back.record, back.field, back.source, back.text) == (
        "abc",
        "name",
        "One.  Two.",
        "Youn.  De.",
    )


@pytest.mark.parametrize(
    ("source", "text", "lost"),
    [
        ("Hello {name}", "Bonjou {name}", []),
        ("Hello {name}", "Bonjou", ["{name}"]),
        ("Hello {name}", "Bonjou {non}", ["{name}", "{non}"]),
        ("%s of %s", "%s", ["%s"]),
        ("Free", "100% gratis", []),
    ],
)
def test_lost_places_are_named(source: str, text: str, lost: list[str]) -> None:
    assert lost_holes(source, text) == lost


def document(units: str, *, version: str = "2.0", before: str = "", language: str = "ht") -> bytes:
    target = f'trgLang="{language}"' if language else ""
    return (
        f'{before}<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="{version}" '
        f'srcLang="en" {target}><file id="k">{units}</file></xliff>'
    ).encode()


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
READS = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
UNIT = "<unit id='r.f'><segment><source>{}</source><target>{}</target></segment></unit>"
OLD = b'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file/></xliff>'
HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a billion laughs": (
        "a.xlf", lambda: document(UNIT.format("&b;", "&b;"), before=LAUGHS), "declares_entities",
    ),
    "another file": (
        "a.xlf", lambda: document(UNIT.format("&a;", ""), before=READS), "declares_entities",
    ),
    "a deep well": (
        "a.xlf", lambda: document(UNIT.format("<pc>" * 5000 + "</pc>" * 5000, "")), "too_deep",
    ),
    "half a file": ("a.xlf", lambda: document(UNIT)[:150], "broken_xml"),
    "no letters": ("a.xlf", lambda: b"\x00\x01\x02", "broken_xml"),
    "nothing": ("a.xlf", lambda: b"", "broken_xml"),
    "an unknown encoding": ("a.xlf", lambda: b'<?xml version="1.0" encoding="x-nope"?><a/>', "broken_xml"),
    "an impossible letter": (
        "a.xlf", lambda: document(UNIT.format("", '<cp hex="FFFFFFFF"/>')), "broken_xml",
    ),
    "the old version": ("a.xlf", lambda: OLD, "other_version"),
    "another root": ("a.xlf", lambda: b"<html/>", "other_version"),
    "no language": ("a.xlf", lambda: document("", language=""), "no_language"),
    "too many units": (
        "a.xlf", lambda: document("<unit id='a.b'/>" * (MOST_ROWS + 1)), "too_many",
    ),
    "a spreadsheet": ("a.xlsx", lambda: b"PK", "unknown_ending"),
    "too much": ("a.csv", lambda: b"a" * (LARGEST + 1), "too_large"),
    "latin letters": ("a.csv", lambda: "kind,é".encode("latin-1"), "not_utf8"),
    "other columns": ("a.csv", lambda: b"a,b\n1,2\n", "no_columns"),
    "no row": ("a.csv", lambda: sheet.write([], "ht").encode(), "no_columns"),
    "an endless cell": (
        "a.csv", lambda: b"language,kind,record,field,source,translation\n" + b"x" * 200_000, "broken_sheet",
    ),
    "too many rows": (
        "a.csv",
        lambda: b"language,kind,record,field,source,translation\n" + b"ht,k,r,f,s,t\n" * (MOST_ROWS + 1),
        "too_many",
    ),
}  # fmt: skip


@pytest.mark.parametrize("file", HOSTILE, ids=str)
def test_a_hostile_or_broken_file_is_refused_with_a_sentence(file: str) -> None:
    name, content, reason = HOSTILE[file]
    with pytest.raises(NotReadable) as refused:
        read_file(name, content())
    assert refused.value.reason == reason


def test_each_reason_has_its_sentence() -> None:
    assert set(REASONS) == set(WHY_NOT)
    assert {reason for _name, _content, reason in HOSTILE.values()} == set(REASONS)


@given(content=st.binary(max_size=300), name=st.sampled_from(["a.xlf", "a.csv"]))
def test_no_file_whatever_makes_us_stumble(content: bytes, name: str) -> None:
    with suppress(NotReadable):
        read_file(name, content)


def test_each_format_is_found_again_by_its_name() -> None:
    for one in FORMATS.values():
        written = one.write([a_row()], "ht")
        assert [row.text for row in read_file(f"x{one.ending}", written.encode())] == ["Klas angle"]
