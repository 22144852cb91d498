"""What a colleague does with an intake: one form, one act."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import now
from xenia.ground.vault.fields import is_shredded
from xenia.registers.clients.operations import Said, note_found
from xenia.registers.clients.queries.finding import by_code
from xenia.registers.clients.queries.likeness import likely_same
from xenia.work.casework import operations
from xenia.work.casework.forms.working import (
    AnswerForm,
    DeclineForm,
    HandOverForm,
    MeetingForm,
    MoreForm,
    UnmetForm,
    WithdrawForm,
)
from xenia.work.casework.models import Intake, Need
from xenia.work.casework.models.intake import Channel
from xenia.work.casework.operations import TakenIn, Told
from xenia.work.casework.queries.cases import tongue
from xenia.work.casework.views.case import show_intake
from xenia.work.casework.views.shown import (
    CROSSED,
    REFUSALS,
    UNTRUE,
    done,
    found,
    found_person,
    reader,
    show_taken_in,
    version_in,
    why_not,
)
from xenia.work.language_access.operations.asking import NotATime
from xenia.work.language_access.queries.requests import organizations_of

TAKE_IN, DECIDE = "casework.take_in", "casework.decide"
PAGE = "casework:intake"


@staff(DECIDE)
@require_POST
def take(request: StaffRequest, pk: UUID) -> HttpResponse:
    """I do it."""
    act = partial(operations.take, intake=found(pk), by=request.user, at=now())
    return done(request, act, _("It is with you now."), PAGE, pk)


@staff(DECIDE)
@require_POST
def release(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Somebody else does it."""
    act = partial(operations.release, intake=found(pk), by=request.user, at=now())
    return done(request, act, _("It waits for somebody again."), PAGE, pk)


@never_cache
@staff(DECIDE)
@require_POST
def hand_over(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A colleague goes on with it."""
    current = found(pk)
    form = HandOverForm(request.POST, besides=current.taken_by_id)
    if not form.is_valid():
        return show_intake(request, current, hand_over_form=form, status=UNTRUE)
    to = form.cleaned_data["colleague"]
    act = partial(operations.hand_over, intake=current, to=to, by=request.user, at=now())
    return done(request, act, _("Handed over."), PAGE, pk)


@staff(DECIDE)
@require_POST
def step(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A step that needs no words: looked at, we help, on the waiting list, open again."""
    acts: dict[str, tuple[Callable[..., Any], str]] = {
        "screen": (operations.screen, _("Looked at. Decide what we can do.")),
        "accept": (operations.accept, _("We help. Open a matter, or send a referral.")),
        "waitlist": (operations.waitlist, _("It is on the waiting list.")),
        "reopen": (operations.reopen, _("It is open again, and with you.")),
    }
    if request.POST.get("act") not in acts:
        raise Http404
    act, well = acts[request.POST["act"]]
    said = {"intake": found(pk), "version": version_in(request), "by": request.user, "at": now()}
    return done(request, partial(act, **said), well, PAGE, pk)


@never_cache
@staff(DECIDE)
@require_POST
def decline(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The office cannot help."""
    current, form = found(pk), DeclineForm(request.POST, auto_id="decline_%s")
    if not form.is_valid():
        return show_intake(request, current, decline_form=form, status=UNTRUE)
    said = {**form.cleaned_data, "version": version_in(request)}
    act = partial(operations.decline, intake=current, by=request.user, at=now(), **said)
    return done(request, act, _("Noted. Tell her who else can help."), PAGE, pk)


@never_cache
@staff(TAKE_IN)
@require_POST
def withdraw(request: StaffRequest, pk: UUID) -> HttpResponse:
    """It ends without a decision."""
    current, form = found(pk), WithdrawForm(request.POST, auto_id="withdraw_%s")
    if not form.is_valid():
        return show_intake(request, current, withdraw_form=form, status=UNTRUE)
    said = {**form.cleaned_data, "version": version_in(request)}
    act = partial(operations.withdraw, intake=current, by=request.user, at=now(), **said)
    return done(request, act, _("Ended. You can open it again."), PAGE, pk)


@never_cache
@staff(TAKE_IN)
@require_POST
def say_more(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Something is added: needs, barriers, a note."""
    current, form = found(pk), MoreForm(request.POST, reader=reader())
    if not form.is_valid():
        return show_intake(request, current, more_form=form, status=UNTRUE)
    said = form.cleaned_data
    return _with_words(
        request,
        current,
        partial(
            operations.say_more,
            intake=current,
            needs=tuple(said["needs"]),
            barriers=tuple(said["barriers"]),
            note=said["note"],
            by=request.user,
            at=now(),
        ),
        _("Kept."),
        more_form=form,
    )


@never_cache
@staff(TAKE_IN)
@require_POST
def answer(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Our words to who asked online."""
    current, form = found(pk), AnswerForm(request.POST)
    if not form.is_valid():
        return show_intake(request, current, answer_form=form, status=UNTRUE)
    words = form.cleaned_data["words"]
    act = partial(operations.answer_her, intake=current, words=words, by=request.user, at=now())
    return _with_words(request, current, act, _("The answer is out."), answer_form=form)


def _with_words(
    request: StaffRequest, current: Intake, act: Callable[[], Any], well: str, **forms: Any
) -> HttpResponse:
    """Do an act that carries words; where it cannot be done, they are still there."""
    try:
        act()
    except REFUSALS as error:
        lost = {"why": why_not(error)}
        return show_intake(request, found(current.pk), not_kept=lost, status=CROSSED, **forms)
    messages.success(request, well)
    return redirect(PAGE, current.pk)


@never_cache
@staff(TAKE_IN)
@require_POST
def interpreter(request: StaffRequest, pk: UUID) -> HttpResponse:
    """An interpreter is asked for, from here. Whom it is for is not said."""
    current = found(pk)
    form = MeetingForm(
        request.POST,
        reader=reader(),
        organizations=organizations_of(request.user),
        auto_id="meeting_%s",
    )
    if not form.is_valid():
        return show_intake(request, current, meeting_form=form, status=UNTRUE)
    try:
        operations.ask_interpreter(
            intake=current, meeting=form.meeting(), by=request.user, at=now()
        )
    except (NotATime, ValueError):
        form.add_error(
            "begins", _("This time is over, or there is no such time. Choose a later one.")
        )
        return show_intake(request, current, meeting_form=form, status=UNTRUE)
    except REFUSALS as error:
        messages.info(request, why_not(error))
    else:
        messages.success(request, _("An interpreter is asked for. You see here who comes."))
    return redirect(PAGE, pk)


@staff(TAKE_IN)
@require_POST
def visit(request: StaffRequest, pk: UUID) -> HttpResponse:
    """She was here about this, or called."""
    channel = request.POST.get("channel", "")
    if channel not in Channel.values:
        raise Http404
    operations.note_visit(intake=found(pk), channel=channel, by=request.user, at=now())
    messages.success(request, _("Counted. She was here today."))
    return redirect(PAGE, pk)


@never_cache
@staff(TAKE_IN)
@require_POST
def person(request: StaffRequest, pk: UUID) -> HttpResponse:
    """An intake nobody was named in gets its person: found by her code, or written down anew."""
    current, typed = found(pk), request.POST.get("who", "").strip()[:120]
    agrees = request.POST.get("agrees") == "yes"
    client = found_person(request.POST.get("is_she")) or next(iter(by_code(typed)), None)
    if not typed and client is None:
        messages.info(request, _("Write her code, or what she wants to be called."))
        return redirect(PAGE, pk)
    said = Said() if client else _said_of_herself(current, typed)
    same = [] if client else likely_same(said)
    if same and request.POST.get("is_new_person") != "yes":
        note_found(same, by=request.user, at=now())
        more: dict[str, Any] = {"same": same, "who": typed, "agrees": agrees}
        return show_intake(request, current, status=UNTRUE, **more)
    try:
        taken_in = operations.name_person(
            intake=current,
            told=Told(client=client, said=said, agrees=agrees),
            version=version_in(request) or 0,
            by=request.user,
            at=now(),
        )
    except REFUSALS as error:
        messages.info(request, why_not(error))
        return redirect(PAGE, pk)
    if taken_in.receipt:
        return show_taken_in(request, taken_in)
    messages.success(request, _("It is hers now."))
    return redirect(PAGE, pk)


def _said_of_herself(current: Intake, called: str) -> Said:
    """What she said when nobody knew her goes into her record."""
    language = tongue(current, None)
    return Said(
        called=called,
        spoken_language=language,
        written_language=language,
        area="" if is_shredded(current.area) else str(current.area),
    )


@never_cache
@staff(TAKE_IN)
@require_POST
def agree(request: StaffRequest, pk: UUID) -> HttpResponse:
    """She agrees that we keep a record; the receipt's code is shown this once."""
    current = found(pk)
    receipt = operations.agree_to_record(intake=current, by=request.user, at=now())
    if not receipt:
        messages.info(request, _("She agreed before."))
        return redirect(PAGE, pk)
    return show_taken_in(request, TakenIn(current, receipt))


@never_cache
@staff(TAKE_IN)
@require_POST
def need(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A need is met, stays unmet, or is open again."""
    one = get_object_or_404(Need.objects.select_related("intake"), pk=pk)
    act = request.POST.get("act", "")
    said: dict[str, Any] = {
        "need": one,
        "version": version_in(request),
        "by": request.user,
        "at": now(),
    }
    if act == "unmet":
        form = UnmetForm(request.POST)
        if not form.is_valid():
            wrong = {"unmet_form": form, "wrong_need": one.pk}
            return show_intake(request, one.intake, status=UNTRUE, **wrong)
        said["why"] = form.cleaned_data["why"]
    acts: dict[str, tuple[Callable[..., Any], str]] = {
        "met": (operations.meet_need, _("Met.")),
        "unmet": (operations.leave_unmet, _("Noted why it was not met.")),
        "open": (operations.reopen_need, _("It is open again.")),
    }
    if act not in acts:
        raise Http404
    operation, well = acts[act]
    return done(request, partial(operation, **said), well, PAGE, one.intake_id)
