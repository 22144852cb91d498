"""What the law asks, and since when: for everybody, and for those who keep the records."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_POST, require_safe

from xenia.ground.accounts.access import StaffRequest, public, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.languages import name_in
from xenia.ground.common.local_words import written_day
from xenia.ground.reference import operations
from xenia.ground.reference.forms import DayForm, EndForm, LawForm, NextLawForm, take_errors
from xenia.ground.reference.law import LawShown, laws_on
from xenia.ground.reference.models import LegalBasis

FRESH_SECONDS = 60


@public
@require_safe
@cache_control(private=True, max_age=FRESH_SECONDS)
@conditional_page
def law(request: HttpRequest) -> HttpResponse:
    """The laws about languages that bind this office, on a day."""
    return render(request, "reference/law.html", _page(request, binding_us=True))


@staff("reference.read_laws")
@require_safe
def laws(request: StaffRequest) -> HttpResponse:
    """The same for colleagues, with the laws of other places to compare, and what to do with each."""
    context = _page(request, binding_us=True) | {
        "elsewhere": _shown(laws_on(_day(request)[0], reader=_reader(), binding_us=False).in_force),
        "may_keep": request.user.may("reference.keep_laws"),
        "is_empty": not LegalBasis.objects.exists(),
    }
    return render(request, "reference/laws.html", context)


def _page(request: HttpRequest, *, binding_us: bool) -> dict[str, Any]:
    on, form, is_past = _day(request)
    found = laws_on(on, reader=_reader(), binding_us=binding_us)
    return {
        "form": form,
        "is_past": is_past,
        "day": written_day(on, _reader()),
        "on": on.isoformat(),
        "parts": [
            ("in_force", _("In force"), _shown(found.in_force)),
            ("to_come", _("Not yet in force"), _shown(found.to_come)),
            ("ended", _("Not in force any more"), _shown(found.ended)),
        ],
    }


def _day(request: HttpRequest) -> tuple[date, DayForm, bool]:
    """The day asked about: today, where none is named or it is no day."""
    today = local_day(now())
    form = DayForm(request.GET if "on" in request.GET else None, initial={"on": today})
    said = form.cleaned_data["on"] if form.is_bound and form.is_valid() else None
    on = said or today
    return on, form, on != today


def _reader() -> str:
    return get_language() or "en"


def _shown(laws: list[LawShown]) -> list[dict[str, Any]]:
    return [{"one": one, **_words(one.basis)} for one in laws]


def _words(basis: LegalBasis) -> Mapping[str, Any]:
    reader = _reader()
    after = basis.superseded_by
    return {
        "basis": basis,
        "place": basis.place or basis.get_jurisdiction_display(),
        "scope": basis.get_scope_display(),
        "since": written_day(basis.from_on, reader) if basis.from_on else "",
        "until": written_day(basis.ended_on, reader) if basis.ended_on else "",
        "read_on": written_day(basis.read_on, reader) if basis.read_on else "",
        "line": line_in_words(basis, reader),
        "after": after.title if after else "",
    }


def line_in_words(basis: LegalBasis, reader: str) -> str:
    """From how many people on a language is owed, in one sentence; "" where the law has no number."""
    share = f"{basis.share_percent.normalize():f}" if basis.share_percent is not None else ""
    facts = {"share": share, "people": f"{basis.people or 0:,}"}
    named = ", ".join(name_in(tag, reader) for tag in basis.languages)
    words = {
        LegalBasis.Rule.SHARE: _("A language is owed from %(share)s%% of the people served on."),
        LegalBasis.Rule.COUNT: _("A language is owed from %(people)s people on."),
        LegalBasis.Rule.LESSER: _(
            "A language is owed from %(share)s%% of the people served or %(people)s people on, whichever is less."
        ),
        LegalBasis.Rule.GREATER: _(
            "A language is owed from %(share)s%% of the people served and %(people)s people on."
        ),
        LegalBasis.Rule.NAMED: _("The law names the languages: %(named)s."),
    }.get(LegalBasis.Rule(basis.rule), "")
    return words % (facts | {"named": named}) if words else ""


@staff("reference.keep_laws")
def new_law(request: StaffRequest) -> HttpResponse:
    """Enter a law."""
    form = LawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.enter_law(by=request.user, at=now(), **form.fields_said())
        except ValidationError as wrong:
            take_errors(form, wrong)
        else:
            messages.success(request, _("The law is entered."))
            return redirect("reference:laws")
    return _form_page(request, form, _("Enter a law"), _("Enter it"))


@staff("reference.keep_laws")
def correct_law(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Put right what was entered wrongly."""
    basis = get_object_or_404(LegalBasis, pk=pk)
    form = LawForm(request.POST or None, instance=basis)
    if request.method == "POST" and form.is_valid():
        try:
            operations.correct_law(
                basis=basis, fields=form.fields_said(), by=request.user, at=now()
            )
        except ValidationError as wrong:
            take_errors(form, wrong)
        else:
            messages.success(request, _("The record is put right."))
            return redirect("reference:laws")
    return _form_page(request, form, _("Put a record right"), _("Keep it"))


@staff("reference.keep_laws")
def replace_law(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Another law takes this one's place."""
    basis = get_object_or_404(LegalBasis, pk=pk)
    form = NextLawForm(request.POST or None, initial=_as_before(basis))
    if request.method == "POST" and form.is_valid():
        try:
            operations.supersede_law(
                basis=basis,
                fields=form.fields_said(),
                how=form.cleaned_data["how"],
                by=request.user,
                at=now(),
            )
        except operations.LawHasEnded as ended:
            return _has_ended(request, ended.ended_on)
        except ValidationError as wrong:
            take_errors(form, wrong)
        else:
            messages.success(request, _("The new law is entered, and the one before it is closed."))
            return redirect("reference:laws")
    return _form_page(request, form, _("Another law takes its place"), _("Enter it"), basis)


def _as_before(basis: LegalBasis) -> dict[str, Any]:
    kept = ("title", "citation", "jurisdiction", "place", "binds_us", "scope", "duty", "rule")
    numbers = ("share_percent", "people", "notice_below")
    said = {name: getattr(basis, name) for name in (*kept, *numbers)}
    return said | {"languages": " ".join(basis.languages)}


@staff("reference.keep_laws")
def end_law(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A law ends, and nothing takes its place."""
    basis = get_object_or_404(LegalBasis, pk=pk)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.close_law(
                basis=basis,
                ended_on=form.cleaned_data["ended_on"],
                how=form.cleaned_data["how"],
                by=request.user,
                at=now(),
            )
        except operations.LawHasEnded as ended:
            return _has_ended(request, ended.ended_on)
        except ValidationError as wrong:
            take_errors(form, wrong)
        else:
            messages.success(request, _("The law is closed. Its record stays."))
            return redirect("reference:laws")
    return _form_page(request, form, _("A law ends"), _("Close it"), basis)


def _has_ended(request: HttpRequest, on: date | datetime | None) -> HttpResponse:
    day = written_day(on, _reader()) if on else ""
    words = _("Somebody entered before that this law ended on %(day)s. Nothing was changed.")
    messages.info(request, words % {"day": day})
    return redirect("reference:laws")


@staff("reference.keep_laws")
@require_POST
def seed_laws(request: StaffRequest) -> HttpResponse:
    """Enter the laws that come with the house."""
    count = operations.seed_laws(by=request.user, at=now())
    words = _("%(count)s laws were entered. Look at what nobody has checked in each.")
    messages.success(request, words % {"count": count})
    return redirect("reference:laws")


def _form_page(
    request: HttpRequest, form: Any, title: str, verb: str, basis: LegalBasis | None = None
) -> HttpResponse:
    context = {"form": form, "title": title, "verb": verb, "basis": basis}
    return render(request, "reference/law_form.html", context, status=422 if form.errors else 200)
