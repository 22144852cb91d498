"""An office’s own list of open cases, as it was kept in a spreadsheet."""
