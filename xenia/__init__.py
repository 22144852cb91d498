"""Xenia: the working system of a city's office for immigrants."""

__version__ = "0.1.0"
