"""Pictures somebody sends along with her complaint, or later behind her code. Part of her pages, which belong to `views`.

    form = pictures_sent(request)                                # beside the other form of the page
    if not is_drawn(request, form): ...                          # after it is valid; show the page again
    is_kept(complaint, form)                                     # after the complaint is there

The page's form is `enctype="multipart/form-data"` and includes `ombudsman/_pictures_fields.html` (`pictures_form`).
"""

from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from xenia.ground.accounts.lockout import address_of_the_day
from xenia.ground.common.dates import now
from xenia.ground.common.gate import LIMITS, Limits, may_try
from xenia.ground.vault.subjects import UnderHold
from xenia.work.ombudsman.evidence import PICTURES
from xenia.work.ombudsman.forms.evidence import PicturesForm
from xenia.work.ombudsman.models import Complaint, Evidence
from xenia.work.ombudsman.operations.evidence import (
    NoMorePictures,
    NoSuchPicture,
    TooManyPictures,
    add_evidence,
    destroy_evidence,
)
from xenia.work.ombudsman.queries.evidence import own_evidence

# Drawing anew costs the machine a moment: from one place in an hour, and from everywhere.
FROM_A_PLACE: Final = "ombudsman.pictures"
FROM_EVERYWHERE: Final = "ombudsman.every_picture"
LIMITS[FROM_A_PLACE] = Limits(from_one_place=20)
LIMITS[FROM_EVERYWHERE] = Limits(from_one_place=400)


def pictures_sent(request: HttpRequest, *, needed: bool = False) -> PicturesForm:
    """The form with what came along; an empty one while nothing is sent."""
    if request.method != "POST":
        return PicturesForm()
    return PicturesForm(request.POST, request.FILES, needed=needed)


def is_drawn(request: HttpRequest, form: PicturesForm) -> bool:
    """Whether what came along could be drawn anew, or nothing came along; else the form says why."""
    if not form.is_valid():
        return False
    if not form.cleaned_data[PICTURES]:
        return True
    if not (may_try(FROM_A_PLACE, address_of_the_day(request)) and may_try(FROM_EVERYWHERE, "")):
        words = _(
            "We cannot take pictures right now. Send your words first, and the pictures later with your code."
        )
        form.add_error(PICTURES, words)
        return False
    return form.draw()


def is_kept(complaint: Complaint, form: PicturesForm) -> bool:
    """Whether the pictures are with her complaint now; else the form says why."""
    try:
        add_evidence(
            complaint=complaint,
            pictures=form.drawn,
            source=Evidence.From.HER,
            by=None,
            at=now(),
        )
    except TooManyPictures:
        words = _("There is no room for more pictures. Destroy one below, or tell us in words.")
        form.add_error(PICTURES, words)
    except NoMorePictures:
        words = _("Your complaint is closed. Write to us first; then you can send pictures again.")
        form.add_error(PICTURES, words)
    return not form.errors


def own_pictures(complaint: Complaint) -> dict[str, Any]:
    """What her page shows of them: `ombudsman/_pictures_own.html`, and the empty form."""
    return {
        "own_pictures": own_evidence(complaint),
        "pictures_form": PicturesForm(),
    }


def destroy_own(request: HttpRequest, complaint: Complaint) -> str:
    """One of her pictures is destroyed at her word. What to tell her."""
    gone = _("The picture is destroyed.")
    try:
        pk = UUID(request.POST.get("picture", ""))
    except ValueError:
        return gone
    picture = own_evidence(complaint).filter(pk=pk).first()
    if picture is None:
        return gone
    try:
        destroy_evidence(evidence=picture, by=None, at=now())
    except NoSuchPicture:
        return gone
    except UnderHold:
        return _("A court asked us to keep everything for now. We could not destroy it.")
    return gone
