"""Reading translations."""

from .texts import (
    STATES,
    State,
    TextIn,
    counts_by_state,
    state_of,
    text_in,
    texts_of,
)

__all__ = ["STATES", "State", "TextIn", "counts_by_state", "state_of", "text_in", "texts_of"]
