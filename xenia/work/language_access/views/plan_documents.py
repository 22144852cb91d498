"""Vital documents of a department, in which languages they exist, and the notice that stands in for a missing one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.translations.important import (
    english_sentence,
    important_lines,
    unsaid_languages,
)
from xenia.work.language_access.forms.again import sent_again
from xenia.work.language_access.forms.plan_papers import DocumentForm, TranslationForm
from xenia.work.language_access.models import AccessPlan, VitalDocument
from xenia.work.language_access.models.vital_document import TranslationState
from xenia.work.language_access.operations import vital_documents as operations
from xenia.work.language_access.operations.plans import ChangedMeanwhile, mark_of
from xenia.work.language_access.operations.vital_documents import SameTitle, Withdrawn
from xenia.work.language_access.queries.plans import documents_of, paper_languages
from xenia.work.language_access.views.plan_found import (
    EDIT,
    crossed_words,
    owner,
    with_everything,
)
from xenia.work.language_access.views.plan_sections import CROSSED
from xenia.work.language_access.views.plan_words import papers_shown


def _reader() -> str:
    return get_language() or "en"


def _document(plan: AccessPlan, said: str | None) -> VitalDocument | None:
    return next((one for one in documents_of(plan) if str(one.pk) == said), None)


@never_cache
@staff(EDIT, organization_of=owner)
@require_http_methods(["GET", "HEAD", "POST"])
def documents(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Documents and languages as a grid; one more document, or one that is set right."""
    plan = with_everything(pk)
    if request.method != "POST":
        return _show(request, plan, _fresh(plan, request.GET.get("line")))
    form = DocumentForm(request.POST)
    if not form.is_valid():
        return _show(request, plan, form, status=422)
    return _keep(request, plan, form)


def _fresh(plan: AccessPlan, said: str | None) -> DocumentForm:
    document = _document(plan, said)
    if document is None:
        return DocumentForm()
    known = {"line": document.pk, "mark": mark_of(document)}
    return DocumentForm(initial=DocumentForm.of(document) | known)


def _keep(request: StaffRequest, plan: AccessPlan, form: DocumentForm) -> HttpResponse:
    try:
        _write(request, plan, form)
    except ChangedMeanwhile as crossed:
        form.add_error(None, crossed_words())
        sent_again(form, mark=mark_of(crossed.current))
    except SameTitle:
        form.add_error("title", _("A document with this title stands already. Choose another."))
    except Withdrawn:
        form.add_error(None, _("Somebody withdrew this document meanwhile."))
    else:
        messages.success(request, _("Kept."))
        return redirect("plans:documents", pk=plan.pk)
    return _show(request, with_everything(plan.pk), form, status=CROSSED)


def _write(request: StaffRequest, plan: AccessPlan, form: DocumentForm) -> None:
    said: dict[str, Any] = {"paper": form.paper(), "by": request.user, "at": now()}
    line = form.cleaned_data["line"]
    if line is None:
        operations.add_document(organization=plan.organization, **said)
        return
    document = _document(plan, str(line))
    if document is None:
        raise Withdrawn(f"document {line} does not stand in plan {plan.pk}")
    operations.change_document(
        document=document,
        is_new_version=form.cleaned_data["is_new_version"],
        mark=form.cleaned_data["mark"],
        **said,
    )


def _show(
    request: StaffRequest,
    plan: AccessPlan,
    form: DocumentForm,
    *,
    noted: TranslationForm | None = None,
    status: int = 200,
) -> HttpResponse:
    languages, papers = paper_languages(plan), documents_of(plan)
    context = {
        "plan": plan,
        "languages": languages,
        "papers": papers_shown(papers, languages),
        "form": form,
        "is_change": bool(form["line"].value()),
        "noted": noted or _translation_form(plan, initial=request.GET.dict()),
    }
    return render(request, "language_access/plan_documents.html", context, status=status)


def _translation_form(plan: AccessPlan, data: Any = None, initial: Any = None) -> TranslationForm:
    standing = VitalDocument.objects.standing().filter(organization=plan.organization_id)
    first = {name: one for name, one in (initial or {}).items() if name in ("document", "language")}
    return TranslationForm(
        data,
        initial=first,
        documents=standing,
        languages=paper_languages(plan),
        reader=_reader(),
    )


@never_cache
@staff(EDIT, organization_of=owner)
@require_POST
def translation(request: StaffRequest, pk: UUID) -> HttpResponse:
    """How a document stands in a language."""
    plan = with_everything(pk)
    form = _translation_form(plan, request.POST)
    if not form.is_valid():
        return _show(request, plan, DocumentForm(), noted=form, status=422)
    try:
        operations.note_translation(**form.said(), by=request.user, at=now())
    except Withdrawn:
        messages.info(request, _("Somebody withdrew this document meanwhile."))
    else:
        messages.success(request, _("Noted."))
    return redirect("plans:documents", pk=pk)


@staff(EDIT, organization_of=owner)
@require_POST
def withdraw(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A document is not handed out any more."""
    document = _document(with_everything(pk), request.POST.get("document"))
    try:
        if document is None:
            raise Withdrawn(f"no such document in plan {pk}")
        operations.withdraw_document(document=document, by=request.user, at=now())
    except Withdrawn:
        messages.info(request, _("Somebody withdrew this document meanwhile."))
    else:
        messages.success(request, _("Withdrawn. It stands in no plan any more."))
    return redirect("plans:documents", pk=pk)


def _reviewed_in(document: VitalDocument) -> set[str]:
    """The languages in which it can be handed out itself."""
    rows = document.languages.all()
    return {one.language for one in rows if one.state == TranslationState.REVIEWED}


@never_cache
@staff(EDIT, organization_of=owner)
@require_safe
def notice(request: StaffRequest, pk: UUID) -> HttpResponse:
    """“This is important” in each language of the office, to go with a document that is not translated yet.

    Without a document the notice names none; with one it is for readers of languages that it is not reviewed in. Source: Boston, Ord. 2016 c. 13 (“Babel notice”).
    """
    plan, asked = with_everything(pk), request.GET.get("document")
    document = _document(plan, asked)
    if asked and document is None:
        raise Http404
    reviewed = _reviewed_in(document) if document else set()
    context = {
        "plan": plan,
        "document": document,
        "lines": [one for one in important_lines(_reader()) if one.lang not in reviewed],
        "english": english_sentence(),
        "unsaid": unsaid_languages(),
        "today": local_day(now()),
    }
    return render(request, "language_access/plan_notice.html", context)
