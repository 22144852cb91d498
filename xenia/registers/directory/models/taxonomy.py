"""Taxonomies brought in from elsewhere, and Xenia's own as HSDS shows it."""

from typing import ClassVar

from django.db import models

from .record import Record


class Taxonomy(Record):
    """A named list of terms. HSDS `taxonomy`."""

    name = models.TextField()
    description = models.TextField(blank=True, default="")
    uri = models.TextField(blank=True, default="")
    version = models.TextField(blank=True, default="")

    class Meta:
        verbose_name_plural = "taxonomies"

    def __str__(self) -> str:
        return self.name


class TaxonomyTerm(Record):
    """A term services are classed by. HSDS `taxonomy_term`; `own_code` joins it to Xenia's taxonomy."""

    code = models.TextField(blank=True, default="")
    name = models.TextField()
    description = models.TextField(blank=True, default="")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="children"
    )
    taxonomy = models.ForeignKey(
        Taxonomy, null=True, blank=True, on_delete=models.CASCADE, related_name="terms"
    )
    language = models.TextField(blank=True, default="")
    term_uri = models.TextField(blank=True, default="")
    own_code = models.CharField(max_length=60, blank=True, default="", db_index=True)

    class Meta:
        ordering: ClassVar = ["code", "name"]

    def __str__(self) -> str:
        return self.name
