"""Words of the report's pages."""
