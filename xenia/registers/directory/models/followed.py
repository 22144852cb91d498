"""Directories of other offices that this one follows."""

from typing import ClassVar

from django.db import models

from .record import Record


class FollowedDirectory(Record):
    """Another office's HSDS API, asked each day for what changed.

    seen_until: up to which moment of the other side's clock its changes are here; none before the first time.
    problem: why the last time failed, in a sentence; empty when it went well.
    """

    url = models.URLField(max_length=500, unique=True)
    is_active = models.BooleanField(default=True)
    is_in_own_network = models.BooleanField(default=False)
    seen_until = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    problem = models.TextField(blank=True, default="")

    class Meta:
        verbose_name_plural = "followed directories"
        ordering: ClassVar = ["url"]

    def __str__(self) -> str:
        return self.url
