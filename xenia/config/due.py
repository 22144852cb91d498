"""What falls due by itself: one line per room, done by the worker or by `xenia run-due`."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.conf import settings

from xenia.face.home.operations import forget_old_lists
from xenia.ground.accounts.operations.audit_chain import ALWAYS_KEPT, close_when_due, cut_audit
from xenia.ground.accounts.operations.session import tidy
from xenia.ground.common.dates import local_day
from xenia.ground.common.long_work import SAMPLE_HISTORY, SAMPLE_REPORTS, say_progress
from xenia.ground.imports.operations import forget_old_imports
from xenia.ground.ledger.operations.night import keep_night
from xenia.ground.notifications.operations.outbox import forget_old_messages
from xenia.ground.notifications.operations.replies import forget_old_replies
from xenia.ground.notifications.operations.sending import send_for_a_while
from xenia.ground.vault.operations.rounds import round_when_due
from xenia.ground.vault.terms import approved_keep
from xenia.insight.reports.operations.call_round import remind_late
from xenia.insight.reports.operations.filing import keep_files
from xenia.registers.directory.hsds.federation_round import follow_when_due
from xenia.registers.directory.operations.missing_records import keep_missing_records
from xenia.registers.directory.operations.notices import keep_notices
from xenia.registers.directory.operations.proposals import forget_proposals
from xenia.registers.directory.operations.suggestions import forget_suggestions
from xenia.registers.directory.operations.unanswered import tidy_unanswered
from xenia.registers.directory.operations.upkeep_round import upkeep_when_due
from xenia.registers.directory.operations.upload import forget_kept_files
from xenia.registers.directory.operations.waiting_listings import make_waiting_listings
from xenia.registers.directory.search.keeping import index_waiting
from xenia.work.casework.operations import (
    destroy_left_notes,
    remind_of_legal_credentials,
    tend_matters,
    tidy_drafts,
)
from xenia.work.departments.operations.round import keep_statements
from xenia.work.enquiries.operations import tidy_enquiries
from xenia.work.language_access.operations import remind_of_credentials, tend_offers
from xenia.work.language_access.operations.plan_round import keep_plans
from xenia.work.language_access.operations.text_round import keep_texts
from xenia.work.ombudsman.operations.city_round import tend_service_requests
from xenia.work.ombudsman.operations.climbing import keep_clocks
from xenia.work.ombudsman.operations.evidence import destroy_old_evidence
from xenia.work.ombudsman.operations.remedies_due import remind_of_remedies
from xenia.work.ombudsman.operations.tidying import tidy_complaints
from xenia.work.programs.operations import keep_places
from xenia.work.referrals.operations import tend_referrals

log = logging.getLogger("xenia.due")


def cut_old_audit(at: datetime) -> int:
    """Cut the audit where its approved term ends; without a rule two people approved, nothing is cut. How many cuts."""
    keep = approved_keep("accounts.auditevent", local_day(at))
    cuts = 0
    while keep and cut_audit(before=at - max(keep, ALWAYS_KEPT), by=None, at=at):
        cuts += 1
    return cuts


def go_on_with_the_sample(at: datetime) -> int:
    """In the sample city, write some more of the invented year of requests. How many weeks."""
    if not settings.SAMPLE_CITY:
        return 0
    from sample_city.year import carry_on

    return with_its_weeks(carry_on(at))


def go_on_with_the_history(at: datetime) -> int:
    """In the sample city, write some more of the three years of people helped, and say how far it is. How many months."""
    if not settings.SAMPLE_HISTORY:
        return 0
    from sample_city import history

    before = history.how_far()
    written = history.carry_on(at) if before and before[0] < before[1] else 0
    if written and (now := history.how_far()):
        say_progress(SAMPLE_HISTORY, *now)
    return with_its_weeks(written)


def with_its_weeks(written: int) -> int:
    """Where more of the sample city's past was written, lay it over its weeks."""
    if written:
        from sample_city.weeks import write_weeks

        write_weeks()
    return written


def go_on_with_the_complaints(at: datetime) -> int:
    """In the sample city, write some more of the three years of complaints. How many months."""
    if not settings.SAMPLE_HISTORY:
        return 0
    from sample_city import complaints

    return with_its_weeks(complaints.carry_on(at))


def go_on_with_the_reports(at: datetime) -> int:
    """In the sample city, once its years are written, take the next step of its yearly reports. How many steps."""
    if not settings.SAMPLE_HISTORY:
        return 0
    from sample_city import reporting

    steps = reporting.carry_on(at)
    posted, of = reporting.how_far(at)
    if steps or posted < of:
        say_progress(SAMPLE_REPORTS, posted, of)
    return steps


DUE: dict[str, Callable[[datetime], object]] = {
    "directory.notices": keep_notices,
    "directory.waiting_listings": make_waiting_listings,
    "directory.index": lambda at: index_waiting(),
    "directory.kept_files": forget_kept_files,
    "directory.follow": follow_when_due,
    "directory.unanswered": tidy_unanswered,
    "directory.suggestions": forget_suggestions,
    "directory.proposals": forget_proposals,
    "directory.records": keep_missing_records,
    "directory.upkeep": upkeep_when_due,
    "accounts.tidy": tidy,
    "imports.forget": forget_old_imports,
    "lists.forget": forget_old_lists,
    "casework.drafts": tidy_drafts,
    "departments.statements": keep_statements,
    "casework.matters": tend_matters,
    "casework.legal_credentials": remind_of_legal_credentials,
    "casework.left_notes": destroy_left_notes,
    "enquiries.tidy": tidy_enquiries,
    "language_access.credentials": remind_of_credentials,
    "language_access.offers": tend_offers,
    "language_access.plans": keep_plans,
    "language_access.texts": keep_texts,
    "ombudsman.clocks": keep_clocks,
    "ombudsman.remedies": remind_of_remedies,
    "ombudsman.tidy": tidy_complaints,
    "ombudsman.evidence": destroy_old_evidence,
    "ombudsman.passed_on": tend_service_requests,
    "programs.places": keep_places,
    "referrals.tend": tend_referrals,
    "reports.call": remind_late,
    "reports.files": keep_files,
    "ledger.night": keep_night,
    "notifications.send": send_for_a_while,
    "notifications.forget": forget_old_messages,
    "notifications.forget_replies": forget_old_replies,
    "accounts.audit_chain": close_when_due,
    "accounts.audit_cut": cut_old_audit,
    "vault.retention": round_when_due,
    # Last: nobody's message waits for what is made up.
    "sample_city.year": go_on_with_the_sample,
    "sample_city.complaints": go_on_with_the_complaints,
    "sample_city.history": go_on_with_the_history,
    "sample_city.reports": go_on_with_the_reports,
}


def run_due(*, at: datetime) -> dict[str, bool]:
    """Do everything that is due; what fails is logged and does not hold up the rest. {name: whether it went well}"""
    went_well = {}
    for name, work in DUE.items():
        try:
            work(at)
            went_well[name] = True
        except Exception:
            log.exception("due work failed", extra={"work": name})
            went_well[name] = False
    return went_well
