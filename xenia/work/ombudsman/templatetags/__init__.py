"""Filters of the pages about complaints."""
