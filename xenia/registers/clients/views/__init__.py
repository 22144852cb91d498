"""Pages about the people served."""
