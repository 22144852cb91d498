"""Who sees a kind of record: the permissions whose pages show it, and the roles that hold them.

What is opened for an order is not in it: the trust page says that for itself, line by line. Tests open every page as
somebody who may, look for planted words and for the tables the page reads, and compare. A later room adds its kinds
here, in its `apps.ready()`.
"""

from collections.abc import Iterable

from django.utils.functional import Promise

from xenia.ground.accounts.roles import PERMISSIONS, Role

SHOWN_TO: dict[str, tuple[str, ...]] = {
    "accounts.auditevent": ("accounts.audit", "clients.serve"),
    "accounts.invitation": ("accounts.manage",),
    "accounts.rolegrant": ("accounts.manage", "clients.serve", "directory.edit"),
    "accounts.signinlink": ("accounts.manage",),
    "accounts.user": (
        "accounts.manage",
        "accounts.audit",
        "casework.take_in",
        "casework.decide",
        "directory.edit",
        "directory.translate",
        "departments.state",
        "enquiries.answer",
        "ombudsman.handle",
        "language_access.ask",
        "language_access.plan",
        "ledger.read",
        "records.read",
        "referrals.send",
        "reports.read",
        "translations.exchange",
        "vault.hold",
        "vault.retention",
    ),
    "clients.client": (
        "clients.serve",
        "clients.merge",
        "clients.forget",
        "casework.take_in",
        "casework.decide",
        "referrals.answer",
        "referrals.send",
    ),
    "clients.consent": ("clients.serve",),
    "clients.helper": ("clients.serve",),
    "clients.householdmember": ("clients.serve",),
    "clients.notthesame": ("clients.merge",),
    "directory.contact": ("directory.read",),
    "directory.finding": ("directory.edit",),
    "directory.legalevidence": ("directory.evidence",),
    "directory.merge": ("directory.edit",),
    "directory.proposal": ("directory.edit",),
    "directory.proposedchange": ("directory.edit",),
    "directory.notice": ("directory.edit",),
    "directory.suggestion": ("directory.suggestions",),
    "directory.unansweredwords": ("directory.unanswered",),
    "home.prepareditem": ("lists.prepare",),
    "home.preparedlist": ("lists.prepare",),
    **dict.fromkeys(
        (
            "casework.contact",
            "casework.intake",
            "casework.need",
            "casework.note",
        ),
        ("casework.take_in",),
    ),
    "casework.screening": ("casework.decide",),
    **dict.fromkeys(
        (
            "departments.statement",
            "departments.statementstep",
            "departments.statementversion",
        ),
        ("departments.state",),
    ),
    **dict.fromkeys(("reports.remark", "reports.report", "reports.reportstep"), ("reports.read",)),
    "reports.datarequeststep": ("reports.answer",),
    "reports.recommendationstep": ("reports.read",),
    "casework.matter": ("casework.decide", "casework.take_in", "casework.legal"),
    **dict.fromkeys(
        (
            "casework.activity",
            "casework.conflictcheck",
            "casework.deadline",
            "casework.laterdecision",
            "casework.legalnote",
            "casework.legalside",
        ),
        ("casework.legal",),
    ),
    "casework.credential": ("casework.credentials", "casework.legal"),
    "enquiries.answertext": ("enquiries.answer", "enquiries.review"),
    "enquiries.enquiry": ("enquiries.answer", "enquiries.reply"),
    "enquiries.word": ("enquiries.answer", "enquiries.reply"),
    **dict.fromkeys(
        (
            "ombudsman.clock",
            "ombudsman.complaint",
            "ombudsman.departmentword",
            "ombudsman.evidence",
            "ombudsman.release",
        ),
        ("ombudsman.handle", "ombudsman.reply"),
    ),
    **dict.fromkeys(
        (
            "ombudsman.complaintword",
            "ombudsman.finding",
            "ombudsman.remedy",
            "ombudsman.servicerequest",
        ),
        ("ombudsman.handle",),
    ),
    "ombudsman.appkey": ("ombudsman.settings",),
    "ombudsman.recommendation": ("ombudsman.patterns", "ombudsman.reply"),
    "imports.importrun": ("directory.import",),
    "imports.sheetrow": ("imports.run",),
    "imports.sheetrun": ("imports.run",),
    "language_access.calendarfeed": (
        "language_access.feed",
        "language_access.manage",
        "language_access.work",
    ),
    "language_access.conflict": ("language_access.manage",),
    "language_access.credential": ("language_access.manage",),
    "language_access.donotsend": ("language_access.manage",),
    "language_access.hoursexception": ("language_access.manage", "language_access.work"),
    "language_access.interpreter": (
        "language_access.manage",
        "language_access.roster",
        "language_access.ask",
        "language_access.assign",
    ),
    "language_access.languagepair": (
        "language_access.manage",
        "language_access.roster",
        "language_access.ask",
        "language_access.assign",
    ),
    # Requests for interpreters, who was asked, and who goes.
    "language_access.interpreterrequest": (
        "casework.take_in",
        "language_access.ask",
        "language_access.assign",
    ),
    "language_access.booking": ("language_access.ask", "language_access.assign"),
    "language_access.offer": ("language_access.assign",),
    "language_access.servedarea": ("language_access.manage",),
    "language_access.vendorinvoice": ("language_access.manage",),
    "language_access.weeklyhours": ("language_access.manage", "language_access.work"),
    **dict.fromkeys(
        (
            "language_access.accessplan",
            "language_access.selfreport",
        ),
        ("language_access.plan",),
    ),
    **dict.fromkeys(
        (
            "language_access.documenttranslation",
            "language_access.textversion",
            "language_access.translationrequest",
        ),
        ("language_access.ask", "language_access.work"),
    ),
    "language_access.messagetranslation": (
        "enquiries.answer",
        "language_access.assign",
        "language_access.work",
    ),
    "ledger.correction": ("ledger.read",),
    "ledger.entry": ("ledger.read",),
    "ledger.year": ("ledger.read",),
    "notifications.contactpoint": (
        "casework.take_in",
        "clients.serve",
        "notifications.handle",
        "referrals.answer",
        "referrals.send",
    ),
    "notifications.outboxmessage": ("notifications.read", "notifications.handle"),
    "notifications.reply": ("notifications.handle",),
    "programs.attendance": ("programs.read", "programs.run"),
    "programs.enrolment": ("programs.read", "programs.run", "programs.enrol"),
    "programs.enrolmentstep": ("programs.enrol",),
    "records.askedperson": ("records.read", "records.release"),
    "records.extraction": ("records.read",),
    "records.recordsrequest": ("records.read",),
    "records.requestnote": ("records.read",),
    "referrals.referral": ("referrals.send", "referrals.answer"),
    "referrals.referralstep": ("referrals.send",),
    "translations.glossaryterm": ("translations.read", "translations.glossary"),
    "translations.textimport": ("translations.exchange",),
    "translations.textstep": ("translations.review",),
    "translations.translatedtext": (
        "directory.read",
        "directory.translate",
        "translations.read",
        "translations.review",
    ),
    "vault.brokenglass": ("records.read",),
    "vault.leaving": ("vault.retention",),
    "vault.legalhold": ("vault.hold", "records.read"),
    "vault.retentionrule": ("vault.retention",),
}
# Kinds that no page shows. A test finds each kind in one of the two.
ON_NO_PAGE = frozenset(
    {
        "accounts.auditcut",
        "casework.handover",
        "casework.intakestep",
        "casework.matterstep",
        "casework.needstep",
        "keys.blindindex",
        "keys.subjectkey",
        "keys.tombstone",
        "language_access.bookedquarter",
        "ledger.alias",
        "notifications.consentnote",
        "ombudsman.complaintstep",
        "programs.offeringstep",
        "vault.canary",
        "vault.subjectmerge",
    }
)


def roles_that_see(label: str) -> list[Role]:
    """The roles that a page shows this kind of record to, in the order of the list of roles."""
    return roles_with(SHOWN_TO.get(label, ()))


def roles_with(permissions: Iterable[str]) -> list[Role]:
    """The roles that hold at least one of these permissions, anywhere or within their own organisation."""
    held = [PERMISSIONS[code] for code in permissions]
    return [
        role for role in Role if any(role in one.anywhere | one.own_organization for one in held)
    ]


def role_names(roles: Iterable[Role]) -> list[str | Promise]:
    """The roles in words."""
    return [role.label for role in roles]
