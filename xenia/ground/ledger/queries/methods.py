"""Figures counted in different ways stand beside each other and are never added together."""

from collections.abc import Iterable


class MethodsNotAdded(ValueError):
    """Several ways of counting would come into one sum: ask by "method", or for one of them."""


def refuse_mixed(methods: Iterable[str], kinds: Iterable[str]) -> None:
    """Raises MethodsNotAdded for more than one. An entry that does not say how it was counted is one of its own."""
    found = sorted(set(methods))
    if len(found) > 1:
        raise MethodsNotAdded(
            f"{', '.join(sorted(kinds))} counted in several ways {found}: ask by 'method', or for one"
        )
