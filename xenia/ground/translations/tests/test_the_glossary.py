"""The office says the same thing with the same words, and leaves names as they are."""

import pytest
from django.db import IntegrityError, transaction

from xenia.ground.translations.exchange.terms import Agreement, read_terms, write_terms
from xenia.ground.translations.models import GlossaryTerm
from xenia.ground.translations.operations.glossary import (
    TermTaken,
    agree_on_term,
    bring_in_terms,
    remove_term,
)
from xenia.ground.translations.queries.glossary import forgotten, terms_for
from xenia.ground.translations.tests.content import MONDAY, TUESDAY, a_translator

pytestmark = pytest.mark.django_db


def agreed(term: str, translation: str = "", language: str = "", **said: str) -> GlossaryTerm:
    said_now = Agreement(language, term, translation, do_not_translate=not translation, **said)
    return agree_on_term(said=said_now, by=None, at=MONDAY)


def missed(source: str, text: str, language: str = "ht") -> list[str]:
    return [term.term for term in forgotten(source, text, terms_for(language))]


def test_a_name_that_stays_is_missed_in_the_translation() -> None:
    agreed("Harbor House")
    assert missed("Come to Harbor House.", "Vini Harbor House.") == []
    assert missed("Come to Harbor House.", "Vini HARBOR HOUSE.") == []
    assert missed("Come to Harbor House.", "Vini nan Kay Pò a.") == ["Harbor House"]
    assert missed("Come to the house.", "Vini.") == []


def test_an_agreed_word_is_missed_in_its_own_language_alone() -> None:
    agreed("green card", "kat rezidans", "ht")
    assert missed("Bring your green card.", "Pote kat rezidans ou.") == []
    assert missed("Bring your green cards.", "Pote kat vèt ou.") == ["green card"]
    assert missed("Bring your green card.", "Traiga su tarjeta.", "es") == []
    assert missed("The card is green.", "Kat la vèt.") == []


def test_accents_capitals_and_forms_of_a_word_are_no_mistake() -> None:
    agreed("school", "lekòl", "ht")
    agreed("class", "clase", "es")
    agreed("interpreter", "مترجم", "ar")
    assert missed("Schools", "LEKOL yo") == []
    assert missed("classes", "las clases", "es") == []
    assert missed("Ask for an interpreter.", "اطلب مُترجمًا.", "ar") == []


@pytest.mark.both_databases
def test_a_term_is_agreed_once_and_is_either_translated_or_stays() -> None:
    term = agreed("School", "lekòl", "ht")
    with pytest.raises(TermTaken):
        agreed("school", "kolèj", "ht")
    assert agreed("school", "escuela", "es").pk != term.pk
    for wrong in ({"translation": ""}, {"do_not_translate": True}, {"language": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            GlossaryTerm.objects.filter(pk=term.pk).update(**wrong)
    remove_term(term=term, by=None, at=TUESDAY)
    assert missed("School", "x") == []


def test_a_glossary_comes_back_from_a_sheet_and_every_row_is_told() -> None:
    agreed("school", "lekòl", "ht", note="also college")
    agreed("Harbor House")
    sheet = write_terms(GlossaryTerm.objects.all())
    again = bring_in_terms(rows=read_terms(sheet.encode()), by=None, at=TUESDAY)
    assert (again.added, again.changed, again.unchanged, again.refused) == (0, 0, 2, [])
    lines = (
        "language,term,translation,do_not_translate,note,source\n"
        "ht,School,kolèj,,,meeting\n"
        ",,x,,,\n"
        "xx,word,mo,,,\n"
        ",word,mo,,,\n"
        "ht,word,mo,yes,,\n"
        "ht,word,,,,\n"
        f"ht,{'a' * 300},mo,,,\n"
        "es,class,clase,,,\n"
    )
    taken = bring_in_terms(rows=read_terms(lines.encode()), by=a_translator(), at=TUESDAY)
    assert (taken.added, taken.changed) == (1, 1)
    assert [(row, reason) for row, _term, reason in taken.refused] == [
        (3, "no_term"),
        (4, "unknown_language"),
        (5, "unknown_language"),
        (6, "stays_or_not"),
        (7, "stays_or_not"),
        (8, "too_long"),
    ]
    assert GlossaryTerm.objects.get(language="ht").translation == "kolèj"
