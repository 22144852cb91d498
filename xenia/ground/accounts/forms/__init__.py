"""What a person may type, and how we tell her that it is wrong."""
