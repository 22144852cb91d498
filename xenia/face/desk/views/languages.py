"""The languages residents can choose, in the order of the door."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xenia.face.desk import operations
from xenia.face.desk.forms.languages import LanguageForm
from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.ground.common.languages import Language
from xenia.ground.common.languages import language as known_language
from xenia.ground.reference.office import forget_office, office_facts
from xenia.ground.translations.catalogues import read_coverage


@dataclass(frozen=True, slots=True)
class Spoken:
    """One language of the office. share: how much of the interface is in it, in percent; None: nothing yet."""

    language: Language
    share: int | None
    is_first: bool
    is_last: bool

    @property
    def may_go(self) -> bool:
        """Whether it can be dropped: what is not translated is shown in English."""
        return self.language.code != operations.ALWAYS


@staff("reference.manage")
def languages(request: StaffRequest) -> HttpResponse:
    """The office's languages, and one more."""
    return _page(request, LanguageForm(spoken=_codes()))


def _codes() -> tuple[str, ...]:
    forget_office()
    return office_facts().codes


def _page(request: StaffRequest, form: LanguageForm) -> HttpResponse:
    spoken = office_facts().languages
    rows = [
        Spoken(one, _share(one.code), number == 0, number == len(spoken) - 1)
        for number, one in enumerate(spoken)
    ]
    return render(
        request,
        "desk/settings_languages.html",
        {"form": form, "rows": rows},
        status=422 if form.errors else 200,
    )


def _share(code: str) -> int | None:
    if code == "en":
        return 100
    counted = read_coverage().get(code)
    if not counted or not counted["total"]:
        return None
    return counted["translated"] * 100 // counted["total"]


@staff("reference.manage")
@require_POST
def language_add(request: StaffRequest) -> HttpResponse:
    """Offer one more language."""
    form = LanguageForm(request.POST, spoken=_codes())
    if not form.is_valid():
        return _page(request, form)
    code = form.cleaned_data["code"]
    operations.add_language(code=code, by=request.user, at=now())
    name = known_language(code).own_name
    messages.success(
        request,
        _("%(language)s is on the door now. Write the office's name in it next.")
        % {"language": name},
    )
    return redirect("desk:settings_languages")


@staff("reference.manage")
@require_POST
def language_drop(request: StaffRequest, code: str) -> HttpResponse:
    """Offer a language no longer; its texts are kept."""
    if code not in _codes():
        messages.info(request, _("This language was dropped before."))
        return redirect("desk:settings_languages")
    try:
        operations.drop_language(code=code, by=request.user, at=now())
    except operations.EnglishStays:
        messages.error(request, _("English stays: what is not translated yet is shown in English."))
    else:
        messages.success(
            request,
            _("%(language)s is off the door. Its texts are kept, for the day it comes back.")
            % {"language": known_language(code).own_name},
        )
    return redirect("desk:settings_languages")


@staff("reference.manage")
@require_POST
def language_move(request: StaffRequest, code: str) -> HttpResponse:
    """Move a language up or down on the door."""
    places = -1 if request.POST.get("to") == "up" else 1
    operations.move_language(code=code, places=places, by=request.user, at=now())
    return redirect("desk:settings_languages")
