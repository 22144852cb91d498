"""An office's own list of interpreters, as it was kept in a spreadsheet."""
