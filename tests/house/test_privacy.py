"""What the house knows about people: every model says it, and some things are never asked."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from tests.languages import INTERFACE
from xenia.ground.common.privacy import NEVER_HELD, declaration

# The same things in the words and letters of the languages we ship, for labels and choices.
# Source: design, section 2, tier T0. Words are matched without regard to case.
NEVER_ASKED = {
    "en": (
        "immigration status",
        "alien registration number",
        "a-number",
        "social security number",
        "taxpayer identification number",
        "passport number",
        "date of entry",
        "green card number",
    ),
    "es": (
        "estatus migratorio",
        "situación migratoria",
        "número de extranjero",
        "seguro social",
        "número de pasaporte",
        "fecha de entrada",
    ),
    "zh-hans": ("移民身份", "外国人登记号", "社会安全号", "社会保障号", "护照号", "入境日期"),
    "zh-hant": ("移民身份", "外國人登記號", "社會安全號", "社會保障號", "護照號", "入境日期"),
    "ht": ("estati imigrasyon", "nimewo sekirite sosyal", "nimewo paspò", "dat antre"),
    "vi": (
        "tình trạng di trú",
        "tình trạng nhập cư",
        "số an sinh xã hội",
        "số hộ chiếu",
        "ngày nhập cảnh",
    ),
    "pt-br": (
        "status imigratório",
        "situação imigratória",
        "número do passaporte",
        "data de entrada",
    ),
    "ru": (
        "иммиграционный статус",
        "номер иностранца",
        "номер социального страхования",
        "номер паспорта",
        "дата въезда",
    ),
    "ar": ("وضع الهجرة", "حالة الهجرة", "رقم الضمان الاجتماعي", "رقم جواز السفر", "تاريخ الدخول"),
    "fr": (
        "statut migratoire",
        "statut d'immigration",
        "numéro de sécurité sociale",
        "numéro de passeport",
        "date d'entrée",
    ),
    "so": ("xaaladda socdaalka", "lambarka baasaboorka", "taariikhda gelitaanka"),
    # We invent no Cape Verdean: papers are named in Portuguese, the official language of Cabo Verde.
    "kea": ("número do passaporte", "data de entrada", "estatuto migratório"),
}


def own_models() -> list[type[models.Model]]:
    """Every model of ours, with the tables Django makes for a relation left out."""
    return [
        model
        for model in apps.get_models(include_auto_created=False)
        if model.__module__.startswith("xenia.")
    ]


def is_about_a_person(model: type[models.Model]) -> bool:
    """Whether a model knows something about a person, or belongs to one."""
    names = {field.name for field in model._meta.get_fields()}
    return bool(declaration(model).personal) or bool(names & {"subject", "subject_id", "user"})


def spoken_of(model: type[models.Model]) -> Iterator[str]:
    """Every name, label, explanation and choice of a model's fields."""
    for field in model._meta.get_fields():
        if isinstance(field, models.Field):
            yield from (field.name, str(field.verbose_name), str(field.help_text))
            yield from (f"{code} {label}" for code, label in field.flatchoices)


def is_never_held(name: str) -> bool:
    """Whether a field's name is one of those the office never holds, whole words only."""
    return any(re.search(rf"(^|_){word}(_|$)", name.casefold()) for word in NEVER_HELD)


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_a_model_says_what_it_knows_about_people(model: type[models.Model]) -> None:
    said = declaration(model)
    fields = {field.name for field in model._meta.get_fields()}
    assert set(said.personal) <= fields, "a personal field that the model does not have"
    assert all(said.personal.values()), "each personal field says what it is for"
    assert said.keep is None or isinstance(said.keep, timedelta)
    first = said.since.split(".")[0]
    assert said.keep is None or first in fields, "`keep` counts from a field, named in `since`"


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_nobody_is_asked_for_papers(model: type[models.Model]) -> None:
    if not is_about_a_person(model):
        return
    held = [field.name for field in model._meta.get_fields() if is_never_held(field.name)]
    assert not held, f"{model._meta.label} has {held}: what we do not hold nobody can take"
    words = [word.casefold() for words in NEVER_ASKED.values() for word in words]
    asked = [text for text in spoken_of(model) if any(word in text.casefold() for word in words)]
    assert not asked, f"{model._meta.label} speaks of {asked}"


def test_the_schema_test_would_notice() -> None:
    for name in ("immigration_status", "client_a_number", "ssn", "passport_country", "ssn_last4"):
        assert is_never_held(name), name
    for name in ("session", "visakha", "assn", "mission", "lesson_number"):
        assert not is_never_held(name), name


def test_every_language_we_ship_has_words_that_are_never_asked(settings: Any) -> None:
    shipped = {code for code, _name in settings.LANGUAGES}
    assert not set(NEVER_ASKED) - shipped
    assert set(INTERFACE) == set(NEVER_ASKED)
    assert len(NEVER_ASKED) == 12
