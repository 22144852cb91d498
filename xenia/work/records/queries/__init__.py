"""Questions about requests for records, and about what is held of one person."""
