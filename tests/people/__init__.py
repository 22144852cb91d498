"""Invented people, for tests and measurements: a room that no office has."""
