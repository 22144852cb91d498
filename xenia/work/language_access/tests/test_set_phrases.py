"""Set phrases stand in all twelve languages, as drafts, and name a day where one belongs into them."""

from datetime import date

import pytest

from xenia.ground.translations.models import TranslatedText
from xenia.work.language_access.models import SetPhrase
from xenia.work.language_access.models.set_phrase import DAY
from xenia.work.language_access.operations.set_phrases import (
    DayIsMissing,
    keep_set_phrases,
    phrases_of_the_file,
    with_day,
)
from xenia.work.language_access.queries.set_phrases import phrases_in
from xenia.work.language_access.tests.text_makers import MONDAY

TWELVE = {
    "en", "ar", "es", "fr", "ht", "kea", "pt-br", "ru", "so", "vi", "zh-hans", "zh-hant",
}  # fmt: skip


def test_every_phrase_stands_in_all_twelve_languages_with_its_day() -> None:
    phrases = phrases_of_the_file()
    assert 12 <= len(phrases) <= 20
    for said in phrases.values():
        assert set(said) == TWELVE
        assert {DAY in text for text in said.values()} == {DAY in said["en"]}
        assert len({text for language, text in said.items() if language != "zh-hant"}) >= 11


@pytest.mark.django_db
def test_they_come_in_as_drafts_nobody_answers_for_and_nothing_of_the_offices_is_overwritten() -> (
    None
):
    assert keep_set_phrases(at=MONDAY) == len(phrases_of_the_file())
    rows = TranslatedText.objects.filter(record_type="language_access.setphrase")
    assert set(rows.values_list("status")) == {("draft",)}
    assert not rows.exclude(written_by=None).exists()
    phrase = SetPhrase.objects.get(code="thanks")
    phrase.text = "Thank you so much."
    phrase.save()
    assert keep_set_phrases(at=MONDAY) == 0
    phrase.refresh_from_db()
    assert phrase.text == "Thank you so much."
    (changed,) = [one for one in phrases_in("ht") if one.phrase.pk == phrase.pk]
    assert changed.text == "", "a translation of other words is not offered"


def test_a_day_is_written_as_its_reader_writes_days() -> None:
    said = phrases_of_the_file()["got_message"]
    day = date(2026, 11, 6)
    assert with_day(said["en"], day, "en").endswith("by November 6, 2026.")
    assert "6 de noviembre" in with_day(said["es"], day, "es")
    assert "11月6日" in with_day(said["zh-hant"], day, "zh-hant")
    with pytest.raises(DayIsMissing):
        with_day(said["en"], None, "en")
