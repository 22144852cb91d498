"""The report on paper: people who listen hear all of it, and no word in it is ever a command."""

import re
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xenia.insight.reports.document import Paragraph
from xenia.insight.reports.document.fonts import letters
from xenia.insight.reports.document.html import drawings
from xenia.insight.reports.document.model import Listing
from xenia.insight.reports.document.pdf import as_pdf
from xenia.insight.reports.document.pdf_check import check, nodes, tag
from xenia.insight.reports.tests.documents import a_document, a_measure, shown_of, split_of
from xenia.insight.reports.tests.scanning import paper_text

pytest.importorskip("typst")
COMMANDS = (
    "#panic(1)",
    "$x$ *b* _i_ `c` @label <l> = h",
    "#{",
    '"\\"',
    "[x](y)",
    "\\u{41} //c /*",
    "~ -- ---",
)


@pytest.mark.parametrize("language", ["en", "es", "ar", "zh-hant", "kea"])
def test_people_who_listen_hear_all_of_it(language: str) -> None:
    document = a_document(language)
    checked = check(as_pdf(document, drawings(document)))
    assert checked.failures == ()
    assert checked.language.split("-")[0] == language.split("-", maxsplit=1)[0]
    assert checked.title == f"{document.title} – {document.office}"
    tables = [*document.tables()]
    listed = [b for s in document.sections for b in s.blocks if isinstance(b, Listing)]
    assert checked.tags["Table"] == len(tables) + len(listed)
    heads = sum(1 + len(table.columns) for table in tables) + sum(len(one.heads) for one in listed)
    rows = sum(len(one.rows) for one in tables) + sum(len(one.rows) for one in listed)
    assert checked.tags["TH"] == heads + rows


def test_a_cell_leads_to_the_headers_of_its_row_and_of_its_column() -> None:
    import pikepdf

    document = a_document()
    with pikepdf.open(BytesIO(as_pdf(document, {}))) as paper:
        root = paper.Root.StructTreeRoot
        names = list(root.IDTree.Kids[0].Names)
        known = dict(zip(map(str, names[::2]), names[1::2], strict=True))
        cells = [one for one in nodes(root) if tag(one) == "TD"]
        headers = [[known[str(name)] for name in one.A[0].Headers] for one in cells]
    assert len(known) == len(names) // 2
    for both in headers:
        assert [str(one.A[0].Scope) for one in both] == ["/Column", "/Row"]


def test_a_table_of_one_row_has_a_header_for_it() -> None:
    measure = a_measure("alone.people", "(B)(2)", "People alone")
    document = a_document(shown={measure.code: shown_of(measure)}, only=("needs",))
    checked = check(as_pdf(document, {}))
    assert (checked.failures, checked.tags["TH"], checked.tags["TR"]) == ((), 3, 2)


def test_a_check_tells_what_a_plain_pdf_lacks() -> None:
    import pikepdf

    out = BytesIO()
    with pikepdf.new() as plain:
        plain.add_blank_page()
        plain.save(out)
    said = " ".join(check(out.getvalue()).failures)
    for missing in ("language", "title", "tagged", "heading", "PDF/UA-1"):
        assert missing in said


def test_a_picture_with_arabic_words_is_printed() -> None:
    title = "المساعدة القانونية لغير الأطفال"
    measure = a_measure(
        "arabic.people", "(B)(2)", title, splits=(split_of("way", title, {"a": title, "b": "فقه"}),)
    )
    document = a_document("ar", shown={measure.code: shown_of(measure)})
    assert check(as_pdf(document, drawings(document))).failures == ()


def printed(texts: list[str]) -> str:
    """What the paper says of these texts, without the spaces and breaks that setting adds."""
    words = tuple(Paragraph(text) for text in texts)
    document = a_document(shown={}, beside=None, texts={"letter": words}, only=("letter",))
    return re.sub(r"\s|\ufffe|-", "", paper_text(as_pdf(document, {})))


def test_no_word_is_a_command() -> None:
    text = printed(list(COMMANDS))
    for one in COMMANDS:
        assert re.sub(r"\s|-", "", one) in text


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(max_size=40), min_size=1, max_size=12))
def test_any_text_can_be_printed(texts: list[str]) -> None:
    assert printed(texts)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=20))
)
def test_plain_text_is_printed_as_it_was_written(texts: list[str]) -> None:
    text = printed(texts)
    for one in texts:
        assert one.replace("-", "") in text


def test_a_character_without_a_letter_is_marked_and_a_control_left_out() -> None:
    known = letters("a\U000e0041\x07\U0001f9ff")
    assert known.printable("a\x07\u200fb\U0001f9ff") == "ab?"
