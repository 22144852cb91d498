"""What the directory counts."""

from xenia.ground.ledger.kinds import register

register(
    "directory.service_added",
    "A service was added to the directory; imported ones are counted by the import.",
    dimensions=("provider",),
)
register("directory.service_closed", "A service was closed.", dimensions=("provider",))
register("directory.services_imported", "Services brought in or renewed by one import run.")
