"""Addresses of pages that stand in every shell: looked up once for each language."""

from functools import lru_cache

from django.urls import reverse
from django.utils.translation import get_language


def address_of(page: str, *args: str) -> str:
    """The address of a page of ours by its name, in the reader's language. Raises NoReverseMatch."""
    return _address_in(get_language(), page, args)


@lru_cache(maxsize=4096)
def _address_in(_language: str | None, page: str, args: tuple[str, ...]) -> str:
    return reverse(page, args=args)
