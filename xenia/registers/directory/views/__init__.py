"""The staff pages of the directory."""
