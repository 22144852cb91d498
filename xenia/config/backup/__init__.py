"""Copies of the office: data and keys apart, each with its own lifetime; and the way back."""
