"""The invented room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Invented people of the vault."""

    name = "tests.people"
    label = "people"

    def ready(self) -> None:
        """What these invented people are counted by."""
        from xenia.ground.ledger.kinds import register

        register(
            "casework.invented_visit",
            "An invented person was helped once.",
            dimensions=("service_type", "language", "area"),
            counts_persons=True,
        )
        register(
            "casework.invented_legal_help",
            "An invented person had legal help once.",
            dimensions=("service_type", "language", "area", "case_type", "outcome"),
            streams=("service", "legal"),
            counts_persons=True,
        )
