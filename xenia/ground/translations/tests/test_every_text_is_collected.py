"""Every text of the interface is found in the code, however it is written."""

from pathlib import Path

import allauth
import django
import pytest

from xenia.ground.translations.collecting import (
    BORROWED,
    CODE,
    Message,
    TwoPlurals,
    collect,
    in_python,
    read_borrowed,
)

LOCALE = CODE.parent / "locale"
PYTHON = """
from django.utils.translation import gettext as _, gettext_lazy, ngettext as many, pgettext
from django.utils.translation import ngettext_lazy, npgettext, pgettext_lazy
from elsewhere import gettext_like

def say(number, name):
    _("You are in.")
    # Translators: the name of a person
    _("Hello %(name)s.") % {"name": name}
    many("%(count)s place", "%(count)s places", number) % {"count": number}
    pgettext("a month", "May")
    npgettext("on paper", "%s sheet", "%s sheets", number)
    gettext_lazy("One sentence, "
                 "two lines.")
    ngettext_lazy("%d day", "%d days", "number")
    pgettext_lazy("a verb", "Open")
    _(name)
    gettext_like("not ours")
"""
TEMPLATE = """
{% load i18n %}
{# a remark nobody translates: {% translate "hidden" %} #}
<c-page title="{% translate 'People waiting' %}" :wide="True" back-label="{% translate "Go back" %}">
  {% translate "May" context "a month" %} {% translate "Taken as" as word %}
  {% blocktranslate with name=person.name trimmed %}
    Ask {{ name }}
    for help.
  {% endblocktranslate %}
  {% blocktranslate count n=people|length trimmed %}
    {{ n }} person
  {% plural %}
    {{ n }} people
  {% endblocktranslate %}
  {% blocktranslate context "a place" count n=places trimmed %}{{ n }} seat{% plural %}{{ n }} seats{% endblocktranslate %}
  {% blocktranslate %}100% free{% endblocktranslate %}
  {# Translators: on a button #}
  {% translate "Send" %}
  {{ label|default:_("No label") }} {% include "x.html" with text=_("Included") %}
</c-page>
"""
SCRIPT = 'const text = gettext("Printed"); ngettext("one", "many", n); // gettext("in a remark")'


def a_house(place: Path) -> Path:
    root = place / "house"
    (root / "room" / "templates" / "room").mkdir(parents=True)
    (root / "room" / "tests").mkdir()
    (root / "room" / "views.py").write_text(PYTHON, encoding="utf-8")
    (root / "room" / "templates" / "room" / "page.html").write_text(TEMPLATE, encoding="utf-8")
    (root / "room" / "say.js").write_text(SCRIPT, encoding="utf-8")
    (root / "room" / "tests" / "test_room.py").write_text(PYTHON.replace("You", "Tested"), "utf-8")
    return root


def collected(place: Path) -> dict[tuple[str, str], Message]:
    return collect(a_house(place), place / "none.pot")


def test_texts_of_python_are_found_under_every_name_of_gettext(tmp_path: Path) -> None:
    found = collected(tmp_path)
    assert {"You are in.", "One sentence, two lines."} <= {text for _context, text in found}
    assert found["", "%(count)s place"].plural == "%(count)s places"
    assert found["on paper", "%s sheet"].plural == "%s sheets"
    assert found["", "%d day"].plural == "%d days"
    assert ("a verb", "Open") in found
    assert found["", "Hello %(name)s."].note == "Translators: the name of a person"
    assert ("", "not ours") not in found


def test_texts_of_templates_are_found_also_inside_attributes(tmp_path: Path) -> None:
    found = collected(tmp_path)
    wanted = {
        "People waiting",
        "Go back",
        "Taken as",
        "Ask %(name)s for help.",
        "No label",
        "Included",
    }
    assert wanted <= {text for context, text in found if not context}
    assert found["", "%(n)s person"].plural == "%(n)s people"
    assert found["a place", "%(n)s seat"].plural == "%(n)s seats"
    assert ("", "100%% free") in found
    assert ("", "hidden") not in found
    assert found["", "Send"].note == "Translators: on a button"
    assert found["", "No label"].note == ""


def test_texts_of_scripts_are_found(tmp_path: Path) -> None:
    found = collected(tmp_path)
    assert found["", "one"].plural == "many"
    assert ("", "Printed") in found
    assert ("", "in a remark") not in found


def test_a_text_says_in_which_files_it_stands(tmp_path: Path) -> None:
    places = collected(tmp_path)["a month", "May"].places
    assert places == {"house/room/views.py", "house/room/templates/room/page.html"}


def test_tests_are_not_translated(tmp_path: Path) -> None:
    assert ("", "Tested are in.") not in collected(tmp_path)


def test_one_text_cannot_have_two_plurals(tmp_path: Path) -> None:
    root = a_house(tmp_path)
    other = 'from django.utils.translation import ngettext\nngettext("%d day", "%d dayz", 2)\n'
    (root / "room" / "other.py").write_text(other, encoding="utf-8")
    with pytest.raises(TwoPlurals, match="dayz"):
        collect(root, tmp_path / "none.pot")


def test_a_tag_inside_a_translated_block_is_refused(tmp_path: Path) -> None:
    root = a_house(tmp_path)
    wrong = "{% blocktranslate %}a {% if b %}c{% endif %}{% endblocktranslate %}"
    (root / "room" / "templates" / "wrong.html").write_text(wrong, encoding="utf-8")
    with pytest.raises(SyntaxError, match="wrong"):
        collect(root, tmp_path / "none.pot")


def test_the_texts_of_this_house_can_be_collected() -> None:
    found = collect(CODE, LOCALE / BORROWED)
    note = "This translation is a draft. A person who reads the language has not checked it yet."
    assert "xenia/ground/translations/catalogues.py" in found["", note].places
    assert len(found) > 500


def test_what_we_borrow_stands_in_the_packages_word_for_word() -> None:
    """An update of Django or allauth that rewords a message is noticed here."""
    homes = {
        "django": Path(django.__file__).parent.parent,
        "allauth": Path(str(allauth.__file__)).parent.parent,
    }
    borrowed = list(read_borrowed(LOCALE / BORROWED))
    assert len(borrowed) > 30
    there = {
        place: {(one.text, one.plural) for one in in_python(homes[place.partition("/")[0]] / place)}
        for place in sorted(set().union(*(message.places for message in borrowed)))
    }
    for message in borrowed:
        for place in message.places:
            assert (message.text, message.plural) in there[place], message


def test_what_a_screening_says_is_collected_with_its_rules_and_marked_vital() -> None:
    found = collect(CODE, LOCALE / BORROWED)
    reason = found["", "You are 18 or older."]
    assert "xenia/ground/eligibility/rules/n400.toml" in reason.places
    assert reason.note == "Translators: vital; screening rules n-400: criterion adult"
    asked = found["", "How old are you?"]
    assert "xenia/ground/eligibility/rules/english_class.toml" in asked.places
    assert "xenia/ground/eligibility/data/words.toml" in found["", said_without_a_table()].places
    assert ("", "Everything is met, but there was an arrest") not in found


def said_without_a_table() -> str:
    return "We have no amount for this day that somebody has checked. Ask a person."
