"""Machine translation is off unless an office turns it on, and never sees what a person told the office."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.db import models

from xenia.ground.accounts.models import User
from xenia.ground.translations.checks import the_machine_is_there
from xenia.ground.translations.kinds import CONTENT, ContentKind, NotPlainText, register
from xenia.ground.translations.machines import (
    MACHINES,
    MachineIsOff,
    NotPublicContent,
    PublicText,
    machine_translations,
)
from xenia.ground.translations.models import GlossaryTerm, TranslatedText
from xenia.ground.translations.operations.machine import draft_by_machine
from xenia.ground.translations.tests.content import (
    KIND,
    PAGE,
    TUESDAY,
    a_page,
    a_text,
    a_translator,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_with_pages")]


class Sealed(models.TextField):  # type: ignore[type-arg]
    """Stands in for the vault's field: text by its Python type, another type as a field."""


class Told(models.Model):
    """What a person told the office."""

    words = Sealed()

    class Meta:
        app_label = "told"

    def __str__(self) -> str:
        return str(self.pk)


class Case(models.Model):
    """A record that belongs to a person."""

    subject_id = models.UUIDField()
    note = models.TextField()

    class Meta:
        app_label = "told"

    def __str__(self) -> str:
        return str(self.pk)


class Listener:
    """An engine that remembers what it was given."""

    heard: list[str] = []

    def translate(self, texts: Sequence[str], language: str) -> list[str]:
        Listener.heard += texts
        return [f"{language}: {text}" for text in texts]


@pytest.fixture(autouse=True)
def _a_dummy(settings: Any) -> None:
    settings.TRANSLATION_MACHINE = "dummy"


def drafts(language: str = "ht", **said: Any) -> int:
    return draft_by_machine(kind=KIND, language=language, by=a_translator(), at=TUESDAY, **said)


def kind_of(model: type[models.Model], field: str) -> ContentKind:
    return ContentKind(
        model=model,
        label="x",
        fields={field: "x"},
        records=model._default_manager.all,
        is_public=True,
    )


def test_the_machine_is_off_until_an_office_turns_it_on(settings: Any) -> None:
    settings.TRANSLATION_MACHINE = "off"
    a_page()
    with pytest.raises(MachineIsOff):
        drafts()
    assert the_machine_is_there() == []
    settings.TRANSLATION_MACHINE = "nowhere.Engine"
    assert [found.id for found in the_machine_is_there()] == ["translations.E004"]


def test_it_drafts_what_is_missing_and_leaves_what_people_wrote() -> None:
    written, missing = a_page("Page 1"), a_page("Page 2", "Call first.")
    a_text(written, "Paj 1")
    assert drafts() == 2
    texts = TranslatedText.objects.order_by("source")
    assert [(one.text, one.origin, one.status, one.written_by) for one in texts] == [
        ("[ht] Call first.", "machine", "draft", None),
        ("Paj 1", "person", "draft", None),
        ("[ht] Page 2", "machine", "draft", None),
    ]
    assert texts[0].record_id == missing.pk
    assert drafts() == 0


def test_it_writes_only_so_many_at_once() -> None:
    for number in range(5):
        a_page(f"Page {number}")
    assert [drafts(most=3), drafts(most=3), drafts(most=3)] == [3, 2, 0]


def test_only_what_residents_see_is_given_to_it(settings: Any) -> None:
    settings.TRANSLATION_MACHINE = f"{__name__}.Listener"
    Listener.heard = []
    a_page("Open page")
    a_page("Safe house", is_shown=False)
    assert drafts() == 1
    assert Listener.heard == ["Open page"]


def test_a_person_who_wrote_while_the_machine_was_busy_keeps_her_words(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = a_page("Page")

    class Slow:
        def translate(self, texts: Sequence[str], language: str) -> list[str]:
            a_text(page, "Ekri pa yon moun")
            return [f"[{language}] {text}" for text in texts]

    monkeypatch.setitem(MACHINES, "dummy", Slow)
    assert drafts() == 0
    assert TranslatedText.objects.get().text == "Ekri pa yon moun"


@pytest.mark.parametrize("text", ["a case note", b"bytes", None, {"text": "a note"}])
def test_nothing_but_public_content_goes_in(text: Any) -> None:
    with pytest.raises(TypeError, match="public content alone"):
        machine_translations([text], "ht")


def test_a_record_of_no_registered_kind_is_refused() -> None:
    person = User(name="Ana", email="ana@lindenport.example")
    with pytest.raises(NotPublicContent):
        PublicText(person, "name")
    with pytest.raises(NotPublicContent):
        draft_by_machine(kind="accounts.user", language="ht", by=a_translator(), at=TUESDAY)
    with pytest.raises(NotPublicContent):
        PublicText(a_page(), "translation")


def test_content_that_is_not_public_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    inside = ContentKind(
        model=GlossaryTerm, label="x", fields=PAGE.fields, records=PAGE.records, is_public=False
    )
    monkeypatch.setitem(CONTENT, KIND, inside)
    with pytest.raises(NotPublicContent):
        PublicText(a_page(), "term")


def test_a_sealed_text_is_refused_by_its_type(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NotPlainText):
        register(kind_of(Told, "words"))
    with pytest.raises(NotPlainText):
        register(kind_of(Case, "note"))
    # Also when somebody goes round the register.
    monkeypatch.setitem(CONTENT, "told.told", kind_of(Told, "words"))
    with pytest.raises(NotPublicContent, match="sealed"):
        PublicText(Told(words="what she told us"), "words")
