"""What is counted about questions. Nobody is counted: the same person may ask, or stand at the desk, many times.

reason: who asks. mode: how the answer is to come, or how somebody got in touch. outcome: whether the answer came in
time, or why a question was closed. provider: the organization a person was told of.
"""

from xenia.ground.ledger.kinds import register

RECEIVED = "enquiries.received"
ANSWERED = "enquiries.answered"
CLOSED = "enquiries.closed"
CONTACT = "enquiries.contact"
NAMED = "enquiries.named"

register(RECEIVED, "Somebody asked the office.", dimensions=("language", "reason", "mode"))
register(
    ANSWERED,
    "A question was answered: each answer of ours, also in the same thread.",
    dimensions=("language", "reason", "outcome"),
)
register(CLOSED, "A question was closed, or opened again.", dimensions=("reason", "outcome"))
register(
    CONTACT,
    "Somebody got in touch for information, without a name.",
    dimensions=("need", "language", "mode"),
)
register(
    NAMED,
    "Somebody who got in touch without a name was told of an organization.",
    dimensions=("need", "language", "mode", "provider"),
)
