"""Legal help that comes in and is not shown: nobody here has looked up yet who gives it."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final
from uuid import UUID

from xenia.ground.common.batches import batches
from xenia.ground.common.dates import local_day
from xenia.registers.directory.importers.own_terms import own_code_of
from xenia.registers.directory.importers.scratch import Scratch
from xenia.registers.directory.models import Service, TaxonomyTerm
from xenia.registers.directory.operations.quality import keep_findings
from xenia.registers.directory.queries.evidence import needs_evidence, standings
from xenia.registers.directory.queries.problems import KINDS
from xenia.registers.directory.queries.verification import SHOWN

_BATCH: Final = 500


def legal_help_not_shown(bench: Scratch, *, on: date) -> int:
    """How many of the services brought in are legal help without evidence here; the same before and after a dry run."""
    terms = _legal_terms_of_services(bench)
    waiting = 0
    for services in batches(_services(bench, terms), _BATCH):
        known = standings(services, terms, on=on)
        waiting += sum(standing is None for standing in known.values())
    return waiting


def find_legal_help_not_shown(at: datetime) -> None:
    """Put what waits for evidence on the list of what is to mend at once, not at the next round."""
    kind, today = KINDS["no_evidence"], local_day(at)
    keep_findings(kind, kind.check(today, None), today=today)


def _services(bench: Scratch, terms: dict[UUID, list[str]]) -> Iterator[Service]:
    """The services with legal terms that residents would see otherwise, as they will stand here; none is saved."""
    for ready in bench.records("service"):
        status = str(ready.values.get("status") or Service.Status.ACTIVE)
        if UUID(ready.id) in terms and status in SHOWN:
            owner = ready.links.get("organization_id")
            yield Service(id=UUID(ready.id), organization_id=UUID(owner) if owner else None)


def _legal_terms_of_services(bench: Scratch) -> dict[UUID, list[str]]:
    """{service: its codes}, for services with at least one that is legal help."""
    codes = _codes(bench)
    found: dict[UUID, list[str]] = {}
    for ready in bench.records("attribute"):
        code = codes.get(ready.links.get("taxonomy_term_id", ""), "")
        if code:
            found.setdefault(UUID(ready.links["link_id"]), []).append(code)
    return {service: said for service, said in found.items() if needs_evidence(said)}


def _codes(bench: Scratch) -> dict[str, str]:
    """{term: its code in our own taxonomy}, of what came and of what is here already, which counts."""
    came = {
        ready.id: own_code_of(str(ready.values.get("own_code") or ""), str(ready.values["name"]))
        for ready in bench.records("taxonomy_term")
    }
    here = TaxonomyTerm.objects.exclude(own_code="").values_list("pk", "own_code")
    return came | {str(pk): code for pk, code in here}
