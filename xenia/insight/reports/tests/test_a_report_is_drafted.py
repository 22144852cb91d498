"""A report is begun, its words are written by several people, remarks are seen to."""

from typing import Any

import pytest

from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.transitions import WrongState
from xenia.ground.translations.models import TranslatedText
from xenia.ground.translations.operations import review_translation, write_translations
from xenia.insight.reports.models import Report
from xenia.insight.reports.operations.drafting import (
    AlreadyBegun,
    SaysNothing,
    WrittenMeanwhile,
    begin_report,
    open_remark_again,
    remark,
    settle_remark,
    write_words,
)
from xenia.insight.reports.operations.signing import sign
from xenia.insight.reports.tests.makers import (
    AFTER,
    YEAR,
    a_locked_year,
    a_report,
    signed_twice,
)

pytestmark = pytest.mark.django_db


def test_a_year_has_one_open_report() -> None:
    first = a_report()
    with pytest.raises(AlreadyBegun) as refused:
        begin_report(year=YEAR, by=a_user(Role.DIRECTOR), at=AFTER)
    assert refused.value.report == first


def test_the_next_version_says_what_changed_and_keeps_the_words() -> None:
    a_locked_year()
    director = a_user(Role.DIRECTOR)
    first = a_report(director)
    write_words(report=first, part="letter", text="Dear Council", seen="", by=director, at=AFTER)
    signed_twice(first)
    Report.objects.filter(pk=first.pk).update(status=Report.Status.POSTED)
    with pytest.raises(SaysNothing):
        begin_report(year=YEAR, by=director, at=AFTER)
    second = begin_report(year=YEAR, by=director, at=AFTER, what_changed="A partner counted anew.")
    assert second.version == 2
    assert second.narratives.get(part="letter").text == "Dear Council"


def test_the_next_version_keeps_the_words_of_every_language_and_who_reviewed_them() -> None:
    a_locked_year()
    director = a_user(Role.DIRECTOR)
    first = a_report(director)
    words = write_words(
        report=first, part="letter", text="Dear Council", seen="", by=director, at=AFTER
    )
    said = {"text": {"es": "Estimado Concejo", "fr": "Cher Conseil"}}
    write_translations(record=words, texts=said, by=director, at=AFTER)
    spanish = TranslatedText.objects.get(language="es")
    review_translation(text=spanish, by=a_user(Role.LANGUAGE_ACCESS_OFFICE), at=AFTER)
    signed_twice(first)
    Report.objects.filter(pk=first.pk).update(status=Report.Status.POSTED)
    second = begin_report(year=YEAR, by=director, at=AFTER, what_changed="A partner counted anew.")
    carried = TranslatedText.objects.filter(record_id=second.narratives.get(part="letter").pk)
    assert {one.language: (one.text, one.status) for one in carried} == {
        "es": ("Estimado Concejo", "reviewed"),
        "fr": ("Cher Conseil", "draft"),
    }
    assert TranslatedText.objects.filter(record_id=words.pk).count() == 2


def test_words_of_several_lines_are_changed_from_any_browser() -> None:
    """A form sends the ends of lines as two signs, whatever was kept."""
    report, by = a_report(), a_user(Role.DIRECTOR)
    letter: dict[str, Any] = {"report": report, "part": "letter", "by": by, "at": AFTER}
    write_words(text="Dear Council\n\nHousing first.", seen="", **letter)
    sent = "Dear Council\r\n\r\nHousing first."
    changed = write_words(text="Dear Council\r\n\r\nWork first.", seen=sent, **letter)
    assert changed.text == "Dear Council\n\nWork first."


def test_who_writes_over_newer_words_is_told_and_nothing_is_lost() -> None:
    report, ana, linh = a_report(), a_user(Role.DIRECTOR), a_user(Role.POLICY_ANALYST)
    write_words(report=report, part="needs", text="Housing first.", seen="", by=ana, at=AFTER)
    with pytest.raises(WrittenMeanwhile) as told:
        write_words(report=report, part="needs", text="Work first.", seen="", by=linh, at=AFTER)
    assert told.value.now == "Housing first."
    assert report.narratives.get().text == "Housing first."


def test_a_part_no_report_has_is_refused() -> None:
    with pytest.raises(KeyError):
        write_words(report=a_report(), part="weather", text="x", seen="", by=a_user(), at=AFTER)


def test_signed_words_stand_still() -> None:
    a_locked_year()
    report = a_report()
    sign(report=report, version=0, by=a_user(Role.DIRECTOR), at=AFTER)
    with pytest.raises(WrongState):
        write_words(report=report, part="letter", text="x", seen="", by=a_user(), at=AFTER)


def test_a_remark_is_seen_to_and_may_be_open_again() -> None:
    report, counsel = a_report(), a_user(Role.COUNSEL)
    said = remark(report=report, part="legal", text="Cite the clause.", by=counsel, at=AFTER)
    settled = settle_remark(remark=said, by=counsel, at=AFTER)
    assert settled.settled_by_id == counsel.pk
    assert open_remark_again(remark=settled, by=counsel, at=AFTER).settled_at is None
    with pytest.raises(SaysNothing):
        remark(report=report, part="legal", text="  ", by=counsel, at=AFTER)
