"""The code with which somebody reads her answer. Whoever knows it reads the thread."""

from xenia.ground.keys import codes

KEY = "enquiries.code"


def code_for(token: str) -> str:
    """The code of the question that came with this form's token, such as BCDFG-23456-HJKMN."""
    return codes.code_for(token, key=KEY)


def hash_of(typed: str) -> str:
    """What is looked up for a typed code; "" when it cannot be one."""
    return codes.hash_of(typed, key=KEY)
