"""Words of this room for its pages."""
