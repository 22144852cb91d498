"""What happens to agreements and referrals."""

from xenia.work.referrals.models.guards import (
    MayNotBeSent,
    NoAgreement,
    NoConsent,
    OnPaperOnly,
    SayWhy,
)

from .agreements import (
    AgreementCrossed,
    OneStandsAlready,
    Terms,
    change_agreement,
    end_agreement,
    make_agreement,
)
from .answering import accept, complete, decline, hold, start
from .due import tend_referrals
from .ending import cancel, reopen, settle, settle_with_need
from .hand_off import NotOnPaper, hand_off
from .heard import HEARD_BY
from .outcome import NOT_YET, confirm_by_person, note_follow_up, note_outcome
from .sending import (
    AlreadySent,
    NoOrganization,
    Words,
    Yes,
    keep_draft,
    reroute,
    send_referral,
    send_with_consent,
)
from .shared import NoMoreInSight

__all__ = [
    "HEARD_BY",
    "NOT_YET",
    "AgreementCrossed",
    "AlreadySent",
    "MayNotBeSent",
    "NoAgreement",
    "NoConsent",
    "NoMoreInSight",
    "NoOrganization",
    "NotOnPaper",
    "OnPaperOnly",
    "OneStandsAlready",
    "SayWhy",
    "Terms",
    "Words",
    "Yes",
    "accept",
    "cancel",
    "change_agreement",
    "complete",
    "confirm_by_person",
    "decline",
    "end_agreement",
    "hand_off",
    "hold",
    "keep_draft",
    "make_agreement",
    "note_follow_up",
    "note_outcome",
    "reopen",
    "reroute",
    "send_referral",
    "send_with_consent",
    "settle",
    "settle_with_need",
    "start",
    "tend_referrals",
]
