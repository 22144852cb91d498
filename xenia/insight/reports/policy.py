"""The rule this office's releases are held to."""

from fractions import Fraction

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from xenia.ground.disclosure import Policy


def policy_of_office() -> Policy:
    """The usual rule; with XENIA_MOST_FROM_ONE no organization may have brought nearly all of a number.

    Raises ImproperlyConfigured for what is no share.
    """
    said: str = settings.MOST_FROM_ONE
    if not said:
        return Policy()
    try:
        return Policy(most_from_one=Fraction(said))
    except (ValueError, ZeroDivisionError):
        raise ImproperlyConfigured(
            f"XENIA_MOST_FROM_ONE is {said!r}: expected a share up to 1, such as 0.9"
        ) from None
