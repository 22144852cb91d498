"""A message to a colleague leads to the question it is about, and says nothing of it."""

from uuid import uuid4

import pytest

from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.notifications.catalogue import CATALOGUE
from xenia.ground.notifications.rendering import written
from xenia.work.enquiries import operations
from xenia.work.enquiries.messages import FORWARDED_TO_YOU, HANDED_TO_YOU
from xenia.work.enquiries.models import Enquiry
from xenia.work.enquiries.tests.makers import TUESDAY, a_department, forwarded, taken

pytestmark = pytest.mark.django_db


def letter(code: str, enquiry: Enquiry) -> str | None:
    """The letter as it leaves now; None when it has no point any more."""
    template = CATALOGUE[code]
    assert template.facts is not None
    facts = template.facts(enquiry.pk, "en")
    return written(template, "email", "en", facts).body if facts else None


def test_a_department_finds_the_question_with_one_click() -> None:
    schools, _sol = a_department()
    colleague = a_user()
    enquiry = forwarded(colleague, schools)
    body = letter(FORWARDED_TO_YOU, enquiry)
    assert body is not None
    assert f"/en/desk/questions/forwarded/{enquiry.pk}/" in body
    assert "http" in body
    operations.take_back(enquiry=enquiry, by=colleague, at=TUESDAY)
    assert letter(FORWARDED_TO_YOU, enquiry) is None, "it is no longer theirs"


def test_a_colleague_finds_the_question_that_was_handed_to_her() -> None:
    colleague = a_user()
    enquiry = taken(colleague)
    body = letter(HANDED_TO_YOU, enquiry)
    assert body is not None
    assert f"/en/desk/questions/{enquiry.pk}/" in body
    operations.release(enquiry=enquiry, by=colleague, at=TUESDAY)
    assert letter(HANDED_TO_YOU, enquiry) is None


def test_a_question_that_is_gone_sends_nobody_anywhere() -> None:
    enquiry = Enquiry(pk=uuid4())
    assert letter(FORWARDED_TO_YOU, enquiry) is None
    assert letter(HANDED_TO_YOU, enquiry) is None
