"""What a person may type about the directory."""
