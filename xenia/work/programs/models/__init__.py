"""What is kept of programs."""

from xenia.work.programs.models.enrolment import Enrolment, EnrolmentStep, OfferingClosed
from xenia.work.programs.models.offering import CapacityLine, Offering, OfferingStep
from xenia.work.programs.models.program import STANDING_PLACES, Capacity, Program, RunBy
from xenia.work.programs.models.session import Attendance, Session
from xenia.work.programs.models.template import ProgramTemplate, TemplateOffering

__all__ = [
    "STANDING_PLACES",
    "Attendance",
    "Capacity",
    "CapacityLine",
    "Enrolment",
    "EnrolmentStep",
    "Offering",
    "OfferingClosed",
    "OfferingStep",
    "Program",
    "ProgramTemplate",
    "RunBy",
    "Session",
    "TemplateOffering",
]
