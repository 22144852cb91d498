"""Eight processes on one office at the same moment, on SQLite files and on PostgreSQL."""
