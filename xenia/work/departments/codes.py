"""The code with which somebody reads what became of her report. Whoever knows it reads it."""

from xenia.ground.keys import codes

KEY = "departments.code"


def code_for(token: str) -> str:
    """The code of the report that came with this form's token, such as BCDFG-23456-HJKMN."""
    return codes.code_for(token, key=KEY)


def hash_of(typed: str) -> str:
    """What is looked up for a typed code; "" when it cannot be one."""
    return codes.hash_of(typed, key=KEY)
