"""Tags of the pages about records."""
