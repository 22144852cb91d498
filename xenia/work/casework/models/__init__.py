"""What is kept of the office's work for people."""

from xenia.work.casework.models.contact import Contact
from xenia.work.casework.models.intake import Intake, IntakeStep
from xenia.work.casework.models.matter import Matter, MatterStep
from xenia.work.casework.models.need import Need, NeedStep
from xenia.work.casework.models.note import Note
from xenia.work.casework.models.screening import Screening

__all__ = [
    "Contact",
    "Intake",
    "IntakeStep",
    "Matter",
    "MatterStep",
    "Need",
    "NeedStep",
    "Note",
    "Screening",
]
