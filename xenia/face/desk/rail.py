"""The rail of the staff pages: the rooms a person may enter."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xenia.ground.accounts.models import User
from xenia.ground.common.links import address_of
from xenia.ground.design.shell import ShellLink
from xenia.work.casework.queries.legal import runs_legal_matters

# The addresses of the accounts room that belong to one's own account; the others are about colleagues.
OWN = frozenset({"own", "describe", "password"})
# Counting who came or called; its own line, because the front desk does it all day.
LOG = frozenset({"log_contact", "unlog_contact", "note_named"})
# What a translator does herself; the room's other pages belong to those who ask, and to the office.
OWN_TEXTS = frozenset({"mine", "document", "answer_document", "message", "answer_message", "read"})
AUDIT = frozenset({"audit", "audit_csv"})
# Finding interpreters is the office's work; asking for one is everybody's.
FINDING = frozenset(
    {
        "queue",
        "look_for",
        "ask_them",
        "send",
        "fill",
        "unfilled",
        "substitute",
        "this_week",
        "week_plan",
        "gaps",
    }
)
ASKING = frozenset(
    {"requests", "requests_print", "ask", "ask_now", "request", "change", "cancel", "outcome"}
)
MATTERS = frozenset({"matters", "matter", "describe", "matter_step"})
# Somebody stands at the desk: its own line, and a key that opens it from every page.
TAKING_IN = frozenset({"new_intake", "draft"})
KEYS = {"casework:new_intake": "n"}
# What an organization answers; the call itself, barriers and earlier totals are the office's.
OWN_COUNTS = frozenset(
    {
        "own",
        "counts",
        "bring",
        "nothing",
        "again",
        "file_back",
        "sheet_csv",
        "sheet_xlsx",
    }
)
BARRIERS = frozenset({"barriers", "recommend", "recommendation_step"})
OUR_WORK = frozenset({"our_work", "our_numbers", "our_numbers_csv", "hand_in"})
Here = Callable[[str, str], bool]


# One line per room: permission, words, address, icon, and whether an address (room, name) is in it.
Room = tuple[str, Promise, str, str, Here]
DAILY: tuple[Room, ...] = (
    (
        "desk.open",
        _("Today"),
        "desk:today",
        "calendar",
        lambda room, name: (room, name) == ("desk", "today"),
    ),
    (
        "casework.take_in",
        _("Somebody is here"),
        "casework:new_intake",
        "plus",
        lambda room, name: room == "casework" and name in TAKING_IN,
    ),
    (
        "desk.partner",
        _("Our work here"),
        "desk:our_work",
        "hand",
        lambda room, name: room == "desk" and name in OUR_WORK,
    ),
    (
        "clients.serve",
        _("People we serve"),
        "clients:find",
        "people",
        lambda room, name: room == "clients",
    ),
    (
        "casework.take_in",
        _("Cases"),
        "casework:cases",
        "hand",
        lambda room, name: room == "casework" and name not in MATTERS | TAKING_IN,
    ),
    (
        "casework.decide",
        _("Matters"),
        "casework:matters",
        "papers",
        lambda room, name: room == "casework" and name in MATTERS,
    ),
    (
        "casework.legal",
        _("Legal matters"),
        "legal:every",
        "papers",
        lambda room, _name: room == "legal",
    ),
    (
        "enquiries.answer",
        _("Questions"),
        "enquiries:questions",
        "question",
        lambda room, name: (
            room == "enquiries" and not name.startswith("forwarded") and name not in LOG
        ),
    ),
    (
        "enquiries.log",
        _("Log a contact"),
        "enquiries:log_contact",
        "person",
        lambda room, name: room == "enquiries" and name in LOG,
    ),
    (
        "enquiries.reply",
        _("Questions for you"),
        "enquiries:forwarded",
        "question",
        lambda room, name: room == "enquiries" and name.startswith("forwarded"),
    ),
    (
        "ombudsman.handle",
        _("Complaints"),
        "complaints:every",
        "bubble",
        lambda room, _name: room == "complaints",
    ),
    (
        "ombudsman.take_in",
        _("Take a complaint in"),
        "complaints:take_in",
        "plus",
        lambda room, _name: room == "complaints",
    ),
    (
        "ombudsman.reply",
        _("The office asks you"),
        "complaints_asked:asked",
        "question",
        lambda room, _name: room == "complaints_asked",
    ),
)
SENDING: tuple[Room, ...] = (
    (
        "programs.read",
        _("Programs"),
        "programs:all",
        "people",
        lambda room, name: room == "programs",
    ),
    (
        "referrals.send",
        _("Referrals"),
        "referrals:every",
        "send",
        lambda room, _name: room == "referrals",
    ),
    (
        "referrals.answer",
        _("Inbox"),
        "inbox:every",
        "inbox",
        lambda room, _name: room == "inbox",
    ),
)
LANGUAGES: tuple[Room, ...] = (
    (
        "translations.read",
        _("Translations"),
        "translations:grid",
        "chat",
        lambda room, name: room == "translations",
    ),
    (
        "population.read",
        _("Who speaks what"),
        "population:estimates",
        "people",
        lambda room, name: room == "population",
    ),
    (
        "language_access.ask",
        _("Ask for an interpreter"),
        "interpreting:requests",
        "chat",
        lambda room, name: room == "interpreting" and name in ASKING,
    ),
    (
        "language_access.assign",
        _("Find interpreters"),
        "interpreting:queue",
        "search",
        lambda room, name: room == "interpreting" and name in FINDING,
    ),
    (
        "language_access.work",
        _("My week"),
        "my_week:week",
        "calendar",
        lambda room, name: room == "my_week",
    ),
    (
        "language_access.roster",
        _("Interpreters"),
        "language_access:interpreters",
        "people",
        lambda room, name: room == "language_access",
    ),
    (
        "language_access.plan",
        _("Language plans"),
        "plans:plans",
        "papers",
        lambda room, name: room == "plans",
    ),
    (
        "language_access.ask",
        _("Texts to translate"),
        "texts:asked",
        "list",
        lambda room, name: room == "texts" and name not in OWN_TEXTS,
    ),
    (
        "language_access.work",
        _("Your translations"),
        "texts:mine",
        "pencil",
        lambda room, name: room == "texts" and name in OWN_TEXTS,
    ),
    (
        "language_access.numbers",
        _("Language numbers"),
        "language_numbers:numbers",
        "chart",
        lambda room, name: room == "language_numbers",
    ),
)
SERVICES: tuple[Room, ...] = (
    (
        "directory.read",
        _("Directory"),
        "directory:services",
        "book",
        lambda room, name: room == "directory" and "import" not in name and "quality" not in name,
    ),
    (
        "directory.edit",
        _("To mend"),
        "directory:quality",
        "check",
        lambda room, name: room == "directory" and "quality" in name,
    ),
    (
        "departments.state",
        _("Equal access"),
        "departments:services",
        "scales",
        lambda room, name: room == "departments",
    ),
    (
        "reports.answer",
        _("Your counts"),
        "counts:own",
        "chart",
        lambda room, name: room == "counts" and name in OWN_COUNTS,
    ),
    (
        "lists.prepare",
        _("Lists to hand over"),
        "lists:all",
        "list",
        lambda room, name: room == "lists",
    ),
)
OFFICE: tuple[Room, ...] = (
    (
        "desk.board",
        _("The office at a glance"),
        "desk:board",
        "chart",
        lambda room, name: room == "desk" and name.startswith("board"),
    ),
    (
        "desk.statistics",
        _("Statistics"),
        "desk:statistics",
        "chart",
        lambda room, name: room == "desk" and name.startswith("statistics"),
    ),
    (
        "reports.read",
        _("Yearly reports"),
        "reports:reports",
        "papers",
        lambda room, _name: room == "reports",
    ),
    (
        "reports.prepare",
        _("The call for counts"),
        "counts:calls",
        "inbox",
        lambda room, name: room == "counts" and name not in OWN_COUNTS | BARRIERS,
    ),
    (
        "reports.read",
        _("Barriers"),
        "counts:barriers",
        "list",
        lambda room, name: room == "counts" and name in BARRIERS,
    ),
    (
        "ombudsman.patterns",
        _("Patterns in complaints"),
        "complaint_patterns:patterns",
        "chart",
        lambda room, _name: room == "complaint_patterns",
    ),
    (
        "imports.run",
        _("Imports"),
        "imports:runs",
        "inbox",
        lambda room, name: room == "imports" or (room == "directory" and "import" in name),
    ),
    (
        "notifications.read",
        _("Messages"),
        "notifications:outbox",
        "mail",
        lambda room, name: room == "notifications",
    ),
    (
        "reference.read_laws",
        _("What the law asks"),
        "reference:laws",
        "scales",
        lambda room, name: room == "reference",
    ),
    (
        "ledger.read",
        _("Ledger"),
        "ledger:years",
        "chart",
        lambda room, name: room == "ledger",
    ),
    (
        "records.receive",
        _("Requests for records"),
        "records:requests",
        "scales",
        lambda room, name: room == "records",
    ),
    (
        "accounts.manage",
        _("People"),
        "accounts:people",
        "people",
        lambda room, name: room == "accounts" and name not in OWN | AUDIT,
    ),
    (
        "reference.manage",
        _("Settings"),
        "desk:settings",
        "gear",
        lambda room, name: room == "desk" and name.startswith("settings"),
    ),
    (
        "accounts.audit",
        _("Who did what"),
        "accounts:audit",
        "history",
        lambda room, name: room == "accounts" and name in AUDIT,
    ),
    (
        "accounts.own",
        _("Your account"),
        "accounts:own",
        "person",
        lambda room, name: (room == "accounts" and name in OWN) or name.startswith("mfa_"),
    ),
)
# What the rooms are for. The first ones need no heading.
GROUPS: tuple[tuple[Promise | str, tuple[Room, ...]], ...] = (
    ("", DAILY),
    (_("Referrals and programs"), SENDING),
    (_("Languages"), LANGUAGES),
    (_("Services"), SERVICES),
    (_("The office"), OFFICE),
)
# So many links are found at a glance; more stand under headings.
FEW = 12


def rail_for(user: User, request: HttpRequest) -> tuple[ShellLink, ...]:
    """The links a person sees, in order, with the place she is at."""
    links = tuple(_links(user, request))
    return links if len(links) > FEW else tuple(replace(link, group="") for link in links)


def has_use(user: User, permission: str) -> bool:
    """Whether a room is more than empty for her: an organization that helps nobody with the law has no legal matters.

    Whoever works on complaints takes them in from there; the front desk, which reads none, has a line of its own.
    """
    if permission == "ombudsman.take_in":
        return not user.may("ombudsman.handle")
    if permission == "reports.answer":
        # The office types what somebody said on the phone from the call itself.
        return not user.may("reports.answer")
    if permission != "casework.legal" or user.may(permission):
        return True
    return runs_legal_matters(user)


def _links(user: User, request: HttpRequest) -> Iterator[ShellLink]:
    match = request.resolver_match
    room, name = (match.namespace, match.url_name or "") if match else ("", "")
    for group, rooms in GROUPS:
        for permission, words, address, icon, is_in in rooms:
            if user.may_somewhere(permission) and has_use(user, permission):
                yield ShellLink(
                    str(words),
                    address_of(address),
                    current=is_in(room, name),
                    icon=icon,
                    key=KEYS.get(address, ""),
                    group=str(group),
                )
