"""The look, proven."""
