"""What the vault records."""

from xenia.ground.vault.models.canary import Canary
from xenia.ground.vault.models.glass import BrokenGlass
from xenia.ground.vault.models.hold import LegalHold
from xenia.ground.vault.models.merge import SubjectMerge
from xenia.ground.vault.models.record import SubjectRecord, record_models

__all__ = ["BrokenGlass", "Canary", "LegalHold", "SubjectMerge", "SubjectRecord", "record_models"]
