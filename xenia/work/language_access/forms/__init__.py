"""What is typed about the roster."""
