"""What is kept of agreements and referrals."""

from xenia.work.referrals.models.agreement import Agreement
from xenia.work.referrals.models.referral import Referral, ReferralStep

__all__ = ["Agreement", "Referral", "ReferralStep"]
