"""A department has a document translated: one person writes it, another stands behind it, versions are kept."""

from typing import Any

import pytest

from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.transitions import WrongState
from xenia.ground.ledger.models import Entry
from xenia.ground.notifications.models import OutboxMessage
from xenia.work.language_access import text_kinds
from xenia.work.language_access.models import DocumentLanguage, TextVersion
from xenia.work.language_access.models.text_work import TextStatus
from xenia.work.language_access.models.vital_document import TranslationState
from xenia.work.language_access.operations import do_not_send
from xenia.work.language_access.operations.document_texts import (
    AnotherDepartment,
    NoLanguage,
    NotWantedAnyMore,
    cancel_translation_request,
    change_source,
)
from xenia.work.language_access.operations.plans import ChangedMeanwhile, mark_of
from xenia.work.language_access.operations.text_reading import (
    approve_text,
    deliver_document_text,
    document_mark,
    publish_text,
    send_text_back,
)
from xenia.work.language_access.operations.text_work import (
    NotATranslator,
    NotHers,
    NothingWritten,
    TextChanged,
    ask_translator,
    candidates,
    decline_text,
    take_back_text,
)
from xenia.work.language_access.queries.texts import lines_of, whole_request
from xenia.work.language_access.tests.makers import a_clinic, an_interpreter
from xenia.work.language_access.tests.plan_makers import a_paper
from xenia.work.language_access.tests.text_makers import (
    FRIDAY,
    KREYOL,
    MONDAY,
    SOURCE,
    TUESDAY,
    a_request,
    a_translator,
    approved,
    delivered,
    taken,
    the_work,
)

pytestmark = pytest.mark.django_db
NEW_SOURCE = "Bring this form to the clinic.\n\nIt costs nothing."


def counted(kind: str) -> list[tuple[str, str, int]]:
    rows = Entry.objects.filter(kind=kind).order_by("language")
    return [(one.language, one.mode, one.quantity) for one in rows]


def test_a_document_goes_from_a_department_to_two_people_and_out() -> None:
    clinic, clerk = a_clinic()
    translator, reader = a_translator(), a_translator(name="Jean Pierre")
    request = a_request(clinic, by=clerk)
    work = approved(request, translator, reader[1])
    assert work.status == TextStatus.APPROVED
    publish_text(work=work, url="https://clinic.example/ht", by=clerk, at=TUESDAY)
    version = TextVersion.objects.get()
    assert (version.text, version.by_id, version.read_by_id) == (
        KREYOL,
        translator[1].pk,
        reader[1].pk,
    )
    assert version.published_on == TUESDAY.date()


def test_it_is_counted_by_language_and_department_and_its_words_apart_from_characters() -> None:
    clinic, clerk = a_clinic()
    request = a_request(clinic, by=clerk, text=f"{SOURCE}\n\n诊所")
    approved(request, a_translator(), a_translator(name="Jean Pierre")[1])
    assert counted(text_kinds.ASKED) == [("ht", "document", 1)]
    assert counted(text_kinds.DELIVERED) == [("ht", "document", 1)]
    assert counted(text_kinds.WORDS) == [("ht", "document", 9)]
    assert counted(text_kinds.CHARACTERS) == [("ht", "document", 2)]
    entry = Entry.objects.get(kind=text_kinds.DELIVERED)
    assert (entry.department, entry.outcome) == (clinic.pk, "in_time")


def test_the_best_credential_comes_first_then_the_lightest_desk() -> None:
    plain, _user = a_translator(rank=0, name="Nobody’s Word")
    loaded, her = a_translator(rank=2, name="Full Desk")
    light, _other = a_translator(rank=2, name="Empty Desk")
    taken(a_request(text="word " * 500), loaded, her)
    work = the_work(a_request(title="Another form"))
    people = [one.person.pk for one in candidates(work, MONDAY)]
    assert people == [light.pk, loaded.pk, plain.pk]


def test_only_who_writes_this_direction_with_an_account_is_asked() -> None:
    speaks = an_interpreter("ht", ways=("phone", "video"))
    other, _user = a_translator("so")
    nobody_signed_in = an_interpreter("ht", ways=("written",))
    work = the_work(a_request())
    for somebody in (speaks, other, nobody_signed_in):
        with pytest.raises(NotATranslator):
            ask_translator(work=work, translator=somebody, by=None, at=MONDAY)


def test_whom_a_department_is_not_sent_is_not_asked() -> None:
    clinic, _clerk = a_clinic()
    translator, _user = a_translator()
    do_not_send(interpreter=translator, organization=clinic, reason="quality", by=None, at=MONDAY)
    assert candidates(the_work(a_request(clinic)), MONDAY) == []


def test_who_says_no_is_not_asked_again_and_the_office_hears_of_it() -> None:
    translator, user = a_translator()
    work = the_work(a_request())
    ask_translator(work=work, translator=translator, by=None, at=MONDAY)
    before = OutboxMessage.objects.filter(recipient_id=None).count()
    decline_text(work=work, by=user, at=MONDAY)
    work = the_work(work.request)
    assert (work.status, work.translator_id) == (TextStatus.WAITING, None)
    assert candidates(work, MONDAY) == []
    assert OutboxMessage.objects.filter(recipient_id=None).count() == before + 1


def test_who_wrote_it_does_not_read_it() -> None:
    translator, user = a_translator()
    work = delivered(a_request(), translator, user)
    with pytest.raises(NotHers):
        approve_text(work=work, number=1, by=user, at=TUESDAY)
    assert the_work(work.request).status == TextStatus.DELIVERED


def test_who_does_not_write_both_languages_does_not_read_it() -> None:
    work = delivered(a_request(), *a_translator())
    for somebody in (a_translator("so", name="Other")[1], a_user(Role.DIRECTOR)):
        with pytest.raises(NotHers):
            approve_text(work=work, number=1, by=somebody, at=TUESDAY)


def test_a_text_sent_back_says_why_and_comes_again_as_a_new_version() -> None:
    translator, user = a_translator()
    reader = a_translator(name="Jean Pierre")[1]
    work = delivered(a_request(), translator, user)
    with pytest.raises(NothingWritten):
        send_text_back(work=work, number=1, remarks=" ", by=reader, at=TUESDAY)
    send_text_back(work=work, number=1, remarks="“Klinik” is missing.", by=reader, at=TUESDAY)
    work = the_work(work.request)
    assert (work.status, work.draft) == (TextStatus.SENT_BACK, KREYOL)
    said: dict[str, Any] = {"mark": document_mark(work), "by": user, "at": TUESDAY}
    deliver_document_text(work=work, text=f"{KREYOL}!", **said)
    approve_text(work=work, number=2, by=reader, at=TUESDAY)
    verdicts = list(TextVersion.objects.values_list("number", "verdict"))
    assert verdicts == [(1, "sent_back"), (2, "approved")]


def test_the_office_gives_it_to_another_and_what_was_written_is_kept() -> None:
    translator, user = a_translator()
    work = taken(a_request(), translator, user)
    work.draft = "Pote fòm"
    work.save()
    take_back_text(work=work, by=a_user(Role.LANGUAGE_ACCESS_OFFICE), at=TUESDAY)
    work = the_work(work.request)
    assert (work.status, work.draft) == (TextStatus.WAITING, "Pote fòm")
    with pytest.raises(NotHers):
        deliver_document_text(work=work, text=KREYOL, mark="", by=user, at=TUESDAY)


def test_a_vital_document_is_reviewed_in_the_plan_when_it_is_published_and_stale_afterwards() -> (
    None
):
    clinic, clerk = a_clinic()
    paper = a_paper(clinic)
    request = a_request(clinic, by=clerk, document=paper)
    work = approved(request, a_translator(), a_translator(name="Jean Pierre")[1])
    assert not DocumentLanguage.objects.exists()
    publish_text(work=work, by=clerk, at=TUESDAY)
    row = DocumentLanguage.objects.select_related("document").get()
    assert (row.language, row.of_version, row.state) == ("ht", 1, TranslationState.REVIEWED)
    change_source(
        request=request, text=NEW_SOURCE, wanted_on=FRIDAY, again=False, by=clerk, at=TUESDAY
    )
    row = DocumentLanguage.objects.select_related("document").get()
    assert (row.document.version, row.state) == (2, TranslationState.STALE)
    (line,) = lines_of(whole_request(request.pk)[0])
    assert line.is_stale
    assert line.approved is not None
    assert line.approved.source.number == 1


def test_a_new_source_is_translated_again_and_each_version_says_of_which_it_is() -> None:
    clinic, clerk = a_clinic()
    translator, reader = a_translator(), a_translator(name="Jean Pierre")
    request = a_request(clinic, by=clerk)
    publish_text(work=approved(request, translator, reader[1]), by=clerk, at=TUESDAY)
    change_source(
        request=request, text=NEW_SOURCE, wanted_on=FRIDAY, again=True, by=clerk, at=TUESDAY
    )
    work = the_work(request)
    assert (work.status, work.draft) == (TextStatus.WAITING, KREYOL)
    approved(request, translator, reader[1])
    sources = list(TextVersion.objects.values_list("number", "source__number"))
    assert sources == [(1, 1), (2, 2)]
    (line,) = lines_of(whole_request(request.pk)[0])
    assert not line.is_stale


def test_who_translates_the_old_source_is_told_and_nothing_of_it_counts_as_new() -> None:
    translator, user = a_translator()
    work = taken(a_request(), translator, user)
    mark = document_mark(work)
    change_source(
        request=work.request, text=NEW_SOURCE, wanted_on=FRIDAY, again=True, by=None, at=TUESDAY
    )
    with pytest.raises(TextChanged):
        deliver_document_text(work=work, text=KREYOL, mark=mark, by=user, at=TUESDAY)
    assert not TextVersion.objects.exists()


def test_the_same_source_again_is_no_new_version() -> None:
    request = a_request()
    said = {"wanted_on": FRIDAY, "again": True, "by": None, "at": TUESDAY}
    assert change_source(request=request, text=f"{SOURCE}\n", **said) is None  # type: ignore[arg-type]
    assert request.sources.count() == 1


def test_two_who_change_the_source_find_out() -> None:
    request = a_request()
    mark = mark_of(request)
    said = {"wanted_on": FRIDAY, "again": True, "mark": mark, "by": None, "at": TUESDAY}
    change_source(request=request, text="One.", **said)  # type: ignore[arg-type]
    with pytest.raises(ChangedMeanwhile):
        change_source(request=request, text="Two.", **said)  # type: ignore[arg-type]


def test_a_request_that_is_withdrawn_takes_back_what_is_under_way() -> None:
    translator, user = a_translator()
    work = taken(a_request(), translator, user)
    cancel_translation_request(request=work.request, by=None, at=TUESDAY)
    assert the_work(work.request).status == TextStatus.CANCELLED
    with pytest.raises(WrongState):
        deliver_document_text(work=work, text=KREYOL, mark=document_mark(work), by=user, at=TUESDAY)
    with pytest.raises(NotWantedAnyMore):
        cancel_translation_request(request=work.request, by=None, at=TUESDAY)


def test_a_request_names_a_language_and_a_paper_of_its_own() -> None:
    with pytest.raises(NoLanguage):
        a_request(languages=["en"])
    with pytest.raises(NothingWritten):
        a_request(text=" … ")
    clinic, _clerk = a_clinic()
    with pytest.raises(AnotherDepartment):
        a_request(document=a_paper(clinic))
