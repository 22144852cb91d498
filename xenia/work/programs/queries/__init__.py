"""Questions about programs."""

from xenia.work.programs.queries.places import places_left, places_left_of

__all__ = ["places_left", "places_left_of"]
