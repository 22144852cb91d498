"""Text as it came out of other systems is readable again, and nothing of it is lost."""

import pytest

from xenia.registers.directory.importers.clean import (
    clean_line,
    clean_text,
    match_key,
    says_nothing,
)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("cafÃ©", "café"),
        ("donâ€™t", "don’t"),
        ("ÃƒÂ©", "é"),
        ("community\u00a0services", "community services"),
        ("&rsquo;", "’"),
        ("R&amp;amp;D", "R&D"),
        ("\ufeffName", "Name"),
        ("a\x00b\x07c", "abc"),
        ("a\x92s", "a’s"),
        ("zero\u200bwidth", "zerowidth"),
        ('="00123"', "00123"),
        ("NULL", ""),
        ("\\N", ""),
        ("  two   spaces ", "two spaces"),
    ],
)
def test_broken_characters_are_put_right(typed: str, read: str) -> None:
    assert clean_text(typed) == read


def test_written_out_line_ends_become_line_ends() -> None:
    assert clean_text("Support.\\n\t    \tMore\\r\\nhelp") == "Support.\nMore\nhelp"
    assert clean_line("two\\nlines") == "two lines"


def test_tags_go_and_their_words_stay() -> None:
    html = "<p>Free <b>classes</b></p><ul><li>English<li>Math</ul><script>alert(1)</script>"
    assert clean_text(html) == "Free classes\n\n- English\n- Math"


def test_a_link_keeps_its_address() -> None:
    assert (
        clean_text('Apply <a href="https://a.org/x">here</a>.') == "Apply here (https://a.org/x)."
    )


@pytest.mark.parametrize(
    "text", ["<18 years", "AT&T", "3 > 2", "C:\\new", "São NÃO", "نص عربي", "课程", "Kreyòl"]
)
def test_what_only_looks_like_markup_or_damage_stays(text: str) -> None:
    assert clean_text(text) == text


def test_none_is_an_answer_in_a_text_but_no_value_elsewhere() -> None:
    assert clean_text("None") == "None"
    assert says_nothing("N/A")
    assert not says_nothing("12")


def test_names_are_compared_without_case_accents_and_legal_forms() -> None:
    assert match_key("The Café & Friends, Inc.") == match_key("CAFE and friends")
    assert match_key("North House") != match_key("South House")
