"""Papers people act on: missing, draft, reviewed, older than the English text; and the notice that goes with them."""

import pytest

from xenia.ground.common.languages import UnknownLanguage
from xenia.ground.ledger.models import Entry
from xenia.ground.reference.operations import choose_languages
from xenia.work.language_access.models import AccessPlan, VitalDocument
from xenia.work.language_access.operations.plans import ChangedMeanwhile, mark_of
from xenia.work.language_access.operations.vital_documents import (
    Paper,
    SameTitle,
    Withdrawn,
    change_document,
    note_translation,
    withdraw_document,
)
from xenia.work.language_access.queries.plans import cells_of, gaps
from xenia.work.language_access.tests.plan_makers import (
    MONDAY,
    ON,
    TUESDAY,
    a_department,
    a_paper,
    a_plan,
    now_of,
    promised,
    signed_in,
    stop_the_clock,
)

pytestmark = pytest.mark.django_db
PAPER = Paper(title="Consent form", purpose="Without it nobody is vaccinated.")


def noted(document: VitalDocument, language: str, status: str, **said: object) -> None:
    """How a document stands in a language."""
    usual: dict[str, object] = {"by": None, "at": MONDAY}
    note_translation(document=document, language=language, status=status, **{**usual, **said})  # type: ignore[arg-type]


def states(plan: AccessPlan) -> dict[str, str]:
    """How the department's one document stands in each promised language."""
    return {cell.language: str(cell.state) for cell in cells_of(now_of(plan))}


def test_a_paper_is_missing_until_somebody_notes_a_translation() -> None:
    department, _head = a_department()
    plan = a_plan(department)
    promised(plan, "ht", "es", "so")
    paper = a_paper(department)
    noted(paper, "ht", "reviewed")
    noted(paper, "es", "draft")
    assert states(plan) == {"ht": "reviewed", "es": "draft", "so": "missing"}
    noted(paper, "es", "missing")
    assert states(plan)["es"] == "missing"


def test_a_speaker_of_cantonese_or_mandarin_reads_a_written_chinese_and_a_sign_language_none() -> (
    None
):
    department, _head = a_department()
    plan = a_plan(department)
    promised(plan, "yue", "cmn", "ase")
    a_paper(department)
    assert set(states(plan)) == {"zh-hant", "zh-hans"}


@pytest.mark.parametrize("says_so", [True, False])
def test_a_translation_is_stale_when_the_english_text_changed(says_so: bool) -> None:
    department, _head = a_department()
    plan = a_plan(department)
    promised(plan, "ht")
    paper = a_paper(department, source_text="Come at nine.")
    noted(paper, "ht", "reviewed")
    text = "Come at nine." if says_so else "Come at ten."
    changed = Paper(title=PAPER.title, purpose=PAPER.purpose, source_text=text)
    change_document(document=paper, paper=changed, is_new_version=says_so, by=None, at=TUESDAY)
    assert states(plan) == {"ht": "stale"}
    paper.refresh_from_db()
    assert (paper.version, paper.version_on) == (2, TUESDAY.date())
    noted(paper, "ht", "reviewed", of_version=1)
    assert states(plan) == {"ht": "stale"}
    noted(paper, "ht", "reviewed")
    assert states(plan) == {"ht": "reviewed"}


def test_a_new_title_alone_makes_nothing_stale_and_the_text_itself_is_not_kept() -> None:
    department, _head = a_department()
    paper = a_paper(department, source_text="Come at nine.")
    renamed = Paper(title="Consent", purpose=PAPER.purpose, source_text="Come at nine.")
    change_document(document=paper, paper=renamed, by=None, at=TUESDAY)
    paper.refresh_from_db()
    assert (paper.title, paper.version) == ("Consent", 1)
    assert "nine" not in str(VitalDocument.objects.values().get())


def test_gaps_name_a_paper_once_with_all_its_languages() -> None:
    department, _head = a_department()
    plan = a_plan(department)
    promised(plan, "ht", "es", "so", "fr")
    paper = a_paper(department)
    noted(paper, "ht", "reviewed")
    noted(paper, "fr", "draft")
    found = [one for one in gaps(now_of(plan), ON) if one.code.startswith("paper_")]
    assert [(one.code, one.about, set(one.languages)) for one in found] == [
        ("paper_missing", "Consent form", {"es", "so"}),
        ("paper_draft", "Consent form", {"fr"}),
    ]


def test_a_reviewed_translation_of_a_version_is_counted_once_under_its_department() -> None:
    department, _head = a_department()
    paper = a_paper(department)
    for _time in range(2):
        noted(paper, "ht", "reviewed")
    noted(paper, "es", "draft")
    counted = Entry.objects.filter(kind="language_access.document")
    assert [(one.language, one.department) for one in counted] == [("ht", department.pk)]
    change_document(document=paper, paper=PAPER, is_new_version=True, by=None, at=TUESDAY)
    noted(paper, "ht", "reviewed")
    assert counted.all().count() == 2


def test_what_nobody_translated_yet_or_no_language_at_all_is_refused() -> None:
    paper = a_paper(a_department()[0])
    with pytest.raises(ValueError, match="version 2"):
        noted(paper, "ht", "reviewed", of_version=2)
    with pytest.raises(ValueError, match="stale"):
        noted(paper, "ht", "stale")
    with pytest.raises(UnknownLanguage):
        noted(paper, "xx-nowhere", "draft")


def test_a_withdrawn_paper_is_out_of_the_plan_and_frees_its_title() -> None:
    department, _head = a_department()
    plan = a_plan(department)
    promised(plan, "ht")
    paper = a_paper(department)
    with pytest.raises(SameTitle):
        a_paper(department)
    withdraw_document(document=paper, by=None, at=MONDAY)
    assert states(plan) == {}
    with pytest.raises(Withdrawn):
        noted(paper, "ht", "reviewed")
    with pytest.raises(Withdrawn):
        withdraw_document(document=paper, by=None, at=MONDAY)
    assert a_paper(department).pk != paper.pk


def test_of_two_who_change_a_paper_the_second_is_told() -> None:
    paper = a_paper(a_department()[0])
    seen = mark_of(paper)
    change_document(document=paper, paper=PAPER, mark=seen, by=None, at=TUESDAY)
    with pytest.raises(ChangedMeanwhile):
        change_document(document=paper, paper=PAPER, mark=seen, by=None, at=TUESDAY)


def test_on_the_page_her_words_stay_when_another_was_first(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_the_clock(monkeypatch)
    department, head = a_department()
    plan, paper = a_plan(department), a_paper(department)
    said = {
        "line": str(paper.pk),
        "mark": mark_of(paper),
        "title": "My own title",
        "purpose": "To be.",
    }
    change_document(document=paper, paper=PAPER, by=None, at=TUESDAY)
    crossed = signed_in(head).post(f"/en/desk/plans/{plan.pk}/documents/", said)
    assert crossed.status_code == 409
    assert "My own title" in crossed.content.decode()
    assert "Somebody else changed this while you wrote." in crossed.content.decode()


def test_a_department_notes_translations_of_its_own_papers_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stop_the_clock(monkeypatch)
    department, head = a_department()
    plan, client = a_plan(department), signed_in(head)
    mine, theirs = a_paper(department), a_paper(a_department("Housing")[0])
    where = f"/en/desk/plans/{plan.pk}/documents/translation/"
    said = {"language": "ht", "status": "reviewed", "is_newest": "on"}
    assert client.post(where, {**said, "document": str(theirs.pk)}).status_code == 422
    assert client.post(where, {**said, "document": str(mine.pk)}).status_code == 302
    assert mine.languages.get().status == "reviewed"
    assert not theirs.languages.exists()
    taken = f"/en/desk/plans/{plan.pk}/documents/withdraw/"
    client.post(taken, {"document": str(theirs.pk)})
    theirs.refresh_from_db()
    assert theirs.withdrawn_on is None


def test_the_notice_says_it_in_each_language_we_have_it_in_and_names_the_one_we_have_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stop_the_clock(monkeypatch)
    choose_languages(codes=["en", "es", "ht", "ar", "kea"], by=None, at=MONDAY)
    department, head = a_department()
    plan, paper = a_plan(department), a_paper(department)
    client, where = signed_in(head), f"/en/desk/plans/{plan.pk}/notice/"
    content = client.get(where, {"document": str(paper.pk)}).content.decode()
    assert "Consent form" in content
    assert "This is important. Ask us to read it to you in your language. It is free." in content
    assert '<span lang="ht" dir="ltr">Sa a enpòtan.' in content
    assert '<span lang="ar" dir="rtl">هذا مهم.' in content
    assert content.count("a draft, not reviewed yet") == 3
    assert "Nobody has given us this sentence yet in:" in content
    assert "Kabuverdianu" in content
    theirs = a_paper(a_department("Housing")[0])
    assert client.get(where, {"document": str(theirs.pk)}).status_code == 404
    assert client.get(where).status_code == 200


def test_the_notice_goes_with_a_document_in_the_languages_it_is_not_reviewed_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stop_the_clock(monkeypatch)
    choose_languages(codes=["en", "es", "ht"], by=None, at=MONDAY)
    department, head = a_department()
    plan, paper = a_plan(department), a_paper(department)
    for language, status in (("es", "reviewed"), ("ht", "draft")):
        note_translation(document=paper, language=language, status=status, by=head, at=MONDAY)
    client, where = signed_in(head), f"/en/desk/plans/{plan.pk}/notice/"
    content = client.get(where, {"document": str(paper.pk)}).content.decode()
    assert '<span lang="ht"' in content
    assert '<span lang="es"' not in content
    assert '<span lang="es"' in client.get(where).content.decode()
