"""A person finds services, in the order that helps her, and is told why."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from xenia.registers.directory.search.index import open_index, rebuild
from xenia.registers.directory.search.request import Relaxed
from xenia.registers.directory.tests.search_makers import (
    CITY_HALL,
    a_directory,
    a_listing,
    a_place,
    ask,
    names,
)

MONDAY_EVENING = datetime(2026, 11, 16, 18, 30)  # noqa: DTZ001 - wall-clock time in the city

CLASS = a_listing("Evening English", terms=["learn.class"], languages=[{"code": "ht"}])
TUTOR = a_listing("A friend to talk with", terms=["learn.tutor"])
LAW = a_listing("Harbor Law Office", terms=["law"], cost="free")
PANTRY = a_listing("Mill Street Food Pantry")
ALL = (CLASS, TUTOR, LAW, PANTRY)


def test_a_person_writing_klas_angle_finds_an_english_class(tmp_path: Path) -> None:
    result = ask(a_directory(tmp_path, *ALL), "klas angle", "ht")
    assert names(result, *ALL)[0] == "Evening English"
    why = {reason.kind: reason for reason in result.hits[0].why}
    assert why["term"].label == "Klas anglè"
    assert why["language"].value == "ht"
    assert result.looked_for == ("Klas anglè",)


def test_a_term_brings_all_that_stands_under_it(tmp_path: Path) -> None:
    result = ask(a_directory(tmp_path, *ALL), "learn english")
    assert set(names(result, *ALL)) == {"Evening English", "A friend to talk with"}


def test_a_term_somebody_gave_comes_before_words_in_a_text(tmp_path: Path) -> None:
    said = a_listing("Other house", description={"en": "We also know of an English class."})
    result = ask(a_directory(tmp_path, said, CLASS), "english class")
    assert names(result, said, CLASS) == ["Evening English", "Other house"]


def test_a_directory_without_terms_is_found_by_its_english_texts(tmp_path: Path) -> None:
    esol = a_listing("ESOL Level 2", description={"en": "Adults learn to speak and write."})
    result = ask(a_directory(tmp_path, esol, LAW, PANTRY), "aprender inglés", "es")
    assert names(result, esol, LAW, PANTRY)[0] == "ESOL Level 2"


def test_what_a_text_begins_with_counts_more_than_what_it_mentions(tmp_path: Path) -> None:
    about = a_listing("Zinnia house", description={"en": "English as a second language for all."})
    mentions = a_listing(
        "Aster house",
        description={"en": "We cook. " * 40 + "Some take English as a second language."},
    )
    result = ask(a_directory(tmp_path, mentions, about), "english class")
    assert names(result, mentions, about) == ["Zinnia house", "Aster house"]
    assert [hit.why[0].kind for hit in result.hits] == ["term", "mentions"]


def test_a_pet_food_bank_does_not_feed_people(tmp_path: Path) -> None:
    pets = a_listing("Pet Food Bank")
    assert names(ask(a_directory(tmp_path, pets, PANTRY), "groceries"), PANTRY, pets) == [
        "Mill Street Food Pantry"
    ]


def test_a_name_is_found_as_it_is_and_misspelt(tmp_path: Path) -> None:
    index = a_directory(tmp_path, *ALL)
    assert names(ask(index, "harbor office"), *ALL)[0] == "Harbor Law Office"
    result = ask(index, "harbr")
    assert names(result, *ALL) == ["Harbor Law Office"]
    assert result.relaxed is Relaxed.SPELLING


def test_texts_of_all_languages_are_searched(tmp_path: Path) -> None:
    bilingual = a_listing(
        "Clinic", name={"en": "Clinic", "zh-hans": "社区诊所", "ar": "عيادة الحي"}
    )
    index = a_directory(tmp_path, bilingual, LAW)
    for words in ("诊所", "社區診所", "العيادة"):
        assert names(ask(index, words), bilingual, LAW) == ["Clinic"], words


def test_nothing_for_the_term_itself_shows_what_is_near_it_and_says_so(tmp_path: Path) -> None:
    result = ask(a_directory(tmp_path, TUTOR, LAW), "english class")
    assert names(result, TUTOR, LAW) == ["A friend to talk with"]
    assert (result.relaxed, result.total, result.near) == (Relaxed.RELATED, 1, 1)


def test_where_there_is_little_what_is_near_comes_after_it_and_is_counted_apart(
    tmp_path: Path,
) -> None:
    result = ask(a_directory(tmp_path, *ALL), "english class")
    assert names(result, *ALL) == ["Evening English", "A friend to talk with"]
    assert (result.relaxed, result.total, result.near) == (Relaxed.NO, 2, 1)


def test_not_every_word_matches_and_we_say_so(tmp_path: Path) -> None:
    result = ask(a_directory(tmp_path, *ALL), "harbor zumba quilting")
    assert names(result, *ALL) == ["Harbor Law Office"]
    assert result.relaxed is Relaxed.SOME_WORDS


def test_only_my_words_takes_them_as_they_are(tmp_path: Path) -> None:
    result = ask(a_directory(tmp_path, *ALL), "klas angle", "ht", only_my_words=True)
    assert (result.total, result.looked_for, result.relaxed) == (0, (), Relaxed.NO)


def test_a_tile_is_browsed_without_words(tmp_path: Path) -> None:
    result = ask(a_directory(tmp_path, *ALL), term="learn")
    assert set(names(result, *ALL)) == {"Evening English", "A friend to talk with"}
    assert result.counts["term:learn.class"] == 1


def test_a_need_gathers_its_terms(tmp_path: Path) -> None:
    assert names(ask(a_directory(tmp_path, *ALL), need="legal"), *ALL) == ["Harbor Law Office"]


def test_without_words_everything_is_shown_by_name(tmp_path: Path) -> None:
    result = ask(a_directory(tmp_path, *ALL))
    assert names(result, *ALL) == sorted(listing["name"]["en"] for listing in ALL)
    assert ask(a_directory(tmp_path, *ALL), "?!").total == len(ALL)


def test_filters_are_cumulative_and_tell_what_each_takes_away(tmp_path: Path) -> None:
    speaks = a_listing("Kreyòl law", terms=["law"], languages=[{"code": "ht"}])
    index = a_directory(tmp_path, *ALL, speaks)
    result = ask(index, "legal help", languages=frozenset({"ht"}), cost_free=True)
    assert result.total == 0
    # Without the language there is the free Harbor office; without the cost the Kreyòl one.
    assert result.without == {"languages": 1, "cost_free": 1}


def test_counts_say_what_one_more_filter_would_leave(tmp_path: Path) -> None:
    speaks = a_listing("Kreyòl law", terms=["law"], languages=[{"code": "ht"}, {"code": "es"}])
    result = ask(a_directory(tmp_path, *ALL, speaks), "legal help")
    assert (result.total, result.counts["cost_free"], result.counts["lang:ht"]) == (2, 1, 1)
    chosen = ask(a_directory(tmp_path, *ALL, speaks), languages=frozenset({"es"}))
    # Another language may be chosen as well: both that speak it are counted.
    assert (chosen.total, chosen.counts["lang:ht"]) == (1, 2)


@pytest.mark.parametrize(
    ("facts", "asked"),
    [
        ({"evening": True}, {"evening": True}),
        ({"weekend": True}, {"weekend": True}),
        ({"remote": True}, {"remote": True}),
        ({"accessible": True}, {"accessible": True}),
        ({"interpreter": True}, {"interpreter": True}),
        ({"asks_status": "no"}, {"no_status": True}),
        ({"needs_id": "no"}, {"no_id": True}),
        ({"cost": "free"}, {"cost_free": True}),
        ({"places": [{"area": "east"}]}, {"area": "east"}),
        (
            {"schedules": [{"byday": "MO", "opens_at": "18:00", "closes_at": "20:00"}]},
            {"open_at": MONDAY_EVENING},
        ),
    ],
)
def test_each_filter_keeps_what_says_so(
    tmp_path: Path, facts: dict[str, Any], asked: dict[str, Any]
) -> None:
    open_door = a_listing("Open door", **facts)
    index = a_directory(tmp_path, open_door, a_listing("Silent house"))
    result = ask(index, **asked)
    assert names(result, open_door) == ["Open door"]
    assert next(iter(asked)) in {reason.kind for reason in result.hits[0].why}


def test_what_is_open_now_is_counted_before_anybody_asks_for_it(tmp_path: Path) -> None:
    monday = [{"byday": "MO", "opens_at": "18:00", "closes_at": "20:00"}]
    once = [{**monday[0], "valid_from": "2026-11-16", "valid_to": "2026-11-16"}]
    index = a_directory(
        tmp_path, a_listing("A", schedules=monday), a_listing("B", schedules=once), a_listing("C")
    )
    assert ask(index, now=MONDAY_EVENING).counts["open_at"] == 2


def test_a_mandarin_speaking_service_is_found_by_who_reads_simplified_chinese(
    tmp_path: Path,
) -> None:
    clinic = a_listing("Clinic", languages=[{"code": "cmn"}])
    index = a_directory(tmp_path, clinic, LAW)
    assert names(ask(index, languages=frozenset({"zh-hans"})), clinic) == ["Clinic"]


def test_the_nearer_of_two_alike_comes_first_with_its_miles(tmp_path: Path) -> None:
    near = a_listing("Zinnia class", terms=["learn.class"], places=[a_place(9), a_place(0.5)])
    far = a_listing("Aster class", terms=["learn.class"], places=[a_place(6)])
    result = ask(a_directory(tmp_path, far, near), "english class", point=CITY_HALL)
    assert names(result, near, far) == ["Zinnia class", "Aster class"]
    assert result.hits[0].miles == pytest.approx(0.5, abs=0.01)


def test_sorted_by_distance_a_service_without_a_place_comes_last(tmp_path: Path) -> None:
    near = a_listing("Near", places=[a_place(1)])
    far = a_listing("Far", places=[a_place(3)])
    phone = a_listing("By phone")
    result = ask(a_directory(tmp_path, phone, far, near), point=CITY_HALL, sort="nearest")
    assert names(result, near, far, phone) == ["Near", "Far", "By phone"]
    assert result.hits[2].miles is None


def test_only_places_within_so_many_miles(tmp_path: Path) -> None:
    near, far = a_listing("Near", places=[a_place(1)]), a_listing("Far", places=[a_place(3)])
    result = ask(a_directory(tmp_path, near, far), point=CITY_HALL, within_miles=2)
    assert names(result, near, far) == ["Near"]


def test_a_confidential_place_gives_neither_distance_nor_area_nor_street(tmp_path: Path) -> None:
    hidden = a_place(
        1, confidential=True, area="east", address=["9 Secret Lane"], name="Wren House"
    )
    house = a_listing("Safe house", places=[hidden])
    index = a_directory(tmp_path, house)
    assert ask(index, point=CITY_HALL).hits[0].miles is None
    assert ask(index, area="east").total == 0
    assert ask(index, "secret lane", only_my_words=True).total == 0
    assert ask(index, "wren house", only_my_words=True).total == 0


def test_what_nobody_confirmed_for_long_comes_later(tmp_path: Path) -> None:
    stale = a_listing("A class", terms=["learn.class"], assured_on="2024-01-01")
    fresh = a_listing("B class", terms=["learn.class"], assured_on="2026-09-01")
    result = ask(a_directory(tmp_path, stale, fresh), "english class")
    assert names(result, stale, fresh) == ["B class", "A class"]


def test_what_has_ended_is_not_found_and_what_is_closed_for_a_while_is(tmp_path: Path) -> None:
    ended = a_listing("Ended class", terms=["learn.class"], status="defunct")
    paused = a_listing("Paused class", terms=["learn.class"], status="temporarily closed")
    result = ask(a_directory(tmp_path, ended, paused), "english class")
    assert names(result, ended, paused) == ["Paused class"]


def test_pages_follow_each_other_without_a_gap(tmp_path: Path) -> None:
    many = [a_listing(f"Class {number:03}", terms=["learn.class"]) for number in range(25)]
    index = a_directory(tmp_path, *many)
    found = [
        name
        for page in (1, 2, 3)
        for name in names(ask(index, "english class", page=page, page_size=10), *many)
    ]
    assert found == [f"Class {number:03}" for number in range(25)]
    assert ask(index, "english class", page=4, page_size=10).hits == ()


def test_an_empty_directory_answers(tmp_path: Path) -> None:
    index = a_directory(tmp_path)
    assert ask(index, "english class").total == 0
    assert ask(index, point=CITY_HALL, open_at=MONDAY_EVENING, sort="nearest").total == 0


def test_what_serves_only_other_areas_is_left_out_for_who_said_where_she_lives_and_told(
    tmp_path: Path,
) -> None:
    here = a_listing("Near school", terms=["law"], serves=["east", "north"])
    there = a_listing("Far school", terms=["law"], serves=["west"])
    index = a_directory(tmp_path, LAW, here, there)
    result = ask(index, "legal help", lives_in="east")
    assert sorted(names(result, LAW, here, there)) == ["Harbor Law Office", "Near school"]
    assert (result.total, result.elsewhere) == (2, 1)
    assert result.without["lives_in"] == 3
    anyway = ask(index, "legal help", lives_in="east", any_area=True)
    assert (anyway.total, anyway.elsewhere) == (3, 1)
    # Who does not say where she lives sees everything.
    assert (ask(index, "legal help").total, ask(index, "legal help").elsewhere) == (3, 0)


def test_an_area_that_no_service_names_still_leaves_out_what_is_for_others(tmp_path: Path) -> None:
    there = a_listing("Far school", terms=["law"], serves=["west"])
    result = ask(a_directory(tmp_path, LAW, there), "legal help", lives_in="south")
    assert (names(result, LAW, there), result.elsewhere) == (["Harbor Law Office"], 1)


def test_who_is_not_understood_is_shown_who_knows_the_city(tmp_path: Path) -> None:
    letters = a_listing("Letter readers", terms=["city-services.forms"])
    rebuild([letters, a_listing("Rose walk")], tmp_path)
    index = open_index(tmp_path)
    result = ask(index, "zorglub frobnik")
    assert names(result, letters) == ["Letter readers"]
    assert (result.relaxed, result.total, result.near) == (Relaxed.HELPERS, 1, 1)
    assert ask(index, "zorglub frobnik", only_my_words=True).total == 0
