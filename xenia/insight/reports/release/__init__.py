"""What may leave the office as a number: protected, attacked together with all that is out, and written down.

protected = protect(measured.values(), policy=Policy())
protected.shown["served.by_service_type"].numbers  # None where a number is protected
publish(protected.shown, title="Yearly report 2025", year=2025, by=director, at=now)
"""

from .ledger import published
from .protecting import Protected, protect
from .publishing import publish, that_may_go_out
from .refused import Refused

__all__ = ["Protected", "Refused", "protect", "publish", "published", "that_may_go_out"]
