"""Questions about reports, calls and recommendations."""
