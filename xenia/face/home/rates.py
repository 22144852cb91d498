"""How often one place may send us something in an hour. No network address is kept.

The counter lies in the shared cache under an HMAC of the address, with the salt of the day that sign-in uses too: when
the salt is gone, so is the way back.
"""

from typing import Final

from django.core.cache import cache
from django.http import HttpRequest

from xenia.ground.accounts.lockout import address_of_the_day

# Many people share the address of a library or a phone company.
MOST_IN_AN_HOUR: Final = 20
AN_HOUR: Final = 60 * 60


def may_send(request: HttpRequest) -> bool:
    """Count one more from this place; False when it sent as many as one place may."""
    place = f"suggest-{address_of_the_day(request)}"
    if cache.add(place, 1, timeout=AN_HOUR):
        return True
    try:
        return int(cache.incr(place)) <= MOST_IN_AN_HOUR
    except ValueError:
        # It ran out between the two steps: a new hour begins.
        cache.add(place, 1, timeout=AN_HOUR)
        return True
