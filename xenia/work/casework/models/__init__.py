"""What is kept of the office's work for people."""

from xenia.work.casework.models.contact import (
    Contact,
)
from xenia.work.casework.models.credential import (
    Credential,
    Recognition,
)
from xenia.work.casework.models.intake import (
    Intake,
    IntakeStep,
)
from xenia.work.casework.models.legal import (
    ConflictCheck,
    HandOver,
    LaterDecision,
    LegalNote,
    LegalSide,
)
from xenia.work.casework.models.matter import (
    Matter,
    MatterStep,
)
from xenia.work.casework.models.need import (
    Need,
    NeedStep,
)
from xenia.work.casework.models.note import (
    Note,
)
from xenia.work.casework.models.screening import (
    Screening,
)
from xenia.work.casework.models.work_time import (
    Activity,
    Deadline,
)

__all__ = [
    "Activity",
    "ConflictCheck",
    "Contact",
    "Credential",
    "Deadline",
    "HandOver",
    "Intake",
    "IntakeStep",
    "LaterDecision",
    "LegalNote",
    "LegalSide",
    "Matter",
    "MatterStep",
    "Need",
    "NeedStep",
    "Note",
    "Recognition",
    "Screening",
]
