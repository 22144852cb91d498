"""Questions and those who work on them, with honest defaults."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.registers.directory.models import Organization
from xenia.registers.directory.tests.makers import an_organization
from xenia.work.enquiries import operations
from xenia.work.enquiries.codes import code_for
from xenia.work.enquiries.models import AnswerText, Enquiry
from xenia.work.enquiries.operations import Question, Said

# 9:00 in the city.
MONDAY = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)
LATER = MONDAY + timedelta(days=14)
KREYOL = "Ki kote pou m enskri pitit mwen lekòl?"
_numbers = count(1)


def a_question(**said: Any) -> Question:
    """Somebody asks in Haitian Creole where to enrol a child; she says neither who nor where she is."""
    return replace(Question(words=KREYOL, language="ht"), **said)


def a_token() -> str:
    """What came with a form of its own."""
    return f"token {next(_numbers)}"


def an_enquiry(*, at: datetime = MONDAY, token: str = "", **said: Any) -> Enquiry:
    """A question that came in and waits."""
    return operations.ask_office(question=a_question(**said), token=token or a_token(), at=at)


def with_its_code(*, at: datetime = MONDAY, **said: Any) -> tuple[Enquiry, str]:
    """A question, and the code somebody holds."""
    token = a_token()
    return an_enquiry(at=at, token=token, **said), code_for(token)


def taken(by: User, *, at: datetime = MONDAY, **said: Any) -> Enquiry:
    """A question a colleague works on."""
    return operations.take(enquiry=an_enquiry(at=at, **said), by=by, at=at)


def answered(by: User, *, at: datetime = TUESDAY, **said: Any) -> Enquiry:
    """A question with its answer."""
    enquiry = taken(by, **said)
    return operations.send_answer(
        enquiry=enquiry, english="At the welcome center.", words="Nan sant akèy la.", by=by, at=at
    )


def a_department() -> tuple[Organization, User]:
    """The school department, and the colleague there who answers."""
    schools = an_organization(name="School Department")
    return schools, a_user(Role.DEPARTMENT_MEMBER, schools.pk, name="Sol Adeyemi")


def forwarded(by: User, to: Organization, **said: Any) -> Enquiry:
    """A question that lies with another organization."""
    enquiry = taken(by, **said)
    return operations.forward(enquiry=enquiry, to=to, note="Which form is it?", by=by, at=TUESDAY)


def an_answer_text(*, by: User | None = None, **said: Any) -> AnswerText:
    """An answer for next time that waits for a second person."""
    usual = Said(
        title="Enrolling a child in school",
        question="How do I enroll my child?",
        text="Go to the welcome center. Every child may go to school.",
    )
    return operations.write_answer_text(
        said=replace(usual, **said), names_nobody=True, by=by or a_user(), at=MONDAY
    )


def a_reviewed_answer(*, is_public: bool = False, **said: Any) -> AnswerText:
    """An answer two people stand behind."""
    second = a_user(Role.SUPERVISOR)
    answer = operations.review_answer_text(answer=an_answer_text(**said), by=second, at=TUESDAY)
    if is_public:
        operations.publish_answer_text(answer=answer, is_public=True, by=second, at=TUESDAY)
    return answer
