"""The small records that hang on organisations, services and places."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .organization import Organization
from .place import Location
from .record import Record
from .service import Service, ServiceAtLocation
from .taxonomy import TaxonomyTerm


class Contact(Record):
    """A person to turn to in her office. HSDS `contact`."""

    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.CASCADE, related_name="contacts"
    )
    service = models.ForeignKey(
        Service, null=True, blank=True, on_delete=models.CASCADE, related_name="contacts"
    )
    service_at_location = models.ForeignKey(
        ServiceAtLocation, null=True, blank=True, on_delete=models.CASCADE, related_name="contacts"
    )
    location = models.ForeignKey(
        Location, null=True, blank=True, on_delete=models.CASCADE, related_name="contacts"
    )
    name = models.TextField(blank=True, default="")
    title = models.TextField(blank=True, default="")
    department = models.TextField(blank=True, default="")
    email = models.TextField(blank=True, default="")
    is_confidential = models.BooleanField(default=False)

    class Privacy:
        personal: ClassVar[dict[str, str]] = {
            "name": "a professional contact her organisation publishes",
            "email": "her work address",
        }
        keep = None

    def __str__(self) -> str:
        return f"contact {self.pk}"


class Phone(Record):
    """HSDS `phone`."""

    class Type(models.TextChoices):
        VOICE = "voice", _("Phone")
        TEXT = "text", _("Text message")
        FAX = "fax", _("Fax")
        TTY = "tty", _("TTY")
        CELL = "cell", _("Cell phone")
        VIDEO = "video", _("Video phone")
        PAGER = "pager", _("Pager")
        TEXTPHONE = "textphone", _("Text phone")

    location = models.ForeignKey(
        Location, null=True, blank=True, on_delete=models.CASCADE, related_name="phones"
    )
    service = models.ForeignKey(
        Service, null=True, blank=True, on_delete=models.CASCADE, related_name="phones"
    )
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.CASCADE, related_name="phones"
    )
    contact = models.ForeignKey(
        Contact, null=True, blank=True, on_delete=models.CASCADE, related_name="phones"
    )
    service_at_location = models.ForeignKey(
        ServiceAtLocation, null=True, blank=True, on_delete=models.CASCADE, related_name="phones"
    )
    number = models.TextField()
    extension = models.TextField(blank=True, default="")
    type = models.CharField(max_length=12, choices=Type.choices, default=Type.VOICE)
    description = models.TextField(blank=True, default="")
    is_confidential = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"phone {self.pk}"


class Schedule(Record):
    """When a service or place is open: HSDS `schedule`, after RFC 5545 recurrence rules.

    byday: "MO,WE"; opens_at, closes_at: local wall-clock times.
    """

    service = models.ForeignKey(
        Service, null=True, blank=True, on_delete=models.CASCADE, related_name="schedules"
    )
    location = models.ForeignKey(
        Location, null=True, blank=True, on_delete=models.CASCADE, related_name="schedules"
    )
    service_at_location = models.ForeignKey(
        ServiceAtLocation,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="schedules",
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    dtstart = models.DateField(null=True, blank=True)
    timezone = models.FloatField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    count = models.PositiveIntegerField(null=True, blank=True)
    wkst = models.CharField(max_length=2, blank=True, default="")
    freq = models.CharField(max_length=8, blank=True, default="")
    interval = models.PositiveIntegerField(null=True, blank=True)
    byday = models.TextField(blank=True, default="")
    byweekno = models.TextField(blank=True, default="")
    bymonthday = models.TextField(blank=True, default="")
    byyearday = models.TextField(blank=True, default="")
    description = models.TextField(blank=True, default="")
    opens_at = models.TimeField(null=True, blank=True)
    closes_at = models.TimeField(null=True, blank=True)
    schedule_link = models.TextField(blank=True, default="")
    attending_type = models.TextField(blank=True, default="")
    notes = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return f"{self.byday} {self.opens_at}-{self.closes_at}"


class Language(Record):
    """A language people can use at a service, place or phone. HSDS `language`.

    code: BCP 47 as in our registry; note: "call ahead", "limited".
    """

    service = models.ForeignKey(
        Service, null=True, blank=True, on_delete=models.CASCADE, related_name="languages"
    )
    location = models.ForeignKey(
        Location, null=True, blank=True, on_delete=models.CASCADE, related_name="languages"
    )
    phone = models.ForeignKey(
        Phone, null=True, blank=True, on_delete=models.CASCADE, related_name="languages"
    )
    name = models.TextField(blank=True, default="")
    code = models.TextField(blank=True, default="")
    note = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return self.code or self.name


class ServiceArea(Record):
    """The area a service is for. HSDS `service_area`."""

    service = models.ForeignKey(
        Service, null=True, blank=True, on_delete=models.CASCADE, related_name="service_areas"
    )
    service_at_location = models.ForeignKey(
        ServiceAtLocation,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="service_areas",
    )
    name = models.TextField(blank=True, default="")
    description = models.TextField(blank=True, default="")
    extent = models.TextField(blank=True, default="")
    extent_type = models.TextField(blank=True, default="")
    uri = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return self.name


class Accessibility(Record):
    """How a place can be used by people with disabilities. HSDS `accessibility`."""

    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="accessibility")
    description = models.TextField(blank=True, default="")
    details = models.TextField(blank=True, default="")
    url = models.TextField(blank=True, default="")

    class Meta:
        verbose_name_plural = "accessibility"

    def __str__(self) -> str:
        return self.description


class RequiredDocument(Record):
    """Something to bring. HSDS `required_document`."""

    service = models.ForeignKey(
        Service, on_delete=models.CASCADE, related_name="required_documents"
    )
    document = models.TextField()
    uri = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return self.document


class CostOption(Record):
    """A price. HSDS `cost_option`."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="cost_options")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    option = models.TextField(blank=True, default="")
    currency = models.TextField(blank=True, default="")
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    amount_description = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_price_is_not_below_zero",
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return self.option


class Funding(Record):
    """Where the money comes from. HSDS `funding`."""

    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.CASCADE, related_name="funding"
    )
    service = models.ForeignKey(
        Service, null=True, blank=True, on_delete=models.CASCADE, related_name="funding"
    )
    source = models.TextField()

    class Meta:
        verbose_name_plural = "funding"

    def __str__(self) -> str:
        return self.source


class OrganizationIdentifier(Record):
    """A number somebody else gave the organisation. HSDS `organization_identifier`."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="organization_identifiers"
    )
    identifier_scheme = models.TextField(blank=True, default="")
    identifier_type = models.TextField(blank=True, default="")
    identifier = models.TextField()

    def __str__(self) -> str:
        return self.identifier


class Url(Record):
    """Another web address. HSDS `url`."""

    organization = models.ForeignKey(
        Organization,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="additional_websites",
    )
    service = models.ForeignKey(
        Service, null=True, blank=True, on_delete=models.CASCADE, related_name="additional_urls"
    )
    label = models.TextField(blank=True, default="")
    url = models.TextField()

    def __str__(self) -> str:
        return self.url


class Unit(Record):
    """What a capacity is counted in: seats, appointments, beds. HSDS `unit`."""

    TRANSLATED = ("name",)

    name = models.TextField()
    scheme = models.TextField(blank=True, default="")
    identifier = models.TextField(blank=True, default="")
    uri = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return self.name


class ServiceCapacity(Record):
    """How much is free, in its unit. HSDS `service_capacity`."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="capacities")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="capacities")
    available = models.IntegerField()
    maximum = models.IntegerField(null=True, blank=True)
    description = models.TextField(blank=True, default="")
    updated = models.DateTimeField()

    class Meta:
        verbose_name_plural = "service capacities"
        constraints = [
            models.CheckConstraint(
                name="not_more_free_than_there_is",
                condition=Q(maximum__isnull=True) | Q(available__lte=models.F("maximum")),
            ),
            models.CheckConstraint(
                name="nothing_below_zero_is_free", condition=Q(available__gte=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.available} {self.unit_id}"


class Attribute(Record):
    """Joins any record to a term of a taxonomy. HSDS `attribute`."""

    link_id = models.UUIDField(db_index=True)
    taxonomy_term = models.ForeignKey(
        TaxonomyTerm, null=True, blank=True, on_delete=models.CASCADE, related_name="attributes"
    )
    link_type = models.TextField(blank=True, default="")
    link_entity = models.TextField()
    value = models.TextField(blank=True, default="")
    label = models.TextField(blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["link_entity", "link_id"], name="attributes_of_record")]

    def __str__(self) -> str:
        return f"{self.link_entity} {self.link_id}"


class MetaTableDescription(Record):
    """What a file said about its own tables. HSDS `meta_table_description`."""

    name = models.TextField(blank=True, default="")
    language = models.TextField(blank=True, default="")
    character_set = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return self.name
