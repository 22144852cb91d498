"""Complaints as those read them who hold a code."""

from xenia.ground.vault.fields import is_shredded
from xenia.work.ombudsman.codes import hash_of
from xenia.work.ombudsman.models import Complaint


def with_code(typed: str) -> Complaint | None:
    """The complaint somebody holds the code of; None when there is none."""
    hashed = hash_of(typed)
    found: Complaint | None = Complaint.objects.filter(code_hash=hashed).first() if hashed else None
    return found if found and not is_shredded(found.language) else None
