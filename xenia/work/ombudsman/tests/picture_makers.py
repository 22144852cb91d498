"""Pictures of complaints, with honest defaults."""

from datetime import date

from xenia.ground.accounts.models import User
from xenia.registers.directory.models import Organization
from xenia.work.ombudsman.models import Complaint, DepartmentWord, Evidence
from xenia.work.ombudsman.models.complaint import Closing, Status
from xenia.work.ombudsman.operations.evidence import (
    add_evidence,
    cover_picture,
    keep_covered_copy,
)
from xenia.work.ombudsman.operations.thread import add_department_words
from xenia.work.ombudsman.tests.makers import MONDAY, TUESDAY, a_complaint, an_officer
from xenia.work.ombudsman.tests.papers import a_picture, written

CLEAN = written(a_picture())


def a_piece(complaint: Complaint | None = None, picture: bytes = CLEAN) -> Evidence:
    """One picture she sent."""
    (made,) = add_evidence(
        complaint=complaint or a_complaint(),
        pictures=[picture],
        source=Evidence.From.HER,
        by=None,
        at=MONDAY,
        caption=" The door of the office ",
    )
    return made


def asked_about(complaint: Complaint, department: Organization) -> None:
    """The office asks a department."""
    Complaint.objects.filter(pk=complaint.pk).update(department=department)
    complaint.refresh_from_db()
    add_department_words(
        complaint,
        department=department,
        kind=DepartmentWord.Kind.REQUEST,
        text="What happened at counter 3?",
        by=None,
        at=TUESDAY,
    )


def a_covered_copy(piece: Evidence, by: User | None = None) -> Evidence:
    return cover_picture(
        evidence=piece,
        boxes=[(0, 0, 50, 100)],
        names_nobody=True,
        by=by or an_officer(),
        at=TUESDAY,
    )


def a_copy_covered_elsewhere(piece: Evidence, by: User) -> Evidence:
    """The same without drawing anything, for tests that need many."""
    return keep_covered_copy(evidence=piece, picture=CLEAN, names_nobody=True, by=by, at=TUESDAY)


def closed(complaint: Complaint, on: date) -> Complaint:
    """As the room leaves it when it is closed."""
    complaint.status, complaint.closing, complaint.closed_on = (
        Status.CLOSED,
        Closing.FINISHED,
        on,
    )
    complaint.save()
    return complaint
