"""Words on the pages of departments."""
