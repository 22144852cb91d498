"""Tags of the directory's staff pages."""
