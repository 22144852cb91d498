"""What the office holds, read from the schema: every model, its fields, its term, who sees it."""

from .kinds import Field, RecordKind, Sort, Tier, kinds_held

__all__ = ["Field", "RecordKind", "Sort", "Tier", "kinds_held"]
