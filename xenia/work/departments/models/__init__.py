"""What is kept of statements on equal access, and of refusals."""

from xenia.work.departments.models.refusal import Refusal, RefusalStep, RefusalWord
from xenia.work.departments.models.statement import (
    AskedPaper,
    Statement,
    StatementStep,
    StatementVersion,
)

__all__ = [
    "AskedPaper",
    "Refusal",
    "RefusalStep",
    "RefusalWord",
    "Statement",
    "StatementStep",
    "StatementVersion",
]
