"""An office’s own list of open complaints, as it was kept in a spreadsheet."""
