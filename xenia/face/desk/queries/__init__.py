"""Questions over every room: what waits, and what is not settled yet."""
