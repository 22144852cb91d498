"""What is kept of statements on equal access."""

from xenia.work.departments.models.statement import (
    AskedPaper,
    Statement,
    StatementStep,
    StatementVersion,
)

__all__ = [
    "AskedPaper",
    "Statement",
    "StatementStep",
    "StatementVersion",
]
