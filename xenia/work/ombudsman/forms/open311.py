"""What an app sends when somebody complains through Open311."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from xenia.ground.common.languages import all_languages
from xenia.ground.notifications.answer_by import AnswerBy
from xenia.ground.notifications.operations.reach import Way
from xenia.ground.reference.office import office_facts
from xenia.registers.directory.models import Organization
from xenia.work.departments.queries.departments import departments
from xenia.work.ombudsman.models.complaint import Level, Wanted
from xenia.work.ombudsman.open311.wire import (
    BAD_REQUEST,
    LONGEST_DESCRIPTION,
    NOT_FOUND,
    Problem,
    answers_in,
)
from xenia.work.ombudsman.operations.filing import Report
from xenia.work.ombudsman.queries.open311 import NO, OFFERED, YES, area_of, service_of

# How far a place on earth is from the equator, and from Greenwich, in degrees.
FARTHEST: Final = {"lat": 90, "long": 180}
# What she is asked to agree to.
AGREED: Final = ("open", "listed")


def report_in(form: Mapping[str, str]) -> Report:
    """What somebody told the app. Where she stands, and which phone she holds, is not taken. Raises Problem."""
    _look_at_place(form)
    answers = answers_in(form)
    service = _answer("service", answers, service_of)
    agrees = {one: _answer(one, answers, {YES: YES, NO: NO}.get) == YES for one in AGREED}
    return Report(
        words=_words(form),
        language=_language(answers.get("language", "")),
        kind=_kind(form.get("service_code", "").strip()),
        wanted=_answer("wanted", answers, lambda typed: typed if typed in Wanted else None) or "",
        department=_answer("department", answers, _department),
        service=service,
        area=_answer("area", answers, area_of),
        level=Level.OPEN if agrees["open"] else Level.CONFIDENTIAL,
        # What nobody but this office may know of stands in no list.
        is_public=all(agrees.values()),
        **_reached(form),
    )


def _look_at_place(form: Mapping[str, str]) -> None:
    """A place that is none shows the app its mistake, though we do not keep it."""
    for name, farthest in FARTHEST.items():
        typed = form.get(name, "").strip()
        try:
            is_there = not typed or abs(float(typed)) <= farthest
        except ValueError:
            is_there = False
        if not is_there:
            raise Problem(BAD_REQUEST, f"{name} is not a number from -{farthest} to {farthest}")


def _kind(code: str) -> str:
    if not code:
        raise Problem(BAD_REQUEST, "service_code was not provided")
    if code not in OFFERED:
        raise Problem(NOT_FOUND, "service_code was not found")
    return code


def _words(form: Mapping[str, str]) -> str:
    """Her words, and below them what the app has fields for and a complaint has not."""
    said = form.get("description", "").replace("\x00", "").strip()
    if not said:
        raise Problem(BAD_REQUEST, "description was not provided")
    if len(said) > LONGEST_DESCRIPTION:
        raise Problem(BAD_REQUEST, "description is longer than 4,000 characters")
    name = f"{form.get('first_name', '')} {form.get('last_name', '')}"
    more = (
        (_("Where: %(said)s"), form.get("address_string", "")),
        (_("Name: %(said)s"), name),
        (_("Phone: %(said)s"), form.get("phone", "")),
        (_("Picture: %(said)s"), form.get("media_url", "")),
    )
    lines = [line % {"said": told} for line, typed in more if (told := typed.strip()[:500])]
    return "\n".join([said, *lines])


def _language(typed: str) -> str:
    known = {one.code for one in all_languages() if one.is_written}
    if typed and typed not in known:
        raise Problem(BAD_REQUEST, "attribute[language] is none of its values")
    return typed or office_facts().codes[0]


def _department(number: str) -> Organization | None:
    return next((one for one in departments() if str(one.pk) == number), None)


def _answer(name: str, answers: Mapping[str, str], found: Any) -> Any:
    """One answer among a question's values; None when it was not answered. Raises Problem."""
    typed = answers.get(name, "")
    answer = found(typed) if typed else None
    if typed and answer is None:
        raise Problem(BAD_REQUEST, f"attribute[{name}] is none of its values")
    return answer


def _reached(form: Mapping[str, str]) -> dict[str, Any]:
    """By e-mail, where she gave one; a phone she may share with others is never written to unasked."""
    email = form.get("email", "").strip()
    if not email:
        return {}
    way = Way(kind="email", address=email, channels=("email",))
    return {"answer_by": AnswerBy.EMAIL, "way": way}
