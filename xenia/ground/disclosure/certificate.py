"""What is printed under a protected table: which rule it keeps, who attacked it, and what the attack could learn.

Everything in it can be worked out from the published table by anybody, or says nothing about which of the hidden cells
are small.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from .attack import Finding, Interval
from .cube import Cell
from .policy import ONE_PERSON, Policy
from .solver import name_and_version


@dataclass(frozen=True, slots=True)
class Certificate:
    """A table that stood the attack.

    narrowest: of the hidden cells that may be small for all an attacker knows, the one known best; None where nothing
    is hidden. spare: how many cells at most are hidden without need, because the search did not end. digest: SHA-256
    over the published cells. is_joint: whether all tables of the same people were attacked together. is_exact: no when
    time was short; then the narrowest guess is at least so wide.
    """

    policy: Policy
    dimensions: tuple[str, ...]
    cells: int
    protected: int
    narrowest: Interval | None
    merged: tuple[str, ...]
    method: str
    spare: int
    solver: str
    digest: str
    is_joint: bool
    is_exact: bool

    def as_data(self) -> dict[str, object]:
        """The certificate as it is printed and stored."""
        return {
            "policy": self.policy.as_data(),
            "dimensions": list(self.dimensions),
            "cells": self.cells,
            "protected": self.protected,
            "shown": self.cells - self.protected,
            "breaches": 0,
            "narrowest_interval": None if self.narrowest is None else _as_data(self.narrowest),
            "merged": list(self.merged),
            "method": self.method,
            "hidden_without_need_at_most": self.spare,
            "tables_read_together": self.is_joint,
            "narrowest_is_exact": self.is_exact,
            "solver": self.solver,
            "sha256": self.digest,
        }


def _as_data(interval: Interval) -> dict[str, float | None]:
    return {
        "low": round(interval.low, 6),
        "high": None if interval.high is None else round(interval.high, 6),
        "whole_low": interval.whole_low,
        "whole_high": interval.whole_high,
    }


def certify(
    published: Mapping[Cell, int | None],
    finding: Finding,
    *,
    policy: Policy,
    dimensions: tuple[str, ...],
    method: str,
    spare: int,
    merged: tuple[str, ...] = (),
) -> Certificate:
    """Write the certificate of a table that the attack did not break."""
    return Certificate(
        policy=policy,
        dimensions=dimensions,
        cells=len(published),
        protected=sum(value is None for value in published.values()),
        narrowest=_narrowest(finding, policy),
        merged=merged,
        method=method,
        spare=spare,
        solver=name_and_version(),
        digest=digest_of(dimensions, published),
        is_joint=finding.is_joint,
        is_exact=finding.is_exact,
    )


def _narrowest(finding: Finding, policy: Policy) -> Interval | None:
    """Chosen by what everybody can reckon: to choose by the true counts would tell the small cells from the others."""
    maybe_small = [
        interval
        for interval in finding.intervals.values()
        if interval.whole_low <= ONE_PERSON
        and (interval.whole_high is None or interval.whole_high >= policy.threshold)
    ]
    return min(maybe_small, key=lambda each: (each.width, each.whole_low), default=None)


def digest_of(dimensions: tuple[str, ...], published: Mapping[Cell, int | None]) -> str:
    """SHA-256 over the cells in order, as they are published."""
    said = [list(dimensions), [[*cell, published[cell]] for cell in sorted(published)]]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()
