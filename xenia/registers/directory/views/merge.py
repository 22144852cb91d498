"""Two entries are one: choosing the other, choosing whose words stand, merging, and taking it back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.ground.common.transitions import WrongState
from xenia.registers.directory.models import Merge
from xenia.registers.directory.models.record import Record
from xenia.registers.directory.operations.merge import (
    CHOSEN,
    NotTwo,
    UndoBlocked,
    merge_entries,
    undo_merge,
)
from xenia.registers.directory.queries.merge_choices import (
    choices_between,
    merges,
    others_to_choose,
)
from xenia.registers.directory.queries.merges import kept_instead
from xenia.registers.directory.queries.wording import field_name
from xenia.registers.directory.views.history import record_of
from xenia.registers.directory.views.lists import page_of, reader_of


def _entry(kind: str, pk: UUID) -> Record:
    """A service, an organisation or a place. Raises Http404 for another kind."""
    if kind not in CHOSEN:
        raise Http404(kind)
    return record_of(kind, pk)


@staff("directory.edit")
def merge_with(request: StaffRequest, kind: str, pk: UUID) -> HttpResponse:
    """Choose the entry that is the same as this one."""
    record = _entry(kind, pk)
    words = request.GET.get("q", "").strip()
    context = {
        "record": record,
        "kind": kind,
        "address": f"directory:{kind}",
        "words": words,
        "choices": others_to_choose(record, words),
    }
    return render(request, "directory/merge_with.html", context)


@staff("directory.edit")
def merge(request: StaffRequest, kind: str, kept: UUID, absorbed: UUID) -> HttpResponse:
    """Both entries side by side; one click makes them one."""
    one, other = _entry(kind, kept), _entry(kind, absorbed)
    if kept == absorbed or kept_instead(kind, kept) or kept_instead(kind, absorbed):
        messages.info(request, _("These two are one already."))
        return redirect(f"directory:{kind}", pk=kept_instead(kind, kept) or kept)
    choices = choices_between(
        one, other, CHOSEN[kind], reader=reader_of(request), address_words=_("Address")
    )
    if request.method == "POST":
        take = [choice.name for choice in choices if request.POST.get(choice.name) == "absorbed"]
        return _merge(request, kind, kept, absorbed, take)
    context: dict[str, Any] = {
        "kind": kind,
        "address": f"directory:{kind}",
        "kept": one,
        "absorbed": other,
        "choices": choices,
    }
    return render(request, "directory/merge.html", context)


def _merge(
    request: StaffRequest, kind: str, kept: UUID, absorbed: UUID, take: list[str]
) -> HttpResponse:
    try:
        merge_entries(kind=kind, kept=kept, absorbed=absorbed, take=take, by=request.user, at=now())
        messages.success(request, _("The two are one now. You can undo it under “Merged entries”."))
    except NotTwo:
        messages.warning(request, _("Somebody was first. Nothing was changed."))
    return redirect(f"directory:{kind}", pk=kept)


@staff("directory.edit")
def merged(request: StaffRequest) -> HttpResponse:
    """Everything that was merged."""
    page = page_of(request, merges())
    count = page.paginator.count
    title = ngettext("%(count)s merged entry", "%(count)s merged entries", count)
    context = {
        "title": title % {"count": count},
        "page": page,
        "rows": [{"merge": one, "address": f"directory:{one.kind}"} for one in page],
    }
    return render(request, "directory/merged.html", context)


@require_POST
@staff("directory.edit")
def undo(request: StaffRequest, pk: UUID) -> HttpResponse:
    """They were two after all."""
    found = get_object_or_404(Merge, pk=pk)
    try:
        undo_merge(merge=found, by=request.user, at=now())
        messages.success(request, _("They are two again. Each is as it was."))
    except WrongState:
        messages.info(request, _("Somebody undid it before."))
    except UndoBlocked as blocked:
        messages.warning(request, _why_not(found, blocked, reader_of(request)))
    return redirect("directory:merged")


def _why_not(found: Merge, blocked: UndoBlocked, reader: str) -> str:
    """What stands in the way, and what to do."""
    fields = {field for _kind, _pk, field in blocked.places}
    if "merged" in fields:
        return _("The kept entry was merged again since. Undo that first. Nothing was changed.")
    own = [field for kind, _pk, field in blocked.places if kind == f"directory.{found.kind}"]
    if own:
        words = _(
            "“%(field)s” was changed since. Put its earlier value back in the history, then undo. Nothing was changed."
        )
        return words % {"field": field_name(own[0].removesuffix("_id"), reader)}
    return _(
        "Something that was moved has changed or gone since. Put it right by hand: nothing was changed."
    )
