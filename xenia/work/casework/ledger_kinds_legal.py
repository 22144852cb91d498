"""What is counted about legal matters. What a case is stands in the stream `legal` alone, by month, and leads to no matter.

provider: the organization that holds the matter; none for the office. mode: what kind of work, of minutes.
outcome: where a legal matter stands, or what it brought; of a referral, how far it came (accepted, served).
"""

from xenia.ground.ledger.kinds import register

DIRECT = "casework.legal_direct"
BY_PARTNER = "casework.legal_by_partner"
REFERRED = "casework.legal_referred"
FOLLOWED = "casework.legal_referral_followed"
LEGAL_MATTER = "casework.legal_matter"
BENEFIT = "casework.legal_benefit"
LATER = "casework.legal_later_decision"
MINUTES = "casework.matter_minutes"
SERVED = ("service_type", "provider", "need", "language", "area", "case_type")

register(
    DIRECT,
    "The office gave somebody legal help.",
    dimensions=SERVED,
    streams=("service", "legal"),
    counts_persons=True,
)
register(
    BY_PARTNER,
    "Another legal provider gave somebody legal help, in a matter it holds here.",
    dimensions=SERVED,
    streams=("service", "legal"),
    counts_persons=True,
)
register(
    REFERRED,
    "Somebody was referred to another legal provider.",
    dimensions=("service_type", "provider", "need", "language", "area"),
    counts_persons=True,
)
register(
    FOLLOWED,
    "Another legal provider took on somebody who was referred to it, or served her.",
    dimensions=("service_type", "provider", "need", "language", "area", "outcome"),
    counts_persons=True,
)
register(
    LEGAL_MATTER,
    "A legal matter was opened, or closed with an outcome.",
    dimensions=("case_type", "outcome"),
    streams=("legal",),
    counts_persons=True,
)
register(
    BENEFIT,
    "A legal matter brought her something.",
    dimensions=("case_type", "outcome"),
    streams=("legal",),
    counts_persons=True,
)
register(
    LATER,
    "A legal matter that was closed was decided later.",
    dimensions=("case_type", "outcome"),
    streams=("legal",),
    counts_persons=True,
)
register(MINUTES, "Minutes of work on matters.", dimensions=("provider", "mode"))
