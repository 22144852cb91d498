"""What is said when a day is near or over. No message says which complaint, nor what it is about."""

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from xenia.work.ombudsman.messages import ASKED, LATE, WAITS, add_work_message

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

DAY_IS_NEAR: Final = "ombudsman.day_is_near"
DAY_IS_OVER: Final = "ombudsman.day_is_over"
CLIMBED: Final = "ombudsman.climbed"
DEPARTMENT_SOON: Final = "ombudsman.department_soon"
DEPARTMENT_LATE: Final = "ombudsman.department_late"

OF_CLOCKS: "Final[tuple[tuple[str, _StrPromise, tuple[_StrPromise, _StrPromise]], ...]]" = (
    (DAY_IS_NEAR, _("A complaint of yours is due soon"), WAITS),
    (DAY_IS_OVER, _("A complaint of yours is late"), LATE),
    (CLIMBED, _("A complaint is late, and it came up to you"), LATE),
    (DEPARTMENT_SOON, _("The office waits for your department"), ASKED),
    (DEPARTMENT_LATE, _("The answer of your department is late"), ASKED),
)


def register_clock_messages() -> None:
    """Tell the room of messages what is said about clocks."""
    for code, title, said in OF_CLOCKS:
        add_work_message(code, title, said)
