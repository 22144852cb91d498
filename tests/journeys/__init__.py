"""Whole stories, in a real browser, on the office as `./run` opens it."""
