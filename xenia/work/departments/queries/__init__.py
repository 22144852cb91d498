"""Questions to statements and reports."""
