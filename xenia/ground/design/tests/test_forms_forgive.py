"""A form keeps what was typed, says what is wrong above the box, and screen readers hear both."""

import re

import pytest
from django import forms

from xenia.ground.design.tests.rendering import drawn

FIELD = '{% cotton field :field="form.phone" / %}'
HINTED = '{% cotton field :field="form.phone" hint="Ten digits." / %}'


class Contact(forms.Form):
    """A phone, and how to reach the person."""

    phone = forms.CharField(
        help_text="10 digits.",
        min_length=10,
        error_messages={"min_length": "“555-01” has 5 digits. A phone number has 10."},
    )
    how = forms.ChoiceField(
        choices=[("text", "By text"), ("call", "By phone")], widget=forms.RadioSelect
    )
    nickname = forms.CharField(required=False)


def a_wrong_form() -> Contact:
    """A form somebody sent with half a number."""
    form = Contact({"phone": '555-01"<', "nickname": "Ti Jo"})
    form.is_valid()
    return form


def test_what_was_typed_stays_and_cannot_break_the_page() -> None:
    html = drawn(FIELD, form=a_wrong_form())
    assert 'value="555-01&quot;&lt;"' in html


def test_the_error_stands_above_the_box_and_is_tied_to_it() -> None:
    html = drawn(FIELD, form=a_wrong_form())
    assert html.index("has 5 digits") < html.index("<input")
    described = re.search(r'aria-describedby="([^"]+)"', html)
    assert described is not None
    assert described[1].split() == ["id_phone_helptext", "id_phone_error"]
    for part in described[1].split():
        assert f'id="{part}"' in html
    assert 'aria-invalid="true"' in html


def test_a_hint_of_the_page_replaces_the_form_own() -> None:
    html = drawn(HINTED, form=Contact())
    assert "Ten digits." in html
    assert "10 digits." not in html
    assert 'aria-describedby="id_phone_helptext"' in html


def test_a_choice_of_buttons_is_one_question_with_its_own_name() -> None:
    html = drawn('{% cotton field :field="form.how" / %}', form=a_wrong_form())
    assert html.startswith('<fieldset class="field wrong" aria-describedby="id_how_error">')
    assert "<legend>How" in html
    assert '<label for="id_how_1">By phone</label>' in html


def test_a_field_that_may_stay_empty_says_so() -> None:
    assert "(optional)" in drawn('{% cotton field :field="form.nickname" / %}', form=Contact())
    assert "(optional)" not in drawn(FIELD, form=Contact())


def test_the_summary_leads_to_each_field_and_is_read_at_once() -> None:
    html = drawn('{% cotton errors :form="form" / %}', form=a_wrong_form())
    assert 'role="alert"' in html
    assert "2 things are missing or wrong" in html
    assert 'href="#id_phone"' in html
    assert 'href="#id_how_0"' in html


def test_the_summary_names_the_box_where_the_words_are_general() -> None:
    form = Contact({"phone": "", "how": "text"})
    assert not form.is_valid()
    html = drawn('{% cotton errors :form="form" / %}', form=form)
    assert '<a href="#id_phone">Phone – This field is required.</a>' in html


@pytest.mark.parametrize(
    ("written", "told"), [("-1", "Write 0 or more."), ("9", "Write 8 or less.")]
)
def test_a_number_out_of_bounds_is_told_what_to_write(written: str, told: str) -> None:
    for field in (
        forms.IntegerField(min_value=0, max_value=8),
        forms.DecimalField(min_value=0, max_value=8),
    ):
        with pytest.raises(forms.ValidationError) as refused:
            field.clean(written)
        assert refused.value.messages == [told]


def test_a_form_without_errors_has_no_summary() -> None:
    assert drawn('{% cotton errors :form="form" / %}', form=Contact()).strip() == ""
