"""What the directory counts."""

from xenia.ground.ledger.kinds import register

register(
    "directory.service_added",
    "A service was added to the directory; imported ones are counted by the import.",
    dimensions=("provider",),
)
register("directory.service_closed", "A service was closed.", dimensions=("provider",))
register("directory.services_imported", "Services brought in or renewed by one import run.")
register(
    "directory.change_proposed",
    "Somebody asked to change an entry; an editor decides.",
    dimensions=("provider",),
)
register(
    "directory.change_accepted", "A proposed change was accepted whole.", dimensions=("provider",)
)
register(
    "directory.change_partly",
    "A proposed change was accepted in some of its fields.",
    dimensions=("provider",),
)
register("directory.change_declined", "A proposed change was declined.", dimensions=("provider",))
register(
    "directory.change_reopened",
    "A declined change waits again: it was declined by mistake.",
    dimensions=("provider",),
)
register("directory.suggestion_reopened", "What somebody told us waits again.")
register("directory.suggestion_received", "Somebody from the public told us about an entry.")
register("directory.suggestion_taken_up", "What somebody told us about an entry was taken up.")
register("directory.suggestion_declined", "What somebody told us about an entry was not taken up.")
register(
    "directory.notice_posted",
    "A closure, other hours or an alert was posted for some days.",
    dimensions=("provider",),
)
register(
    "directory.verified",
    "An organisation, a place or a service was confirmed as still right.",
    dimensions=("provider",),
)
register(
    "directory.verified_by_mistake",
    "An organisation took back that an entry is still right: it had pressed by mistake.",
    dimensions=("provider",),
)
register(
    "directory.verification_asked",
    "An organisation was asked for the first time in a year whether its entries are still right.",
    dimensions=("provider",),
)
register(
    "directory.evidence_checked",
    "Somebody looked up on an official list who gives legal help.",
    dimensions=("provider",),
)
register(
    "directory.unmet_need",
    "Somebody looked for help in the directory's search, and the directory has none for this need.",
    dimensions=("need", "language"),
)
