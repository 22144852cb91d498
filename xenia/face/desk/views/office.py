"""What the office is called, in every language, where it is, and how to reach it."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from xenia.face.desk.forms.office import OfficeForm, WordsForm
from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.ground.common.languages import Language
from xenia.ground.reference.models import Office
from xenia.ground.reference.office import OfficeFacts, forget_office, office_facts
from xenia.ground.reference.operations import describe_office


@dataclass(frozen=True, slots=True)
class InLanguage:
    """How much of the office's words one language has."""

    language: Language
    name: str
    there: int
    wanted: int

    @property
    def is_whole(self) -> bool:
        """Whether every word there is in English is there in this language."""
        return self.there >= self.wanted


@staff("reference.manage")
def office(request: StaffRequest) -> HttpResponse:
    """Describe the office; every page follows at once."""
    forget_office()
    facts = office_facts()
    form = OfficeForm(request.POST or None, facts=facts, initial=_as_it_is())
    if request.method == "POST" and form.is_valid():
        describe_office(by=request.user, at=now(), **form.values())
        messages.success(request, _("Saved. Every page shows it now."))
        return redirect("desk:settings_office")
    context = {"form": form, "in_languages": _in_languages(facts), "is_founded": facts.is_founded}
    return render(request, "desk/settings_office.html", context, status=422 if form.errors else 200)


def _as_it_is() -> dict[str, str]:
    names = (*OfficeForm.NAMING, *OfficeForm.CONTACT)
    return Office.objects.values(*names).first() or {}


def _in_languages(facts: OfficeFacts) -> list[InLanguage]:
    wanted = [name for name in Office.TRANSLATED if facts.text(name, "")]
    return [
        InLanguage(
            language=one,
            name=facts.texts["name"].get(one.code, ""),
            there=sum(1 for name in wanted if facts.texts[name].get(one.code)),
            wanted=len(wanted),
        )
        for one in facts.languages
        if one.code != "en"
    ]


@staff("reference.manage")
def words(request: StaffRequest, code: str) -> HttpResponse:
    """Say the office's name and words in one other language."""
    forget_office()
    facts = office_facts()
    language = next((one for one in facts.languages if one.code == code and code != "en"), None)
    if language is None or not facts.is_founded:
        raise Http404("the office does not speak this language, or has no name yet")
    form = WordsForm(request.POST or None, language=language, facts=facts)
    if request.method == "POST" and form.is_valid():
        texts = {name: {code: text} for name, text in form.cleaned_data.items()}
        describe_office(by=request.user, at=now(), translations=texts)
        messages.success(
            request,
            _("Saved. Pages in %(language)s show it now.") % {"language": language.own_name},
        )
        return redirect("desk:settings_office")
    context = {"form": form, "language": language}
    return render(request, "desk/settings_words.html", context, status=422 if form.errors else 200)
