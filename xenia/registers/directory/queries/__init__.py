"""Questions about the directory."""
