"""Language access: the right interpreter in time."""
