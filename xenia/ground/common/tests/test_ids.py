"""Ids say nothing, and come out the same where they must."""

from hypothesis import given
from hypothesis import strategies as st

from xenia.ground.common.ids import lasting_id, new_id

PARTS = st.lists(
    st.text(st.characters(codec="utf-8", exclude_characters="\x1f")), min_size=1, max_size=4
)


def test_a_new_id_says_neither_when_nor_after_whom_it_was_made() -> None:
    ids = [new_id() for _time in range(200)]
    assert len(set(ids)) == 200
    assert {one.version for one in ids} == {4}
    assert ids != sorted(ids)


@given(parts=PARTS)
def test_the_same_row_of_a_source_has_the_same_id_for_ever(parts: list[str]) -> None:
    assert lasting_id(*parts) == lasting_id(*parts)


@given(one=PARTS, other=PARTS)
def test_different_rows_have_different_ids(one: list[str], other: list[str]) -> None:
    assert (lasting_id(*one) == lasting_id(*other)) == (one == other)


def test_parts_do_not_run_into_each_other() -> None:
    assert lasting_id("ab", "c") != lasting_id("a", "bc")


def test_an_id_of_today_is_an_id_of_tomorrow() -> None:
    # Written down once: if it changes, every record imported before would come in again.
    assert str(lasting_id("dc", "service", "17")) == "c3fe37e8-e6aa-50fb-b01c-f548829d333e"
