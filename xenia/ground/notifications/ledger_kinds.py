"""What the room of messages counts."""

from xenia.ground.ledger.kinds import register

register(
    "notifications.sent", "A message left, or a colleague called or wrote.", dimensions=("mode",)
)
register(
    "notifications.opted_out",
    "A contact point said no to messages on a channel; reason is the means.",
    dimensions=("mode", "reason"),
)
register(
    "notifications.reply_from_nobody",
    "A text message came from a number the office does not hold; nothing of it is kept.",
)
