"""The yearly report: what is measured, what may be shown of it, and how the office gives account."""
