"""The code with which somebody follows her complaint. Whoever knows it reads the thread."""

from xenia.ground.keys import checked_codes

KEY = "ombudsman.code"


def code_for(token: str) -> str:
    """The code of the complaint that came with this form's token, such as 7ZK2Q9-X0M4RT-8HBJ1C."""
    return checked_codes.code_for(token, key=KEY)


def hash_of(typed: str) -> str:
    """What is looked up for a typed code; "" when it cannot be one."""
    return checked_codes.hash_of(typed, key=KEY)


def is_mistyped(typed: str) -> bool:
    """Whether there is a slip in what was typed: no code of ours can be this."""
    return checked_codes.is_mistyped(typed)
