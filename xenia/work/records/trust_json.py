"""The inventory for machines."""

from dataclasses import asdict
from typing import Any

from xenia.ground.accounts.roles import PERMISSIONS
from xenia.ground.common.dates import local_day
from xenia.ground.common.privacy import NEVER_HELD
from xenia.work.records.inventory.kinds import RecordKind, kinds_held
from xenia.work.records.inventory.terms import Term, terms_of
from xenia.work.records.inventory.who_sees import SHOWN_TO, roles_that_see
from xenia.work.records.trust_page import ShownKind, TrustPage

VERSION = 1


def as_data(page: TrustPage) -> dict[str, Any]:
    """What the page says, with the codes of the schema beside the words. The words are in the page's language."""
    kinds = {kind.label: kind for kind in kinds_held()}
    terms = terms_of(kinds.values(), local_day(page.made_at))
    return {
        "version": VERSION,
        "made_at": page.made_at.isoformat(timespec="seconds"),
        "never_held": {"words": page.never, "field_names": NEVER_HELD},
        "record_kinds": [
            _kind(shown, kinds[shown.label], terms[shown.label])
            for tier in page.tiers
            for shown in tier.kinds
        ],
        "other_tables": page.foreign,
        "open_year": [
            {
                "kind": one.code,
                "meaning": one.meaning,
                "dimensions": [str(words) for words in one.dimensions],
                "counts_people": one.counts_people,
            }
            for one in page.counted
        ],
        "backups": {"data_days": page.data_backup_days, "keys_days": page.keys_backup_days},
        "requests_for_records": [asdict(year) for year in page.years],
    }


def _kind(shown: ShownKind, kind: RecordKind, term: Term) -> dict[str, Any]:
    return {
        "kind": kind.label,
        "name": shown.name,
        "what": shown.what,
        "tier": kind.tier.value,
        "fields": [
            {"field": field.code, "sort": field.sort.value, "why": field.why}
            for field in kind.fields
        ],
        "keep_days": term.days,
        "counted_from": term.since,
        "term_is": term.standing.value,
        "rule_source": term.source,
        "shown_to": {
            "roles": [role.value for role in roles_that_see(kind.label)],
            "permissions": [code for code in SHOWN_TO.get(kind.label, ()) if code in PERMISSIONS],
        },
        "order_while_open": sorted(kind.codes(opened=True)) if kind.is_hers else [],
        "order_after_term": _after(kind),
    }


def _after(kind: RecordKind) -> list[str]:
    if not kind.is_hers or kind.goes_whole:
        return []
    return sorted(kind.codes(opened=False))
