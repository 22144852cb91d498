"""Questions to the roster."""
