"""What the vault records."""

from xenia.ground.vault.models.canary import Canary
from xenia.ground.vault.models.glass import BrokenGlass
from xenia.ground.vault.models.hold import LegalHold
from xenia.ground.vault.models.leaving import Leaving, RetentionRound
from xenia.ground.vault.models.merge import SubjectMerge
from xenia.ground.vault.models.record import SubjectRecord, record_models
from xenia.ground.vault.models.rule import RetentionRule

__all__ = [
    "BrokenGlass",
    "Canary",
    "Leaving",
    "LegalHold",
    "RetentionRound",
    "RetentionRule",
    "SubjectMerge",
    "SubjectRecord",
    "record_models",
]
