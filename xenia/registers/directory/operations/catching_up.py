"""A directory of an earlier version, brought up to this one: safe to run again, and where it was interrupted."""

from datetime import datetime

from xenia.ground.common.ids import lasting_id
from xenia.ground.reference.taxonomy import load_taxonomy
from xenia.registers.directory.models import TaxonomyTerm
from xenia.registers.directory.operations.missing_records import keep_missing_records
from xenia.registers.directory.operations.taxonomy import load_own_taxonomy


def catch_up(*, at: datetime) -> int:
    """Bring in terms the office does not have yet, and make missing public records. Returns how many were made."""
    if not _knows_all_terms():
        load_own_taxonomy(at=at)
    return keep_missing_records(at)


def _knows_all_terms() -> bool:
    shipped = {
        lasting_id("taxonomy", "xenia", one.code): one.label("en") for one in load_taxonomy()
    }
    known = dict(TaxonomyTerm.objects.filter(pk__in=shipped).values_list("pk", "name"))
    return known == shipped
