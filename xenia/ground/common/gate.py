"""The gate before every form that anybody may send: it keeps machines out and asks people nothing.

A form carries a signed token with the moment it was opened, and a field no person sees. Sending is counted in the shared
cache under what stands for the network address today (`accounts.lockout.address_of_the_day`), never under the address
itself; the salt behind it lives one day. There is no cookie, and so no need of a cookie's token against other sites.

    token = open_form("enquiries.ask")                       # into the page, as a hidden field
    verdict = check_form("enquiries.ask", token, honeypot, address_of_the_day(request))
    if verdict is not Verdict.PASSES: ...                    # show the form again, all words kept, with `why(verdict)`
    token = open_again("enquiries.ask", token, verdict)      # and into that page

Ask last, when everything else about the form is right: a token passes once.

Some forms may turn nobody away. What looks like a machine's is let in all the same and waits for a colleague's look:

    admission = admit("ombudsman.file", token, honeypot, address_of_the_day(request), proof)
    file_it(token=admission.token, held=admission.is_held)
"""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.core.cache import cache
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.utils.translation import gettext as _

from xenia.ground.common.ids import new_id
from xenia.ground.common.work_proof import bits_of, cost_of

AN_HOUR = 60 * 60
# A full cache forgets first what comes first by name: rather which token was sent than how many came from where.
TOKENS = "0-used"


class Verdict(StrEnum):
    """What the gate says of a form that was sent."""

    PASSES = "passes"
    TOO_FAST = "too_fast"
    TOO_OLD = "too_old"
    FORGED = "forged"
    TRAPPED = "trapped"
    USED = "used"
    TOO_MANY = "too_many"


# After these the same token is good for another try.
STANDS = frozenset({Verdict.TOO_FAST, Verdict.TRAPPED, Verdict.TOO_MANY})
# Begins a token whose form was seen long before.
SEEN = "seen-"


@dataclass(frozen=True, slots=True)
class Limits:
    """How a form may be sent. from_one_place: in an hour; a library's readers share one address.

    from_everywhere: how many `admit` lets in unseen in an hour, from all places together.
    """

    not_before: timedelta = timedelta(seconds=3)
    not_after: timedelta = timedelta(hours=8)
    from_one_place: int = 30
    from_everywhere: int = 60


@dataclass(frozen=True, slots=True)
class Admission:
    """A form that is let in. token: what it goes on under; is_held: a colleague looks at it before it counts.

    was_sent: this very form came before.
    """

    token: str
    is_held: bool = False
    was_sent: bool = False


LIMITS: dict[str, Limits] = {}
USUAL = Limits()


def open_form(purpose: str) -> str:
    """A token for one form of a purpose such as "enquiries.ask", good for a few hours and for one sending."""
    return _signer(purpose).sign(new_id().hex)


def open_again(purpose: str, token: str, verdict: Verdict) -> str:
    """The token of a form that is shown once more: time counts from when she saw it first.

    Who sends an old page once more is not too fast, however quick she is.
    """
    if verdict in STANDS:
        return token
    if verdict is Verdict.TOO_OLD:
        return _signer(purpose).sign(f"{SEEN}{new_id().hex}")
    return open_form(purpose)


def check_form(purpose: str, token: str, honeypot: str, address: str) -> Verdict:
    """Whether a form may come in.

    honeypot: what stands in the field no person sees. address: what stands for the network address today.
    """
    verdict = _of_token(purpose, token)
    if verdict is Verdict.PASSES and honeypot:
        verdict = Verdict.TRAPPED
    if verdict is Verdict.PASSES and not may_try(purpose, address):
        verdict = Verdict.TOO_MANY
    if verdict is Verdict.PASSES and not _is_first(purpose, token):
        verdict = Verdict.USED
    return verdict


def admit(purpose: str, token: str, honeypot: str, address: str, proof: str) -> Admission:
    """Let a form in, whoever sent it; what may be a machine's is held.

    proof: the work its browser did (`common.work_proof`); "" where no script runs. A token nobody gave, or an old one, is
    replaced, so that nobody chooses what her form is known by.
    """
    verdict = check_form(purpose, token, honeypot, address)
    if verdict in (Verdict.FORGED, Verdict.TOO_OLD):
        return Admission(open_form(purpose), is_held=True)
    if verdict is Verdict.USED:
        return Admission(token, is_held=True, was_sent=True)
    passes = verdict is Verdict.PASSES and _is_worked_for(purpose, token, address, proof)
    return Admission(token, is_held=not passes)


def _is_worked_for(purpose: str, token: str, address: str, proof: str) -> bool:
    """Whether enough work was done, and neither the place nor the hour has had its share."""
    limits, cost = LIMITS.get(purpose, USUAL), cost_of(bits_of(token, proof))
    return (
        cost is not None
        and _spend(_key("work", purpose, address), cost, most=limits.from_one_place)
        and _spend(_key("everywhere", purpose, ""), 1, most=limits.from_everywhere)
    )


def may_try(purpose: str, address: str) -> bool:
    """Count one more try of a purpose from a place; False when this hour has had its share."""
    most = LIMITS.get(purpose, USUAL).from_one_place
    return _spend(_key("tries", purpose, address), 1, most=most)


def _spend(counter: str, cost: int, *, most: int) -> bool:
    """Add to a counter that lives for an hour; False when it is above its most."""
    if cache.add(counter, cost, timeout=AN_HOUR):
        return cost <= most
    try:
        return int(cache.incr(counter, cost)) <= most
    except ValueError:  # the hour ended between the two lines
        return True


def why(verdict: Verdict) -> str:
    """What to tell a person whose form did not pass. Nothing she typed is lost."""
    return {
        Verdict.TOO_FAST: _("That was very fast. Please wait a few seconds and send it again."),
        Verdict.TOO_OLD: _("This page was open for a long time. Please send it once more."),
        Verdict.FORGED: _("Something was missing on the page. Please send it once more."),
        Verdict.TRAPPED: _("Please leave the last field empty, and send it again."),
        Verdict.USED: _("You have sent this already. You do not need to send it again."),
        Verdict.TOO_MANY: _(
            "Too many were sent from here within an hour. Please try again later, or call us."
        ),
    }.get(verdict, "")


def _of_token(purpose: str, token: str) -> Verdict:
    limits, signer = LIMITS.get(purpose, USUAL), _signer(purpose)
    try:
        said = signer.unsign(token, max_age=limits.not_after)
    except SignatureExpired:
        return Verdict.TOO_OLD
    except BadSignature:
        return Verdict.FORGED
    if said.startswith(SEEN):
        return Verdict.PASSES
    try:
        signer.unsign(token, max_age=limits.not_before)
    except SignatureExpired:
        return Verdict.PASSES
    return Verdict.TOO_FAST


def _is_first(purpose: str, token: str) -> bool:
    seconds = LIMITS.get(purpose, USUAL).not_after.total_seconds()
    return bool(cache.add(_key(TOKENS, purpose, token), 1, timeout=int(seconds)))


def _signer(purpose: str) -> TimestampSigner:
    return TimestampSigner(salt=f"xenia.gate.{purpose}")


def _key(what: str, purpose: str, said: str) -> str:
    return f"gate-{what}-{purpose}-{hashlib.sha256(said.encode()).hexdigest()}"
