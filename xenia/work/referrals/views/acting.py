"""Which operation an answer is. Colleagues, partners and links share it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import Http404

from xenia.work.referrals import operations
from xenia.work.referrals.forms.answering import (
    ACCEPT,
    COMPLETE,
    DECLINE,
    HOLD,
    START,
    AnswerForm,
)


def act_of(form: AnswerForm) -> Callable[..., Any]:
    """What a valid form does. Raises Http404 for an answer nobody offered."""
    said = form.cleaned_data
    acts: dict[str, Callable[..., Any]] = {
        ACCEPT: operations.accept,
        DECLINE: partial(operations.decline, reason=said["reason"]),
        HOLD: partial(operations.hold, until=said.get("until")),
        START: operations.start,
        COMPLETE: partial(operations.complete, outcome=said["outcome"], reason=said["why"]),
    }
    if said["act"] not in acts:
        raise Http404
    return acts[said["act"]]
