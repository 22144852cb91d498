"""Complaints: heard, handled in time, and what the city learns of them."""
