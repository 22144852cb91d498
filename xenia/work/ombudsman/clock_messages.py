"""What is said when a day is near or over. No message says which complaint, nor what it is about."""

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from xenia.ground.notifications.catalogue import Template, add_message

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

DAY_IS_NEAR: Final = "ombudsman.day_is_near"
DAY_IS_OVER: Final = "ombudsman.day_is_over"
CLIMBED: Final = "ombudsman.climbed"
DEPARTMENT_SOON: Final = "ombudsman.department_soon"
DEPARTMENT_LATE: Final = "ombudsman.department_late"

OF_CLOCKS: "Final[tuple[tuple[str, _StrPromise, _StrPromise], ...]]" = (
    (
        DAY_IS_NEAR,
        _("A complaint of yours is due soon"),
        _("The day until which you do something about a complaint is near. Sign in and open it."),
    ),
    (
        DAY_IS_OVER,
        _("A complaint of yours is late"),
        _(
            "The day until which you do something about a complaint is over. Sign in and open it. If nobody acts, your"
            " supervisor is told."
        ),
    ),
    (
        CLIMBED,
        _("A complaint is late, and it came up to you"),
        _(
            "A complaint is late, and nobody acted. Sign in, open the late complaints, and say who does what."
        ),
    ),
    (
        DEPARTMENT_SOON,
        _("The office waits for your department"),
        _(
            "The office asked your department about a complaint, and the day to answer is near. Sign in and answer."
        ),
    ),
    (
        DEPARTMENT_LATE,
        _("The answer of your department is late"),
        _(
            "The office asked your department about a complaint, and the day to answer is over. Sign in and answer."
        ),
    ),
)


def register_clock_messages() -> None:
    """Tell the room of messages what is said about clocks."""
    for code, title, text in OF_CLOCKS:
        add_message(
            Template(code=code, title=title, purpose="work", subject=title, texts={"email": text})
        )
